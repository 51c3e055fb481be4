#pragma once

#include "dialect/database.hpp"
#include "dialect/mysql/connection.hpp"

namespace retort::dialect::mysql {

/// By one mariadb-dump, from which all the rest is read: no other session can be given its moment.
/// That moment is one only for tables of an engine with transactions.
BackedUp back_up(Database& database, Connection& connection, const BackupRequest& request);

/// By the client, statement after statement.
void load(Connection& connection, const std::string& file, Owners owners);

/// Drops all that is in the default database.
void clear(Database& database);

}  // namespace retort::dialect::mysql
