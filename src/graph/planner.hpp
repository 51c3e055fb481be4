#pragma once

#include <retort/plan.hpp>

#include "graph/reach.hpp"
#include "graph/tips.hpp"

#include <string>
#include <vector>

namespace retort::graph {

/// The steps for the marked revisions, in the total order or against it.
/// @param applied what is applied before the first step
Plan make_plan(const Graph& graph, Direction direction, const std::vector<std::string>& recorded,
               Tips applied, const Marks& steps);

}  // namespace retort::graph
