#pragma once

#include "dialect/snapshot.hpp"

#include <retort/schema.hpp>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace retort::workflow {

/// A schema with its rows, as built in a scratch database.
struct Built {
    Schema schema;
    dialect::Snapshot snapshot;
};

struct Comparison {
    std::vector<SchemaDifference> schema;
    std::vector<std::string> rows;  ///< and other words of the database, as sentences
};

/// Tables and columns, as in the snapshot, whose values are only there or not.
using Present = std::set<std::pair<std::string, std::string>>;

/// What one build has and the other has not: the schema by every fact, next values too; the rows as
/// multisets; the database's own words for both. Pure.
Comparison compare(const Built& chain, const Built& baseline, const Present& present);

}  // namespace retort::workflow
