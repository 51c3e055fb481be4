#pragma once

#include <retort/graph.hpp>

#include <string>

namespace retort::cli {

/// What a picture of the graph shows.
struct GraphView {
    const Graph& graph;
    Graph::Indices newest_first;  ///< the revisions in it, descending
    Graph::Indices current;       ///< marked as the recorded heads

    bool is_current(Graph::Index index) const noexcept;
};

/// Parents as solid edges, dependencies as dashed ones, for `dot`.
std::string to_dot(const GraphView& view);

/// The same as a Mermaid flow chart.
std::string to_mermaid(const GraphView& view);

/// A picture by itself: a row for each revision, newest first, and the same edges.
std::string to_svg(const GraphView& view);

}  // namespace retort::cli
