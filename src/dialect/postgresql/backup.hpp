#pragma once

#include "dialect/database.hpp"
#include "dialect/postgresql/connection.hpp"

namespace retort::dialect::postgresql {

/// By pg_dump, which is given the moment that the rest is read at, and pg_restore for the texts.
/// @param database on the connection
BackedUp back_up(Database& database, const Connection& connection, const BackupRequest& request);

/// By pg_restore, in one transaction.
void load(const Connection& connection, const std::string& file, Owners owners);

}  // namespace retort::dialect::postgresql
