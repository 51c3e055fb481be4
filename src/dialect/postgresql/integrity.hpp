#pragma once

#include "dialect/database.hpp"

namespace retort::dialect::postgresql {

std::vector<Integrity::Table> read_row_tables(Database& database, const SchemaScope& scope);

Integrity read_integrity(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::postgresql
