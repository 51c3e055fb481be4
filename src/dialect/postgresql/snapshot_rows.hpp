#pragma once

#include "dialect/database.hpp"

namespace retort::dialect::postgresql {

/// The part of a snapshot that pg_dump is not asked for.
struct SnapshotRows {
    std::vector<Snapshot::Table> tables;
    std::vector<std::string> positions;  ///< of sequences, as statements that set them
    std::vector<std::string> witness;    ///< of rows that no table of the schema has
    std::vector<std::string> schemas;    ///< all but the server's own
    std::string role;                    ///< the session's, quoted where that is needed
};

/// Rows of partitions are those of their root; those of extensions are not read.
SnapshotRows read_rows(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::postgresql
