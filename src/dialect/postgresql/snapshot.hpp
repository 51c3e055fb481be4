#pragma once

#include "dialect/database.hpp"
#include "dialect/postgresql/connection.hpp"

namespace retort::dialect::postgresql {

/// Definitions are pg_dump's: it knows every kind of object and the order in which they depend on
/// each other, and what it says is a witness that owes nothing to the engine's own reading.
Snapshot read_snapshot(Database& database, const Connection& connection, const SchemaScope& scope);

}  // namespace retort::dialect::postgresql
