#include "cli/graph_rails.hpp"

#include "cli/newest_first.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <random>
#include <set>

using retort::Graph;
using retort::Revision;
using namespace retort::cli;

namespace {

using Indices = std::set<Graph::Index>;

Revision revision(const std::string& id, const std::vector<std::string>& parents,
                  const std::vector<std::string>& dependencies = {}) {
    Revision revision;
    revision.id = id;
    revision.down_revisions = parents;
    revision.depends_on = dependencies;
    return revision;
}

GraphView whole(const Graph& graph) {
    return {graph, retort_test::newest_first(graph), {}};
}

/// Up to three parents and two dependencies each, near or far; some are bases.
Graph random_graph_with_dependencies(unsigned seed) {
    std::mt19937 random(seed);
    std::vector<Revision> revisions;
    for (std::size_t size = 2 + random() % 14; revisions.size() < size;) {
        std::set<std::string> parents;
        std::set<std::string> dependencies;
        for (std::size_t n = revisions.empty() ? 0 : random() % 4; n > 0; --n) {
            parents.insert(revisions[random() % revisions.size()].id);
        }
        for (std::size_t n = revisions.empty() ? 0 : random() % 3; n > 0; --n) {
            dependencies.insert(revisions[random() % revisions.size()].id);
        }
        const std::string number = std::to_string(revisions.size());
        revisions.push_back(
            revision(std::string(1, static_cast<char>('a' + random() % 26)) + number,
                     {parents.begin(), parents.end()}, {dependencies.begin(), dependencies.end()}));
    }
    return Graph(revisions);
}

/// Reads a layout as an eye does.
class RailTrace {
public:
    explicit RailTrace(const RailLayout& layout) : layout_(layout) {}

    /// What the lines that begin at a row lead to.
    Indices below(std::size_t row, bool dependency) const {
        Indices reached;
        for (const RailLine& line : layout_.lines) {
            if (line.dependency == dependency && line.points.front() == node(row)) {
                reached.insert(lower_end(line));
            }
        }
        return reached;
    }

    /// Whether a line passes over a revision that it does not belong to.
    bool runs_over_a_node(const RailLine& line) const {
        for (std::size_t row = line.points.front().row + 1; row < line.points.back().row; ++row) {
            if (rail_at(line, row) == layout_.rows[row].rail) {
                return true;
            }
        }
        return false;
    }

    /// Whether two lines lie on each other in some row, other than where one ends.
    bool runs_along_another(const RailLine& line) const {
        return std::any_of(layout_.lines.begin(), layout_.lines.end(), [&](const RailLine& other) {
            const std::size_t first =
                std::max(line.points.front().row, other.points.front().row) + 1;
            const std::size_t last = std::min(line.points.back().row, other.points.back().row);
            bool along = false;
            for (std::size_t row = first; row < last && &line != &other; ++row) {
                along = along || rail_at(line, row) == rail_at(other, row);
            }
            return along;
        });
    }

private:
    RailPoint node(std::size_t row) const { return {row, layout_.rows[row].rail}; }

    static std::size_t rail_at(const RailLine& line, std::size_t row) {
        std::size_t rail = line.points.front().rail;
        for (const RailPoint& point : line.points) {
            if (point.row <= row) {
                rail = point.rail;
            }
        }
        return rail;
    }

    Graph::Index lower_end(const RailLine& line) const {
        const RailPoint end = line.points.back();
        if (end == node(end.row)) {
            return layout_.rows[end.row].revision;
        }
        const auto next =
            std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](const RailLine& other) {
                return other.dependency == line.dependency && other.points.front().row < end.row &&
                       end.row < other.points.back().row && rail_at(other, end.row) == end.rail;
            });
        REQUIRE(next != layout_.lines.end());
        return lower_end(*next);
    }

    const RailLayout& layout_;
};

Indices parents_of(const Graph& graph, Graph::Index index) {
    const Graph::Span parents = graph.parents(index);
    return {parents.begin(), parents.end()};
}

Indices dependencies_of(const Graph& graph, Graph::Index index) {
    Indices dependencies;
    const Indices parents = parents_of(graph, index);
    for (const Graph::Index need : graph.needs(index)) {
        if (parents.count(need) == 0) {
            dependencies.insert(need);
        }
    }
    return dependencies;
}

std::size_t widest(const RailLayout& layout) {
    std::size_t widest = 0;
    for (const RailLayout::Row& row : layout.rows) {
        widest = std::max(widest, row.width);
    }
    return widest;
}

std::vector<Revision> forty_branches() {
    std::vector<Revision> revisions{revision("root", {})};
    for (int branch = 10; branch < 50; ++branch) {
        const std::string name = std::to_string(branch);
        revisions.push_back(revision("a" + name, {"root"}));
        revisions.push_back(revision("b" + name, {"a" + name}));
    }
    return revisions;
}

}  // namespace

TEST_CASE("in any graph the lines on the rails lead to the parents and dependencies alone",
          "[cli]") {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        INFO("seed " << seed);
        const Graph graph = random_graph_with_dependencies(seed);
        const RailLayout layout = lay_rails(whole(graph));
        REQUIRE(layout.rows.size() == graph.size());
        const RailTrace trace(layout);
        for (std::size_t row = 0; row < layout.rows.size(); ++row) {
            const Graph::Index index = layout.rows[row].revision;
            REQUIRE(index == graph.size() - 1 - row);
            REQUIRE(trace.below(row, false) == parents_of(graph, index));
            REQUIRE(trace.below(row, true) == dependencies_of(graph, index));
        }
    }
}

TEST_CASE("in any graph no line on the rails runs over a revision or along another line", "[cli]") {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        INFO("seed " << seed);
        const Graph graph = random_graph_with_dependencies(seed);
        const RailLayout layout = lay_rails(whole(graph));
        const RailTrace trace(layout);
        for (const RailLine& line : layout.lines) {
            REQUIRE_FALSE(trace.runs_over_a_node(line));
            REQUIRE_FALSE(trace.runs_along_another(line));
        }
    }
}

TEST_CASE("forty branches take two rails, and as many as they are where they are merged", "[cli]") {
    std::vector<Revision> revisions = forty_branches();
    const Graph open(revisions);
    CHECK(widest(lay_rails(whole(open))) == 2);

    std::vector<std::string> tips;
    for (int branch = 10; branch < 50; ++branch) {
        tips.push_back("b" + std::to_string(branch));
    }
    revisions.push_back(revision("merge", tips));
    const Graph merged(revisions);
    CHECK(widest(lay_rails(whole(merged))) == 40);
}

TEST_CASE("stacked diamonds stay on two rails", "[cli]") {
    std::vector<Revision> revisions{revision("m0", {})};
    for (int n = 1; n < 50; ++n) {
        const std::string number = std::to_string(n);
        const std::string top = revisions.back().id;
        revisions.push_back(revision("a" + number, {top}));
        revisions.push_back(revision("b" + number, {top}));
        revisions.push_back(revision("m" + number, {"a" + number, "b" + number}));
    }
    CHECK(widest(lay_rails(whole(Graph(revisions)))) == 2);
}
