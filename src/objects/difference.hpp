#pragma once

#include <string>
#include <string_view>

namespace retort::objects {

/// The lines that turn `from` into `to`, as `diff -u` writes them, with three lines around each
/// change and without the names of files; empty when the texts are equal. Source: the longest
/// common subsequence of the lines, by dynamic programming behind the lines that both begin and end
/// with.
std::string unified(std::string_view from, std::string_view to);

}  // namespace retort::objects
