#pragma once

#include "dialect/database.hpp"
#include "dialect/reading.hpp"

#include <atomic>
#include <string>

namespace retort::workflow {

/// What to count and where the heads are recorded, without a folder.
dialect::BackupRequest backup_request(dialect::Database& database, const std::string& version_table,
                                      const std::string& version_schema);

/// A server's program may take a day.
dialect::Patience backup_patience(const std::atomic<bool>* cancel);

}  // namespace retort::workflow
