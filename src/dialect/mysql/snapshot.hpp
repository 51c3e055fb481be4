#pragma once

#include "dialect/database.hpp"

namespace retort::dialect::mysql {

/// Of MariaDB, in the words of its SHOW CREATE. A table is made under another name and dropped, to
/// learn which of its indexes go by themselves.
Snapshot read_snapshot(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::mysql
