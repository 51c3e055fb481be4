#pragma once

#include "cli/context.hpp"

#include <string>

namespace retort::cli {

struct Named {
    Revisions revisions;
    Graph graph;  ///< with the archive, where the target is there
    Graph::Indices indices;
};

/// The revisions that a target names. The database is asked only for `current`.
/// @throws UsageError (kind `target`) when it names none
Named named_revisions(Context& context, const std::string& target);

}  // namespace retort::cli
