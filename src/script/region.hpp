#pragma once

#include "script/scanner.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// A fault before its line is known.
struct FaultAt {
    std::size_t offset = 0;
    std::string sentence;
};

/// What lies between one directive line and the next.
struct Region {
    static constexpr std::size_t none = std::string_view::npos;

    std::size_t end = 0;           ///< where the next directive line begins, or the text ends
    std::size_t statement = none;  ///< the first one begins here
    std::size_t hidden = none;     ///< the first directive line that a quote or body makes text
    bool broken = false;           ///< something with a directive line in it is never closed
    std::vector<std::string_view> comments;  ///< those outside of bodies
    std::vector<FaultAt> faults;
};

/// Reads from `begin` to the next directive line that is outside of every quote, block comment and
/// body. Linear.
Region read_region(std::string_view text, std::size_t begin, const SqlRules& rules);

}  // namespace retort::script
