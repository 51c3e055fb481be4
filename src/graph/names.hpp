#pragma once

#include "errors/graph.hpp"
#include "graph/data.hpp"

#include <vector>

namespace retort::graph {

/// Who has which name, by position in the revisions.
struct Names {
    IdTable ids;
    LabelTable labels;
};

/// Checks every id, label and claim of `replaces`. The tables borrow from `revisions`; of two that
/// claim one name they hold the first.
Names read_names(const std::vector<Revision>& revisions, std::vector<errors::GraphFault>& faults);

}  // namespace retort::graph
