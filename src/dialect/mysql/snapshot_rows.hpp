#pragma once

#include "dialect/mysql/snapshot_reading.hpp"

namespace retort::dialect::mysql {

/// A table's columns and rows.
Snapshot::Table read_rows(SnapshotReading& reading, const std::string& name);

}  // namespace retort::dialect::mysql
