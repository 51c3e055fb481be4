#pragma once

#include "dialect/mysql/snapshot_reading.hpp"
#include "dialect/mysql/table_text.hpp"

namespace retort::dialect::mysql {

struct ReadTable {
    std::string name;
    std::string quoted;
    TableText text;  ///< without its foreign keys
    std::vector<ForeignKeyText> foreign_keys;
};

/// Puts each table behind those that it references, as far as that is possible, and takes off the
/// indexes that the server makes by itself when the foreign keys are added.
void arrange_foreign_keys(SnapshotReading& reading, std::vector<ReadTable>& tables);

Statements foreign_key_additions(const std::vector<ReadTable>& tables);

/// Of those that keep the tables from being dropped in the other direction.
Statements foreign_key_drops(const std::vector<ReadTable>& tables);

}  // namespace retort::dialect::mysql
