#pragma once

#include "graph/data.hpp"

#include <vector>

namespace retort::graph {

struct Order {
    Indices nodes;                ///< depth-first post-order: what a node needs comes before it
    std::vector<Indices> cycles;  ///< each node needs the next, the last one the first
};

/// Linear. Cycles are found even where no root leads to them; of cycles that share nodes one is
/// enough.
Order depth_first(const Edges& needs, const Indices& roots);

}  // namespace retort::graph
