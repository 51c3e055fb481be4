#pragma once

#include <retort/error.hpp>

#include <string>
#include <vector>

/// Why a range of revisions cannot be squashed.
namespace retort::errors {

// The range.
UsageError no_such_range(const std::string& range);
UsageError not_one_revision(const std::string& end, const std::vector<std::string>& ids);
UsageError not_below(const std::string& lower, const std::string& upper);
/// @param member a revision whose parent is neither in the range nor its lower end
UsageError range_is_open_below(const std::string& member, const std::string& parent,
                               const std::string& lower);
/// @param outside it stands on a member that is not the upper end
UsageError range_is_open_above(const std::string& outside, const std::string& member,
                               const std::string& upper, bool by_dependency);

}  // namespace retort::errors
