#pragma once

#include <retort/error.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What can be wrong with a target. `target` is always as it was typed, `choices` what to type
/// instead.
namespace retort::errors {

using Texts = std::vector<std::string>;

// Reading it.
UsageError bad_name(std::string_view target, std::string_view name);
UsageError bad_offset(std::string_view target, char sign);
UsageError range_as_target(std::string_view target);
UsageError not_a_range(std::string_view text);

// Finding what it names.
UsageError unknown_name(const std::string& target, const std::string& name, const Texts& nearest);
UsageError short_prefix(const std::string& target, const std::string& prefix, const Texts& ids);
UsageError ambiguous_prefix(const std::string& target, const std::string& prefix, const Texts& ids);
UsageError not_in_lineage(const std::string& target, const Texts& ids, const std::string& branch);
/// @param all the target that means all of them; empty: the command takes only one
UsageError several_heads(const std::string& target, const Texts& heads, const std::string& branch,
                         const Texts& choices, const std::string& all);
UsageError names_nothing(const std::string& target);
UsageError no_database(const std::string& target);
UsageError relative_alone(const std::string& target);

// Counting steps.
UsageError several_starts(const std::string& target, const Texts& starts, const Texts& choices);
/// @param from empty: below every base
UsageError ambiguous_walk(const std::string& target, bool up, const std::string& from,
                          const Texts& next, const Texts& choices);
UsageError walked_too_far(const std::string& target, bool up, const std::string& end, int steps);

}  // namespace retort::errors
