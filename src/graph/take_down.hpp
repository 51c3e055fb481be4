#pragma once

#include "graph/resolve.hpp"
#include "graph/tips.hpp"

#include <optional>
#include <string>

namespace retort::graph {

/// What goes when `roots` go: they and the applied revisions that need them.
/// @param lineage when given: only it, and what depends on it, may go
/// @param plain the target that takes the siblings down too
/// @throws UsageError (kind `target`) naming siblings that share a trunk with the lineage
Marks taken_down(const Graph& graph, const Marks& applied, const Indices& roots,
                 const std::optional<Lineage>& lineage, const Target& target,
                 const std::string& plain);

/// The target that takes down these bases and all that stands on them, and no other if that can be
/// said.
std::string base_of(const Graph& graph, const Indices& roots);

/// taken_down() for `base` and `label@base`.
Marks taken_down_to_base(const Graph& graph, const Marks& applied,
                         const std::optional<Lineage>& lineage, const Target& target);

}  // namespace retort::graph
