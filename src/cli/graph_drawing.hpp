#pragma once

#include <retort/graph.hpp>

#include <optional>
#include <string>
#include <vector>

namespace retort::cli {

/// One line of the picture. Lanes stand at even columns, the strokes between them at odd ones.
struct DrawnRow {
    std::string picture;                   ///< of a revision: padded, its text follows at once
    std::optional<Graph::Index> revision;  ///< none: only lines

    friend bool operator==(const DrawnRow& a, const DrawnRow& b) {
        return a.picture == b.picture && a.revision == b.revision;
    }
};

/// The lines of descent as `git log --graph` draws them. Parents that are not among the revisions
/// are left out.
/// @pre `newest_first` is descending
std::vector<DrawnRow> draw(const Graph& graph, const Graph::Indices& newest_first);

}  // namespace retort::cli
