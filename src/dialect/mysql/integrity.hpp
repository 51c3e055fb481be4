#pragma once

#include "dialect/database.hpp"

namespace retort::dialect::mysql {

Integrity read_integrity(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::mysql
