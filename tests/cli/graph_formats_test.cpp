#include "cli/graph_formats.hpp"

#include "support/catch.hpp"

using retort::Graph;
using retort::Revision;
using namespace retort::cli;
using retort_test::ContainsSubstring;

namespace {

Revision revision(const std::string& id, const std::vector<std::string>& parents,
                  const std::string& message) {
    Revision revision;
    revision.id = id;
    revision.down_revisions = parents;
    revision.message = message;
    return revision;
}

Graph two_lines() {
    Revision report = revision("report", {}, R"(a "quoted" <b> & \ message)");
    report.branch_labels = {"reports"};
    report.depends_on = {"first"};
    return Graph({revision("first", {}, "begin"), revision("next", {"first"}, "go on"), report});
}

GraphView view(const Graph& graph) {
    return {graph, {2, 1, 0}, {*graph.find("next")}};
}

}  // namespace

TEST_CASE("the graph is written for dot", "[cli]") {
    const Graph graph = two_lines();
    CHECK(to_dot(view(graph)) ==
          "digraph revisions {\n"
          "    rankdir=BT;\n"
          "    node [shape=box];\n"
          "    \"report\" [label=\"report (reports)\\na \\\"quoted\\\" <b> & \\\\ message\"];\n"
          "    \"next\" [label=\"next\\ngo on\", style=bold, peripheries=2];\n"
          "    \"first\" [label=\"first\\nbegin\"];\n"
          "    \"first\" -> \"report\" [style=dashed];\n"
          "    \"first\" -> \"next\";\n"
          "}\n");
}

TEST_CASE("the graph is written for Mermaid", "[cli]") {
    const Graph graph = two_lines();
    CHECK(to_mermaid(view(graph)) ==
          "flowchart BT\n"
          "    r2[\"report (reports)<br>a #quot;quoted#quot; #lt;b#gt; #amp; \\ message\"]\n"
          "    r1[\"next<br>go on\"]\n"
          "    r0[\"first<br>begin\"]\n"
          "    r0 -.-> r2\n"
          "    r0 --> r1\n"
          "    style r1 stroke-width:4px\n");
}

TEST_CASE("edges to revisions that are not shown are left out", "[cli]") {
    const Graph graph = two_lines();
    CHECK(to_mermaid({graph, {1}, {}}) == "flowchart BT\n    r1[\"next<br>go on\"]\n");
}

TEST_CASE("the picture of the lanes is an SVG by itself", "[cli]") {
    const Graph graph({revision("a", {}, "begin"), revision("b", {"a"}, "x < y"),
                       revision("c", {"a"}, ""), revision("m", {"b", "c"}, "")});
    const std::string svg = to_svg({graph, {3, 2, 1, 0}, {}});
    CHECK_THAT(svg, ContainsSubstring("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    CHECK_THAT(svg, ContainsSubstring(">b, x &lt; y</text>"));
    CHECK_THAT(svg, ContainsSubstring(">m (head) (mergepoint)</text>"));
    std::size_t circles = 0;
    for (auto at = svg.find("<circle"); at != std::string::npos; at = svg.find("<circle", at + 1)) {
        ++circles;
    }
    CHECK(circles == 4);
    CHECK(svg.substr(svg.size() - 7) == "</svg>\n");
}

TEST_CASE("two revisions one under the other are joined by a stroke in an SVG", "[cli]") {
    const Graph graph({revision("a", {}, ""), revision("b", {"a"}, "")});
    // From the middle of the upper row down, and on to the middle of the lower one.
    CHECK_THAT(to_svg({graph, {1, 0}, {}}), ContainsSubstring("d=\"M16 27L16 38M16 38L16 49\""));
}
