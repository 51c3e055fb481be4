#pragma once

#include "dialect/mysql/snapshot_reading.hpp"

namespace retort::dialect::mysql {

/// Appends routines, views, triggers and events to a snapshot, each behind the settings that it was
/// made under, and the statements that drop them.
/// @param mode what sql_mode is before them
void add_programs(SnapshotReading& reading, const std::string& mode, Snapshot& snapshot);

}  // namespace retort::dialect::mysql
