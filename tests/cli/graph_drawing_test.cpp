#include "cli/graph_drawing.hpp"

#include "cli/newest_first.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <sstream>

using retort::Graph;
using retort::Revision;
using retort_test::newest_first;

namespace {

/// Lines of `id parent parent ...`.
Graph graph_of(const std::string& text) {
    std::vector<Revision> revisions;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        Revision revision;
        words >> revision.id;
        for (std::string parent; words >> parent;) {
            revision.down_revisions.push_back(parent);
        }
        if (!revision.id.empty()) {
            revisions.push_back(revision);
        }
    }
    return Graph(revisions);
}

std::string picture(const Graph& graph, const Graph::Indices& revisions) {
    std::string text = "\n";
    for (const auto& row : retort::cli::draw(graph, revisions)) {
        text += row.picture + (row.revision ? graph[*row.revision].id : "") + "\n";
    }
    return text;
}

std::string picture(const std::string& text) {
    const Graph graph = graph_of(text);
    return picture(graph, newest_first(graph));
}

}  // namespace

TEST_CASE("nothing is drawn as nothing", "[cli]") {
    CHECK(retort::cli::draw(Graph(), {}).empty());
}

TEST_CASE("a chain is one lane", "[cli]") {
    CHECK(picture("a\nb a\nc b") == R"(
* c
* b
* a
)");
}

TEST_CASE("a branch joins the lane of its parent", "[cli]") {
    CHECK(picture("a\nb a\nc b\nx a") == R"(
* x
| * c
| * b
|/
* a
)");
}

TEST_CASE("a merge point opens a lane", "[cli]") {
    CHECK(picture("a\nb a\nx a\nm b x\nn m") == R"(
* n
*   m
|\
| * x
* | b
|/
* a
)");
}

TEST_CASE("a merge of three fans out at once", "[cli]") {
    CHECK(picture("a\nb1 a\nb2 a\nb3 a\nm b1 b2 b3") == R"(
*-.   m
|\ \
| | * b3
| * | b2
| |/
* | b1
|/
* a
)");
}

TEST_CASE("a merge of four beside another lane makes room first", "[cli]") {
    CHECK(picture("a\nb1 a\nb2 a\nb3 a\nb4 a\nm b1 b2 b3 b4\ny b1\nz m y") == R"(
*   z
|\
| * y
|  \
|    \
*---. |   m
|\ \ \ \
| |_|_|/
|/| | |
| | | * b4
| | * | b3
| | |/
| * | b2
| |/
* | b1
|/
* a
)");
}

TEST_CASE("several heads stand side by side", "[cli]") {
    CHECK(picture("a\nb a\nc a\nd a\ne a") == R"(
* e
| * d
|/
| * c
|/
| * b
|/
* a
)");
}

TEST_CASE("lines without a common base are kept apart", "[cli]") {
    CHECK(picture("a1\na2 a1\nb1\nb2 b1\nc1") == R"(
* c1

* b2
* b1

* a2
* a1
)");
}

TEST_CASE("a head is kept apart from a base above it, beside a lane that goes on", "[cli]") {
    CHECK(picture("a\nx\nm a x\nk a\n") == R"(
*   m
|\
| * x
|
| * k
|/
* a
)");
}

TEST_CASE("a base beside another lane ends there", "[cli]") {
    CHECK(picture("a\nb a\nx\nm b x\nn b") == R"(
* n
| * m
|/|
| * x
* b
* a
)");
}

TEST_CASE("a merge joins a lane at its left directly", "[cli]") {
    CHECK(picture("a\nb a\nc b\nx a\ny x\nm c y\nw y") == R"(
* w
| * m
|/|
* | y
* | x
| * c
| * b
|/
* a
)");
}

TEST_CASE("two merges of the same parents cross", "[cli]") {
    CHECK(picture("a\nb a\nc a\nm b c\nn b c") == R"(
*   n
|\
| | * m
| |/|
| |/
|/|
| * c
* | b
|/
* a
)");
}

TEST_CASE("a merge of three joins a lane at its left and fans out in one row", "[cli]") {
    CHECK(picture("d\ne1 d\ne2 d\ne3 d\ne4 d\no e1 e2 e3 e4\nz e1") == R"(
* z
| *-.   o
|/|\ \
| | | * e4
| | * | e3
| | |/
| * | e2
| |/
* | e1
|/
* d
)");
}

TEST_CASE("lanes close up where one between them ends", "[cli]") {
    CHECK(picture("d\np d\np1 p\np2 p\np3 p\nq p1 p2 p3\nl0 d\nl1 d\nr l0 l1\nt l1 q") == R"(
*   t
|\
| *-.   q
| |\ \
| | | * p3
| | * | p2
| | |/
| * | p1
| |/
| * p
| | * r
| |/|
|/| |
* | | l1
|/ /
| * l0
|/
* d
)");
}

TEST_CASE("parents outside of what is shown are left out", "[cli]") {
    const Graph graph = graph_of("a\nb a\nc b\nx b\nm c x");
    const auto at = [&](const char* id) { return *graph.find(id); };
    CHECK(picture(graph, {at("m"), at("x"), at("c")}) == R"(
*   m
|\
| * x
* c
)");
}

TEST_CASE("forty branches are two lanes, and fan out where they are merged", "[cli]") {
    std::string branches = "root\n";
    std::string merge = "merge";
    for (int branch = 10; branch < 50; ++branch) {
        const std::string name = std::to_string(branch);
        branches += "a" + name + " root\nb" + name + " a" + name + "\n";
        merge += " b" + name;
    }
    const auto widest = [](const std::string& text) {
        const Graph graph = graph_of(text);
        std::size_t width = 0;
        for (const auto& row : retort::cli::draw(graph, newest_first(graph))) {
            width = std::max(width, row.picture.size());
        }
        return width;
    };
    CHECK(widest(branches) == 4);
    CHECK(widest(branches + merge) == 80);
}
