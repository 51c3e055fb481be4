#pragma once

#include <retort/plan.hpp>

#include <CLI/CLI.hpp>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace retort::cli {

/// `retort upgrade`
std::string usage_of(const CLI::App& app);

/// A check of the arguments alone, made as soon as all are parsed.
void when_parsed(CLI::App& app, std::function<void()> check);

/// Names of options with whether they were given. @throws UsageError (kind `usage`) for two of them
void exclude(const CLI::App& app, std::initializer_list<std::pair<const char*, bool>> options);

/// `A:B`
bool is_range(std::string_view target);

/// @throws UsageError for what is no target of a command in this direction, whatever the graph is
void check_move(const CLI::App& app, Direction direction, std::string_view target);

/// The same for `A:B` without a database.
void check_offline_range(const CLI::App& app, Direction direction, std::string_view range);

/// Whether a target, or an end of a range, says `current`, which only the database can tell.
bool names_current(std::string_view target);

}  // namespace retort::cli
