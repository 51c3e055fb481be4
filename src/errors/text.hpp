#pragma once

#include <retort/error.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Small pieces that the wording of errors shares. The sentences themselves are in this folder and
/// nowhere else, one file per layer.
namespace retort::errors {

/// `a, b and c`
std::string list(const std::vector<std::string>& items, std::string_view last = "and");

/// The same, cut after twenty: `a, b, ... and 80 more`.
std::string listed(const std::vector<std::string>& items, std::string_view last = "and");

/// `a -> b -> ... -> `, what is above forty counted.
std::string arrows(const std::vector<std::string>& items);

/// ` Did you mean a or b?`, or nothing.
std::string did_you_mean(const std::vector<std::string>& choices);

/// What a user typed: in quotes, shortened, without control characters and passwords.
std::string in_quotes(std::string_view text);

/// `file:12` or `file`
std::string place(const std::string& file, int line);

/// One line of at most 120 bytes, blanks folded, cut at a character's edge with `...`,
/// passwords of URLs hidden.
std::string shortened(std::string_view statement);

/// The candidates nearest to `text` by edit distance, best first; empty when none is near.
std::vector<std::string> nearest(std::string_view text, const std::vector<std::string>& candidates,
                                 std::size_t most = 3);

}  // namespace retort::errors
