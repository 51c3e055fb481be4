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

// Planning.
UsageError upgrade_to_base(const std::string& target);
UsageError upgrade_downwards(const std::string& target);
UsageError downgrade_upwards(const std::string& target);
UsageError several_to_downgrade_to(const std::string& target, const Texts& choices);
UsageError not_applied(const std::string& id, const Texts& recorded);
/// @param branch empty: the whole database
UsageError too_few_applied(const std::string& target, const std::string& branch, int applied);
/// @param taken what goes down before it becomes ambiguous
UsageError ambiguous_downgrade(const std::string& target, const Texts& taken, const Texts& tips,
                               const Texts& choices);
/// @param plain the target that takes the siblings down too
UsageError siblings_in_the_way(const std::string& target, const std::string& branch,
                               const Texts& siblings, const std::string& plain);

// Several targets, and ranges.
UsageError no_target();
UsageError base_and_others(const std::string& base);
UsageError named_twice(const std::string& one, const std::string& other, const std::string& id);
UsageError on_one_lineage(const std::string& ancestor_target, const std::string& descendant_target,
                          const std::string& ancestor, const std::string& descendant);
UsageError base_as_upper_end(std::string_view range);
UsageError range_end_outwards(std::string_view range);
/// @param reversed `lower` is a descendant of the upper end
UsageError not_an_ancestor(std::string_view range, const std::string& lower, const Texts& upper,
                           bool reversed);

// New revisions.
UsageError no_head_chosen(const Texts& heads, const Texts& choices);
UsageError not_a_head(const std::string& id, const Texts& children);
UsageError too_few_to_merge(const Texts& named);

DatabaseError unknown_recorded(const Texts& ids);

}  // namespace retort::errors
