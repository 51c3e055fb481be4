#pragma once

#include "graph/pool.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retort::graph {

/// Which revisions of a pool a graph is made of: of each baseline either itself, or, where it is
/// unfolded, the members of its range. Either way the id of the other end is an alias.
struct View {
    struct Alias {
        std::string_view id;
        Index node;
    };
    Indices places;                      ///< in the pool, of each node
    std::vector<const Revision*> nodes;  ///< the same
    std::vector<Alias> aliases;
    std::vector<Alias> replaced;       ///< what baselines among the nodes stand for besides
    std::vector<std::string> missing;  ///< members of what is unfolded that nobody has
};

/// Where members are missing, what stands on them is left out.
View read_view(const Pool& pool, const Unfolded& unfolded, std::vector<errors::GraphFault>& faults);

/// The same revisions with these baselines unfolded, and no others but those without a range.
Graph with_unfolded(const Graph& graph, const Unfolded& unfolded);

/// The same with what only a database keeps. @throws ScriptError where that does not fit
Graph extended(const Graph& graph, std::vector<Revision> kept);

}  // namespace retort::graph
