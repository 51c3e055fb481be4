#pragma once

#include "dialect/database.hpp"

#include <sqlite3.h>

namespace retort::dialect::sqlite {

/// Keeps others from writing meanwhile, where the database has no write-ahead log.
/// @param database on the handle
BackedUp back_up(Database& database, sqlite3* handle, const Patience& patience,
                 const BackupRequest& request);

/// Puts a file that back_up() made in place of all that is in the database, in one transaction.
void load(Database& database, sqlite3* handle, const Patience& patience, const std::string& file);

}  // namespace retort::dialect::sqlite
