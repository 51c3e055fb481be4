#pragma once

#include "errors/graph.hpp"
#include "graph/view.hpp"

#include <vector>

namespace retort::graph {

/// Who has which name, by position in the nodes.
struct Names {
    IdTable ids;  ///< aliases too
    LabelTable labels;
    IdTable replaced;  ///< what a baseline among the nodes stands for, its aliases excepted
};

/// Checks every id and label. The tables borrow from the nodes and the pool; of two that claim one
/// name they hold the first.
Names read_names(const View& view, std::vector<errors::GraphFault>& faults);

}  // namespace retort::graph
