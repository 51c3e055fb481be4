#include "cli/graph_formats.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>

namespace retort::cli {
namespace {

/// An edge's ends, as positions in the graph.
using Edge = std::function<void(Graph::Index child, Graph::Index parent, bool dependency)>;

void each_edge(const GraphView& view, const Edge& edge) {
    const Graph::Indices& in_view = view.newest_first;
    for (const Graph::Index child : in_view) {
        const Graph::Span parents = view.graph.parents(child);
        for (const Graph::Index need : view.graph.needs(child)) {
            if (std::binary_search(in_view.rbegin(), in_view.rend(), need)) {
                const bool parent =
                    std::find(parents.begin(), parents.end(), need) != parents.end();
                edge(child, need, !parent);
            }
        }
    }
}

std::string dot_quoted(std::string_view text) {
    std::string quoted;
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted;
}

/// Broken at blanks, and cut: a long message must not make a wide box.
std::string dot_message(std::string_view message) {
    constexpr std::size_t line = 30;
    const std::string words = one_line(message, 3 * line);
    std::string lines;
    std::size_t begin = 0;
    while (words.size() - begin > line) {
        std::size_t end = words.rfind(' ', begin + line);
        if (end == std::string::npos || end <= begin) {
            end = words.find(' ', begin + line);
        }
        if (end == std::string::npos) {
            break;
        }
        lines += dot_quoted(words.substr(begin, end - begin)) + "\\n";
        begin = end + 1;
    }
    return lines + dot_quoted(words.substr(begin));
}

/// Mermaid reads entities written with `#`, in text that is quoted.
std::string mermaid_quoted(std::string_view text) {
    std::string quoted;
    for (const char c : text) {
        switch (c) {
            case '"':
                quoted += "#quot;";
                break;
            case '#':
                quoted += "#35;";
                break;
            case '<':
                quoted += "#lt;";
                break;
            case '>':
                quoted += "#gt;";
                break;
            case '&':
                quoted += "#amp;";
                break;
            default:
                quoted += c;
        }
    }
    return quoted;
}

std::string labels(const Revision& revision) {
    return revision.branch_labels.empty()
               ? ""
               : fmt::format(" ({})", fmt::join(revision.branch_labels, ", "));
}

}  // namespace

bool GraphView::is_current(Graph::Index index) const noexcept {
    return std::find(current.begin(), current.end(), index) != current.end();
}

std::string to_dot(const GraphView& view) {
    std::string dot =
        "digraph revisions {\n"
        "    graph [rankdir=BT, nodesep=0.2, ranksep=0.3];\n"
        "    node [shape=box, style=rounded, fontname=Helvetica, fontsize=10, height=0.3];\n"
        "    edge [arrowsize=0.6];\n";
    for (const Graph::Index index : view.newest_first) {
        const Revision& revision = view.graph[index];
        dot += fmt::format("    \"{0}\" [label=\"{0}{1}\\n{2}\"{3}];\n", dot_quoted(revision.id),
                           dot_quoted(labels(revision)), dot_message(revision.message),
                           view.is_current(index) ? ", style=bold, peripheries=2" : "");
    }
    each_edge(view, [&](Graph::Index child, Graph::Index parent, bool dependency) {
        dot += fmt::format("    \"{}\" -> \"{}\"{};\n", dot_quoted(view.graph[parent].id),
                           dot_quoted(view.graph[child].id), dependency ? " [style=dashed]" : "");
    });
    return dot + "}\n";
}

std::string to_mermaid(const GraphView& view) {
    std::string chart = "flowchart BT\n";
    for (const Graph::Index index : view.newest_first) {
        const Revision& revision = view.graph[index];
        chart += fmt::format("    r{}[\"{}{}<br>{}\"]\n", index, mermaid_quoted(revision.id),
                             mermaid_quoted(labels(revision)),
                             mermaid_quoted(printable(revision.message)));
    }
    each_edge(view, [&](Graph::Index child, Graph::Index parent, bool dependency) {
        chart += fmt::format("    r{} {} r{}\n", parent, dependency ? "-.->" : "-->", child);
    });
    for (const Graph::Index index : view.current) {
        chart += fmt::format("    style r{} stroke-width:4px\n", index);
    }
    return chart;
}

}  // namespace retort::cli
