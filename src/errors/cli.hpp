#pragma once

#include <retort/error.hpp>
#include <retort/plan.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// What the command line itself finds wrong.
namespace retort::errors {

// The command line as typed. `usage` is what to call for help, as `retort upgrade`.
UsageError no_command(const std::string& program);
UsageError unknown_command(const std::string& program, const std::string& name,
                           const std::vector<std::string>& commands);
UsageError unknown_argument(const std::string& usage, const std::string& argument,
                            const std::vector<std::string>& options);
UsageError wrong_arguments(const std::string& usage, const std::string& parser_message);
UsageError options_exclude(const std::string& usage, const std::string& one,
                           const std::string& other);
UsageError option_of_sync(const std::string& usage, const std::string& option);
UsageError names_of_refresh(const std::string& usage, const std::string& name);
UsageError schema_sides(const std::string& usage, const std::string& action, std::size_t expected);
UsageError unknown_category(const std::string& usage, const std::string& name,
                            const std::vector<std::string>& names);
UsageError two_dialects(const std::string& left, const std::string& right);
/// @param url for people
UsageError no_scratch_url(const std::string& url);
UsageError no_database_named(const std::string& url);
UsageError no_row_counts(const std::string& file, const std::string& why);
UsageError no_differences(const std::string& file, const std::string& why);
UsageError target_missing(const std::string& usage, const std::string& direction);
UsageError target_empty(const std::string& usage);
UsageError recorded_empty(const std::string& usage);
/// @param ids of the scripts
UsageError not_in_scripts(const std::string& id, const std::vector<std::string>& ids);
UsageError url_as_folder(const std::string& usage, const std::string& url);
UsageError misplaced_option(const std::string& usage, const std::string& option,
                            const std::vector<std::string>& commands);
UsageError wrong_way(const std::string& usage, Direction direction, std::string_view target);
UsageError range_without_sql(const std::string& usage, std::string_view range);
UsageError range_without_colon(const std::string& usage, std::string_view range);
UsageError downgrade_sql_without_range(const std::string& usage);

// retort.toml, the environment and flags.
UsageError config_missing(const std::string& path);
Error config_unreadable(const std::string& path);
UsageError unknown_key(const std::string& path, const std::string& key,
                       const std::vector<std::string>& keys);
UsageError config_section(const std::string& path, const std::string& section);
UsageError not_one_value(const std::string& path, const std::string& key);
UsageError bad_value(const std::string& origin, const std::string& value,
                     const std::string& expected);

// URLs. They never quote more of a URL than its scheme, because it may hold a password.
UsageError no_url(const std::string& program);
UsageError not_a_url(const std::string& origin);
UsageError unknown_scheme(const std::string& origin, const std::string& scheme,
                          const std::vector<std::string>& schemes);
UsageError no_sqlite_file(const std::string& origin);
UsageError sqlite_query(const std::string& origin);
UsageError bad_escape(const std::string& origin);
UsageError bad_port(const std::string& origin);
UsageError quote_in_file_name(const std::string& origin);
UsageError no_such_dialect(const std::string& scheme);

// Files and the database.
DatabaseError database_missing(const std::string& path, const std::string& program);
DatabaseError database_folder_missing(const std::string& path);
DatabaseError cannot_open(const std::string& database, const std::string& reason);
Error scripts_missing(const std::string& folder, const std::string& program);
Error already_initialised(const std::string& path);
Error cannot_make_folder(const std::string& path, const std::string& reason);
Error cannot_write(const std::string& path);
Error cannot_write_output();
UsageError names_no_revision(const std::string& target);
UsageError no_file(const std::string& revision, const std::string& name);
Error editor_failed(const std::string& editor, const std::string& path);

}  // namespace retort::errors
