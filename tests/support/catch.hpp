#pragma once

// One spelling for Catch2 2 and 3.
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
namespace retort_test {
using Catch::Matchers::ContainsSubstring;
}
#else
#include <catch2/catch.hpp>
namespace retort_test {
inline auto ContainsSubstring(const std::string& text) {
    return Catch::Matchers::Contains(text);
}
}  // namespace retort_test
#endif
