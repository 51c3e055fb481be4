#include "graph/build.hpp"

#include "support/catch.hpp"

#include <algorithm>

using namespace retort;
using namespace retort_test;

namespace {

Texts order(const Graph& graph) {
    Texts texts;
    for (Graph::Index index = 0; index < graph.size(); ++index) {
        texts.push_back(graph[index].id);
    }
    return texts;
}

Graph::Index at(const Graph& graph, const std::string& id) {
    return graph.find(id).value();
}

}  // namespace

TEST_CASE("an empty graph has no revisions, bases or heads", "[graph]") {
    for (const Graph& graph : {Graph(), Graph(std::vector<Revision>{})}) {
        CHECK(graph.size() == 0);
        CHECK(graph.bases().empty());
        CHECK(graph.heads().empty());
        CHECK(graph.target_heads().empty());
        CHECK_FALSE(graph.find("aaa"));
    }
}

TEST_CASE("the total order is depth first from the heads in byte order", "[graph]") {
    CHECK(order(linear()) == Texts{"aaa", "bbb", "ccc"});
    CHECK(order(branches()) == Texts{"aaa", "b1", "c1", "b2", "c2"});
    CHECK(order(diamond()) == Texts{"a", "b1", "b2", "m"});
    CHECK(order(dependency()) == Texts{"a1", "a2", "a3", "b1", "b2", "b3"});
}

TEST_CASE("bytes are compared as unsigned", "[graph]") {
    const Graph graph({node("\xC3\xA4"), node("z"), node("A")});
    CHECK(order(graph) == Texts{"A", "z", "\xC3\xA4"});
}

TEST_CASE("edges are found from both ends, in the order the header promises", "[graph]") {
    const Graph graph(
        {node("r"), node("y", {"r"}), node("x", {"r"}), node("d"), node("m", {"y", "x"}, {"d"})});
    CHECK(ids(graph, graph.parents(at(graph, "m"))) == Texts{"x", "y"});
    CHECK(ids(graph, graph.needs(at(graph, "m"))) == Texts{"d", "x", "y"});
    CHECK(ids(graph, graph.children(at(graph, "r"))) == Texts{"x", "y"});
    CHECK(ids(graph, graph.needed_by(at(graph, "d"))) == Texts{"m"});
    CHECK(graph.children(at(graph, "d")).empty());
    CHECK(ids(graph, graph.bases()) == Texts{"d", "r"});
    CHECK(ids(graph, graph.heads()) == Texts{"d", "m"});
    CHECK(ids(graph, graph.target_heads()) == Texts{"m"});
}

TEST_CASE("a parent or dependency that is named twice counts once", "[graph]") {
    const Graph graph({node("a"), node("b", {"a", "a"}, {"a"})});
    CHECK(ids(graph, graph.parents(at(graph, "b"))) == Texts{"a"});
    CHECK(ids(graph, graph.needs(at(graph, "b"))) == Texts{"a"});
}

TEST_CASE("a dependency by label stands for the revision that carries it", "[graph]") {
    const Graph graph({node("a", {}, {}, {"side"}), node("a2", {"a"}), node("b", {}, {"side"})});
    CHECK(ids(graph, graph.needs(at(graph, "b"))) == Texts{"a"});
    CHECK(graph.find_label("side") == graph.find("a"));
    CHECK_FALSE(graph.find_label("a"));
    CHECK_FALSE(graph.find("side"));
}

TEST_CASE("ids are found exactly, in their own case", "[graph]") {
    const Graph graph({node("Abc")});
    CHECK(graph.find("Abc"));
    CHECK_FALSE(graph.find("abc"));
    CHECK_FALSE(graph.find("Ab"));
}

TEST_CASE("a revision keeps what its script says", "[graph]") {
    Revision revision = node("b", {"z", "a"});
    revision.message = "add a table";
    const Graph graph({node("z"), node("a"), revision});
    CHECK(graph[at(graph, "b")].message == "add a table");
    CHECK(graph[at(graph, "b")].down_revisions == Texts{"z", "a"});
}

TEST_CASE("a revision lies on the lines of its own labels and of its ancestors'", "[graph]") {
    const Graph graph({node("a", {}, {}, {"zeta"}), node("b", {"a"}, {}, {"mid", "alpha"}),
                       node("c", {"a"}), node("d", {"b", "c"}, {}, {"own"}), node("x", {}, {"d"})});
    CHECK(graph.lines_of(*graph.find("a")) == Texts{"zeta"});
    CHECK(graph.lines_of(*graph.find("c")) == Texts{"zeta"});
    CHECK(graph.lines_of(*graph.find("d")) == Texts{"alpha", "mid", "own", "zeta"});
    CHECK(graph.lines_of(*graph.find("x")) == Texts{});
}

TEST_CASE("copies of a graph share it", "[graph]") {
    Graph copy;
    {
        const Graph graph = linear();
        copy = graph;
        CHECK(&copy[0] == &graph[0]);
    }
    CHECK(copy[0].id == "aaa");
}

TEST_CASE("a chain of 100,000 revisions loads and plans without recursion", "[graph]") {
    const auto id = [](int number) { return "r" + std::to_string(number); };
    std::vector<Revision> revisions = {node(id(0))};
    for (int number = 1; number < 100'000; ++number) {
        revisions.push_back(node(id(number), {id(number - 1)}));
    }
    std::reverse(revisions.begin(), revisions.end());
    const Graph graph(std::move(revisions));
    const Plan plan = plan_upgrade(graph, {}, "heads");
    REQUIRE(plan.steps.size() == 100'000);
    CHECK(plan.steps.front().revision == id(0));
    CHECK(plan.steps.back().heads_after == Texts{id(99'999)});
    CHECK(plan_downgrade(graph, {id(99'999)}, "base").steps.size() == 100'000);
    CHECK(plan_upgrade(graph, {id(99'999)}, "heads").empty());
}

TEST_CASE("a thousand stacked diamonds have as many steps as revisions", "[graph]") {
    std::vector<Revision> revisions = {node("m0")};
    for (int number = 1; number <= 1000; ++number) {
        const std::string n = std::to_string(number);
        const std::string below = "m" + std::to_string(number - 1);
        revisions.push_back(node("x" + n, {below}));
        revisions.push_back(node("y" + n, {below}));
        revisions.push_back(node("m" + n, {"x" + n, "y" + n}));
    }
    const Graph graph(std::move(revisions));
    const Plan plan = plan_upgrade(graph, {}, "head");
    REQUIRE(plan.steps.size() == 3001);
    CHECK(plan.steps[2].heads_after == Texts{"x1", "y1"});
    CHECK(plan.steps.back().heads_after == Texts{"m1000"});
}
