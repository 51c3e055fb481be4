#pragma once

#include <functional>
#include <string>
#include <vector>

namespace retort_test {

/// Starts a program `count` times; the arguments are those of each. They all wait for the end of
/// their standard input, which comes to all at once. @returns how many ended otherwise than well
int run_at_once(const std::string& program, int count,
                const std::function<std::vector<std::string>(int number)>& arguments);

}  // namespace retort_test
