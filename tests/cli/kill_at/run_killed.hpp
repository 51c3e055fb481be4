#pragma once

#include "cli/support.hpp"

#include <string>

namespace retort_test {

constexpr int killed = 128 + 9;  ///< as a shell says it

/// Runs the program, which dies before its call of this number that kill_at.cpp counts.
/// @returns its exit status
int run_killed(const Place& place, const std::string& arguments, int call);

}  // namespace retort_test
