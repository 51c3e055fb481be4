#pragma once

#include <retort/graph.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::graph {

/// A closed range of revisions: what one baseline can stand for.
struct SquashRange {
    Graph::Indices members;                  ///< in plan order; the last one is B
    std::optional<Graph::Index> below;       ///< A; none: the range starts at base
    std::vector<std::string> depends_on;     ///< ids outside of it, in byte order
    std::vector<std::string> branch_labels;  ///< of the members, in byte order

    /// Whether nothing has to be there before it.
    bool starts_at_base() const noexcept { return !below && depends_on.empty(); }
};

/// The ancestors of B, B included, without A and A's: `[A:]B`, each a target that names one
/// revision.
/// @throws UsageError (kind `target`) unless every parent of a member is a member or A, and nothing
/// outside stands on a member other than B
SquashRange squash_range(const Graph& graph, std::string_view range);

}  // namespace retort::graph
