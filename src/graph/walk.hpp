#pragma once

#include "graph/choices.hpp"
#include "graph/resolve.hpp"

#include <optional>

namespace retort::graph {

/// The revision `target.offset` steps by children or parents from the one of `starts`. From `base`,
/// and upwards from nothing, the first step leads to the one base.
/// @param attempt what the caller would do with another target
/// @throws UsageError (kind `target`) where the way is not plain or ends too soon
Index walk(const Graph& graph, const Target& target, const Indices& starts,
           const std::optional<Lineage>& lineage, const Attempt& attempt);

/// The same for `+n` and `label@+n`, from what is applied.
Index walk_from_applied(const Graph& graph, const Target& target, const Marks& applied,
                        const std::optional<Lineage>& lineage, bool advises = true);

}  // namespace retort::graph
