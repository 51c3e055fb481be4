#pragma once

#include <string>
#include <vector>

namespace retort_test {

/// Starts a program, given with its arguments, `count` times. They all get to the end of their
/// standard input at once. @returns how many ended otherwise than well
int run_at_once(const std::vector<std::string>& line, int count);
/// The same, each of its own.
int run_at_once(const std::vector<std::vector<std::string>>& lines);

}  // namespace retort_test
