#pragma once

#include <cstddef>

namespace retort_test {

/// Every how many statements to disturb a run: 1 is all of them. Builds with sanitizers are several
/// times slower and take less; RETORT_CRASH_STRIDE in the environment decides for both.
std::size_t stride(std::size_t plain, std::size_t sanitized);

}  // namespace retort_test
