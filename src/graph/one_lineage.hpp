#pragma once

#include "graph/resolve.hpp"

#include <string>
#include <vector>

namespace retort::graph {

/// What one of several targets names.
struct Named {
    std::string text;
    Indices revisions;
};

/// Resolves targets that were typed one by one.
/// @throws UsageError (kind `target`) when two of them lie on one lineage
std::vector<Named> resolve_separate(const Scope& scope, const std::vector<Target>& targets);

}  // namespace retort::graph
