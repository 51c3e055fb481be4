#pragma once

#include <retort/error.hpp>

#include <cstddef>
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

// The way back.
UsageError no_baseline(const std::string& id);
UsageError inside_newer_baseline(const std::string& id, const std::string& newer);
UsageError archive_is_missing(const std::string& id, const std::vector<std::string>& missing);
UsageError baseline_elsewhere(const std::string& id, const std::string& path,
                              const std::string& folder);
UsageError lifted_object_edited(const std::string& id, const std::string& path);

// What is squashed.
/// @param objects what the catalog has and no reading of it tells
UsageError cannot_be_compared(const std::vector<std::string>& objects);
UsageError cannot_be_lifted(const std::string& name);
UsageError no_snapshot(const std::string& dialect);
UsageError function_in_range(const std::string& revision);
UsageError not_in_folder(const std::string& revision, const std::string& path,
                         const std::string& folder);
Error folder_is_claimed(const std::string& folder);
/// One fault of a file: a statement writes what the clock or chance gives.
std::string value_of_the_moment(const std::string& function, const std::string& table);
ScriptError values_differ(const std::string& table, const std::string& column,
                          const std::string& first, const std::string& second);
ScriptError rows_differ(const std::string& table);

/// What two builds do not have in common, as `table gene: 2 rows are only built by the chain, as
/// (...)`.
std::string rows_only_in(const std::string& table, std::size_t count, const std::string& example,
                         bool in_chain);
std::string words_only_in(const std::string& words, bool in_chain);

}  // namespace retort::errors
