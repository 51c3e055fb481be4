#pragma once

#include <retort/error.hpp>

#include <string>
#include <vector>

/// What keeps a baseline, or what it stands for, from being run.
namespace retort::errors {

/// A database inside of a range.
/// @param missing revisions of the range that nobody has
DatabaseError archive_missing(const std::vector<std::string>& missing);

std::string begun_sentence(const std::string& id);

/// A target inside of a range.
UsageError archive_wanted(const std::string& name, const std::string& baseline,
                          const std::vector<std::string>& missing);
/// A target that counts into a range.
UsageError archive_wanted_below(const std::string& target, const std::string& baseline,
                                const std::vector<std::string>& missing);
/// A revision inside of a range where a live one is wanted.
UsageError archived(const std::string& target, const std::string& name,
                    const std::string& baseline);

/// A baseline without a section for the dialect, and without archived scripts.
ScriptError baseline_cannot_run(const std::string& baseline, const std::string& file, int line,
                                const std::vector<std::string>& missing);

}  // namespace retort::errors
