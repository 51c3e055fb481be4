#pragma once

#include "dialect/database.hpp"

namespace retort::dialect::sqlite {

Snapshot read_snapshot(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::sqlite
