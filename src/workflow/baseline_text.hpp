#pragma once

#include "dialect/snapshot.hpp"
#include "graph/squash_range.hpp"
#include "runtime/revisions.hpp"

#include <string>
#include <vector>

namespace retort::workflow {

/// The columns of a row that are left to their defaults: their places in the table.
using LeftOut = std::vector<std::size_t>;

/// Tables of a snapshot, with what is left out of each row.
struct SeedRows {
    const dialect::Snapshot::Table* table;
    std::vector<LeftOut> left_out;  ///< one for each row
};

/// With its revision. @pre it is a script's
script::Script script_of(const Revisions::Data& revisions, Graph::Index index);

/// The directives before the sections, and the message.
std::string baseline_header(const Revisions::Data& revisions, const graph::SquashRange& range,
                            const std::string& id, const std::string& message,
                            const std::vector<script::ObjectName>& lifted);

/// One section each way that builds the snapshot, and takes it down.
/// @param irreversible some revision cannot be taken down
std::string built_sections(const dialect::Snapshot& snapshot, const std::vector<SeedRows>& rows,
                           Dialect dialect, bool irreversible);

/// The sections of the scripts in plan order, and the way back.
std::string joined_sections(const Revisions::Data& revisions, const graph::SquashRange& range,
                            Dialect dialect, bool irreversible);

}  // namespace retort::workflow
