#include "cli/graph_drawing.hpp"

#include "cli/graph_lanes.hpp"

#include <algorithm>
#include <iterator>

namespace retort::cli {

std::vector<DrawnRow> draw(const Graph& graph, const Graph::Indices& newest_first) {
    std::vector<bool> shown(graph.size(), false);
    for (const Graph::Index index : newest_first) {
        shown[index] = true;
    }
    Lanes lanes;
    for (const Graph::Index index : newest_first) {
        Graph::Indices parents;
        std::copy_if(graph.parents(index).begin(), graph.parents(index).end(),
                     std::back_inserter(parents),
                     [&](Graph::Index parent) { return shown[parent]; });
        lanes.add(index, parents);
    }
    return lanes.take_rows();
}

}  // namespace retort::cli
