#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Why a database cannot be backed up, restored or copied.
namespace retort::errors {

/// There is something of the name that a new folder is to have.
Error folder_is_taken(const std::string& path);

// A backup that is read.
Error no_backup(const std::string& folder);
Error backup_of_newer(const std::string& folder, const std::string& format);
Error backup_is_damaged(const std::string& path);
UsageError backup_of_another_dialect(const std::string& folder, const std::string& dialect,
                                     const std::string& wanted);

// What it is to fill.
DatabaseError not_empty(const std::string& database);
/// @param rows none: there is no such table
DatabaseError restored_wrong(const std::string& table, std::uint64_t expected,
                             const std::optional<std::uint64_t>& rows);
DatabaseError restored_at(const std::vector<std::string>& expected,
                          const std::vector<std::string>& found);
DatabaseError still_in_use(const std::string& database, std::chrono::milliseconds waited);
/// To be put before why: the database is not whole.
std::string half_restored(const std::string& database, const std::string& why);

// What cannot be backed up or copied.
UsageError state_elsewhere(const std::string& schema);
UsageError no_template(const std::string& dialect);
DatabaseError dump_not_understood(const std::string& line);

}  // namespace retort::errors
