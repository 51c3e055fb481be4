#pragma once

#include "errors/graph.hpp"
#include "graph/data.hpp"
#include "graph/names.hpp"

#include <vector>

namespace retort::graph {

/// Who names whom, by position in the nodes; each list in byte order of the ids.
struct Links {
    Edges parents;
    Edges needs;
};

/// Edges that are faulty are left out.
Links read_links(const Pool& pool, const View& view, const Names& names,
                 std::vector<errors::GraphFault>& faults);

}  // namespace retort::graph
