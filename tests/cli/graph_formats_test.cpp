#include "cli/graph_formats.hpp"

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <cstdlib>

using retort::Graph;
using retort::Revision;
using namespace retort::cli;
using retort_test::ContainsSubstring;

namespace {

Revision revision_saying(const std::string& id, const std::vector<std::string>& parents,
                         const std::string& message) {
    Revision revision;
    revision.id = id;
    revision.down_revisions = parents;
    revision.message = message;
    return revision;
}

Graph two_lines() {
    Revision report = revision_saying("report", {}, R"(a "quoted" <b> & \ message)");
    report.branch_labels = {"reports"};
    report.depends_on = {"first"};
    return Graph({revision_saying("first", {}, "begin"),
                  revision_saying("next", {"first"}, "go on"), report});
}

GraphView view(const Graph& graph) {
    return {graph, {2, 1, 0}, {*graph.find("next")}};
}

}  // namespace

TEST_CASE("the graph is written for dot", "[cli]") {
    const Graph graph = two_lines();
    CHECK(to_dot(view(graph)) ==
          "digraph revisions {\n"
          "    graph [rankdir=BT, nodesep=0.2, ranksep=0.3];\n"
          "    node [shape=box, style=rounded, fontname=Helvetica, fontsize=10, height=0.3];\n"
          "    edge [arrowsize=0.6];\n"
          "    \"report\" [label=\"report (reports)\\na \\\"quoted\\\" <b> & \\\\ message\"];\n"
          "    \"next\" [label=\"next\\ngo on\", style=bold, peripheries=2];\n"
          "    \"first\" [label=\"first\\nbegin\"];\n"
          "    \"first\" -> \"report\" [style=dashed];\n"
          "    \"first\" -> \"next\";\n"
          "}\n");
}

TEST_CASE("a long message is several lines of a box for dot", "[cli]") {
    const auto box = [](const std::string& message) {
        const Graph graph({revision_saying("a", {}, message)});
        const std::string dot = to_dot({graph, {0}, {}});
        const auto begin = dot.find("a\\n") + 3;
        return dot.substr(begin, dot.find("\"]") - begin);
    };
    CHECK(box("add the columns that the report of the last quarter reads") ==
          "add the columns that the\\nreport of the last quarter\\nreads");
    CHECK(box("a_word_that_is_longer_than_a_whole_line and another") ==
          "a_word_that_is_longer_than_a_whole_line\\nand another");
    CHECK(box(std::string(100, 'x')) == std::string(87, 'x') + "...");
    CHECK(box("exactly thirty columns of text") == "exactly thirty columns of text");
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

TEST_CASE("an SVG is a row for each revision, with lines from rail to rail", "[cli]") {
    const Graph graph = two_lines();
    CHECK(
        to_svg(view(graph)) ==
        R"(<svg xmlns="http://www.w3.org/2000/svg" width="620" height="104" viewBox="0 0 620 104">
<style>
path { fill: none; stroke-width: 2 }
.depends { stroke-width: 1.5; stroke-dasharray: 5 4; opacity: 0.8 }
circle { stroke: white; stroke-width: 1.5 }
.current { stroke: black; stroke-width: 2.5 }
text { font: 13px monospace; fill: #57606a }
tspan { fill: #1f2328; font-weight: bold }
</style>
<rect width="100%" height="100%" fill="white"/>
<path class="depends" d="M16 28C16 40 32 40 32 52C32 64 16 64 16 76" stroke="#0b6bcb"/>
<path d="M16 52V76" stroke="#c2410c"/>
<circle cx="16" cy="28" r="5" fill="#0b6bcb"/>
<circle class="current" cx="16" cy="52" r="6" fill="#c2410c"/>
<circle cx="16" cy="76" r="5" fill="#c2410c"/>
)"
        R"(<text x="44" y="32"><title>report (reports) (head), a &quot;quoted&quot; &lt;b&gt; &amp; \ message)"
        R"( (depends on first)</title><tspan>report</tspan>)"
        R"( (reports) (head), a &quot;quoted&quot; &lt;b&gt; &amp; \ message)"
        R"( (depends on first)</text>
<text x="44" y="56"><title>next (head) (current), go on</title>)"
        R"(<tspan>next</tspan> (head) (current), go on</text>
<text x="44" y="80"><title>first, begin</title><tspan>first</tspan>, begin</text>
</svg>
)");
}

TEST_CASE("an SVG is XML, whatever the messages hold", "[cli]") {
    Revision odd =
        revision_saying("odd\xEF\xBF\xBF", {"plain"}, "<&>\"' ]]> \x01 \xEF\xBF\xBE \xFF \u00E9");
    odd.branch_labels = {"a<b"};
    const Graph graph({revision_saying("plain", {}, ""), odd});
    const retort_test::TemporaryFolder folder;
    const std::string file = folder.write("graph.svg", to_svg({graph, {1, 0}, {1}}));
    const std::string read =
        "/usr/bin/python3 -I -c 'import sys, xml.dom.minidom as dom; "
        "dom.parse(sys.argv[1])' '" +
        file + "'";
    CHECK(std::system(read.c_str()) == 0);
}

TEST_CASE("the texts of an SVG lie within it, right of every rail beside them", "[cli]") {
    const std::string long_message(500, 'x');
    const Graph graph({revision_saying("a", {}, "begin"), revision_saying("b", {"a"}, long_message),
                       revision_saying("c", {"a"}, ""), revision_saying("m", {"b", "c"}, "")});
    const std::string svg = to_svg({graph, {3, 2, 1, 0}, {}});
    CHECK_THAT(svg, ContainsSubstring("width=\"1020\" height=\"128\""));
    CHECK_THAT(svg,
               ContainsSubstring("<text x=\"44\" y=\"32\"><title>m (head) (mergepoint)</title>"));
    CHECK_THAT(svg, ContainsSubstring("<title>b, " + long_message + "</title>"));
    CHECK_THAT(svg, ContainsSubstring("<tspan>b</tspan>, " + std::string(114, 'x') + "...</text>"));
    CHECK_THAT(svg,
               ContainsSubstring("<text x=\"44\" y=\"104\"><title>a (branchpoint), begin</title>"));
}
