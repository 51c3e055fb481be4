#pragma once

#include "cli/graph_formats.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace retort::cli {

/// A place in the picture: rows from the top, rails from the left.
struct RailPoint {
    std::size_t row;
    std::size_t rail;

    friend bool operator==(const RailPoint& a, const RailPoint& b) {
        return a.row == b.row && a.rail == b.rail;
    }
};

/// A line downwards: straight where the rail stays, and at most one row high where it changes.
struct RailLine {
    std::vector<RailPoint> points;
    std::size_t colour;  ///< counted up with each rail that is opened
    bool dependency;
};

/// One revision to a row, on rails that stand still: a free one is used again.
struct RailLayout {
    struct Row {
        Graph::Index revision;
        std::size_t rail;
        std::size_t width;  ///< rails that are in use beside it
        std::size_t colour;
    };
    std::vector<Row> rows;
    std::vector<RailLine> lines;
};

/// Lines that lead to the same parent share a rail from where they meet; so do those to a
/// dependency, on rails of their own. Edges to what is not in the view are left out.
RailLayout lay_rails(const GraphView& view);

}  // namespace retort::cli
