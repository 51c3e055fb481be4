#pragma once

#include "graph/data.hpp"

#include <memory>
#include <vector>

namespace retort::graph {

/// @throws ScriptError that lists everything wrong at once
std::shared_ptr<const Graph::Data> load(std::vector<Revision> revisions);

}  // namespace retort::graph
