#pragma once

#include "graph/view.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace retort::graph {

/// @param scripts how many of the revisions are scripts; the others come from a database
/// @throws ScriptError that lists everything wrong at once
std::shared_ptr<const Graph::Data> load(std::vector<Revision> revisions, std::size_t scripts);
std::shared_ptr<const Graph::Data> load(std::shared_ptr<const Pool> pool, const Unfolded& unfolded);

}  // namespace retort::graph
