#pragma once

#include "dialect/database.hpp"
#include "runtime/revisions.hpp"
#include "runtime/state_store.hpp"

#include <retort/migrator.hpp>

#include <string>
#include <vector>

namespace retort::runtime {

/// Records `targets` as current and runs nothing. @returns the recorded heads
std::vector<std::string> stamp(dialect::Database& database, StateStore& store,
                               const Revisions::Data& revisions,
                               const std::vector<std::string>& targets, bool purge);

void repair(dialect::Database& database, StateStore& store, const Revisions::Data& revisions,
            const Repair& repair);

}  // namespace retort::runtime
