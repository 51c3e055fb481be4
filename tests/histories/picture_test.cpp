#include "cli/graph_drawing.hpp"
#include "cli/graph_rails.hpp"
#include "histories/history.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <numeric>

using histories::History;
using retort::Graph;

namespace {

Graph::Indices newest_first(const Graph& graph) {
    Graph::Indices all(graph.size());
    std::iota(all.rbegin(), all.rend(), Graph::Index{0});
    return all;
}

}  // namespace

TEST_CASE("the pictures of real histories are narrow", "[histories]") {
    for (const History& history : histories::all_histories()) {
        INFO(history.name);
        const Graph graph(history.revisions);
        const Graph::Indices all = newest_first(graph);
        for (const retort::cli::DrawnRow& row : retort::cli::draw(graph, all)) {
            REQUIRE(row.picture.size() <= 10);
        }
        for (const auto& row : retort::cli::lay_rails({graph, all, {}}).rows) {
            REQUIRE(row.width <= 10);
        }
    }
}
