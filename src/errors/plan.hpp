#pragma once

#include "errors/target.hpp"

/// Why a target that names something cannot be planned, stamped, listed or built upon.
namespace retort::errors {

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
