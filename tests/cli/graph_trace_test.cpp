#include "cli/graph_drawing.hpp"

#include "cli/newest_first.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <random>
#include <set>

using retort::Graph;
using retort::Revision;
using retort::cli::DrawnRow;
using retort_test::newest_first;

namespace {

/// Reads a picture as an eye does: from a revision down along every stroke that meets its line.
class PictureTrace {
public:
    explicit PictureTrace(const std::vector<DrawnRow>& rows) : rows_(rows) {}

    std::set<Graph::Index> below(std::size_t row) {
        reached_.clear();
        seen_.clear();
        const std::size_t star = rows_[row].picture.find('*');
        follow(row + 1, star);
        for (std::size_t x = star + 2; at(row, x) == '-' || at(row, x) == '.'; x += 2) {
            follow(row + 1, x);
        }
        return reached_;
    }

private:
    char at(std::size_t row, std::size_t x) const {
        return row < rows_.size() && x < rows_[row].picture.size() ? rows_[row].picture[x] : ' ';
    }

    /// A line comes into `row` from above at `x`.
    void follow(std::size_t row, std::size_t x) {
        if (!seen_.insert({row, x}).second) {
            return;
        }
        if (at(row, x) == '*') {
            reached_.insert(*rows_[row].revision);
        }
        if (at(row, x) == '|') {
            follow(row + 1, x);
        }
        if (at(row, x + 1) == '\\') {
            follow(row + 1, x + 2);
        }
        if (x > 0 && at(row, x - 1) == '/') {
            std::size_t to = x - 2;
            while (to > 0 && at(row, to - 1) == '_') {
                to -= 2;
            }
            follow(row + 1, to);
        }
    }

    const std::vector<DrawnRow>& rows_;
    std::set<Graph::Index> reached_;
    std::set<std::pair<std::size_t, std::size_t>> seen_;
};

/// Up to three parents each, near or far; some are bases.
Graph random_graph(unsigned seed) {
    std::mt19937 random(seed);
    const std::size_t size = 2 + random() % 14;
    std::vector<Revision> revisions;
    for (std::size_t i = 0; i < size; ++i) {
        std::set<std::string> parents;
        for (std::size_t n = random() % 4; n > 0 && i > 0; --n) {
            parents.insert(revisions[random() % i].id);
        }
        Revision revision;
        revision.id = std::string(1, static_cast<char>('a' + random() % 26)) + std::to_string(i);
        revision.down_revisions.assign(parents.begin(), parents.end());
        revisions.push_back(revision);
    }
    return Graph(revisions);
}

std::string picture(const Graph& graph, const std::vector<DrawnRow>& rows) {
    std::string text = "\n";
    for (const DrawnRow& row : rows) {
        text += row.picture + (row.revision ? graph[*row.revision].id : "") + "\n";
    }
    return text;
}

}  // namespace

TEST_CASE("in any graph each parent is reached along the lines, and a base leads nowhere",
          "[cli]") {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        const Graph graph = random_graph(seed);
        const Graph::Indices order = newest_first(graph);
        const std::vector<DrawnRow> rows = retort::cli::draw(graph, order);
        Graph::Indices drawn;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (!rows[row].revision) {
                continue;
            }
            const Graph::Index index = *rows[row].revision;
            drawn.push_back(index);
            const auto reached = PictureTrace(rows).below(row);
            const Graph::Span parents = graph.parents(index);
            const bool all = std::all_of(parents.begin(), parents.end(), [&](Graph::Index parent) {
                return reached.count(parent) == 1;
            });
            if (!all || (parents.empty() && !reached.empty())) {
                FAIL(graph[index].id << " is joined wrongly, seed " << seed
                                     << picture(graph, rows));
            }
        }
        CHECK(drawn == order);
    }
}
