#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/graph_drawing.hpp"
#include "cli/graph_formats.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"
#include "graph/typed.hpp"

#include <algorithm>
#include <memory>
#include <numeric>

namespace retort::cli {
namespace {

struct AskedHistory {
    std::string range;
    std::string format = "text";
    bool graph = false;
    bool indicate_current = false;
    bool archived = false;
};

/// What is listed, and what the database knows about it where it was asked.
struct Listed {
    Revisions revisions;
    Graph graph;
    Graph::Indices newest_first;
    Graph::Indices current;
    std::vector<json::Known> known;  ///< by revision
};

void check(const CLI::App& app, const AskedHistory& asked) {
    exclude(app, {{"--graph", asked.graph}, {"--format", asked.format != "text"}});
    if (!asked.range.empty() && !is_range(asked.range)) {
        throw errors::range_without_colon(usage_of(app), asked.range);
    }
    if (!asked.range.empty()) {
        graph::parse_range(asked.range);
    }
}

void ask_database(Context& context, const AskedHistory& asked, Listed& listed,
                  std::vector<std::string>& recorded) {
    const Graph& graph = listed.graph;
    Connection migrator(context, Opening::existing);
    recorded = migrator->current().current;
    if (!asked.indicate_current) {
        return;
    }
    for (const std::string& head : recorded) {
        if (const auto index = graph.find(head)) {
            listed.current.push_back(*index);
        }
    }
    const Graph& live = listed.revisions.graph();
    for (const HistoryEntry& entry : migrator->history()) {
        const Graph::Index index = *graph.find(live[entry.revision].id);
        listed.known[index] = {entry.irreversible, entry.applied, false};
    }
    for (const Graph::Index index : listed.current) {
        listed.known[index].current = true;
    }
}

Listed list(Context& context, const AskedHistory& asked) {
    Listed listed{context.revisions(), {}, {}, {}, {}};
    listed.graph =
        asked.archived ? listed.revisions.graph().with_archive() : listed.revisions.graph();
    const Graph& graph = listed.graph;
    const Dialect dialect = context.dialect();
    for (Graph::Index index = 0; index < graph.size(); ++index) {
        listed.known.push_back({listed.revisions.irreversible(graph[index].id, dialect), {}, {}});
    }
    std::vector<std::string> recorded;
    if (asked.indicate_current || names_current(asked.range)) {
        ask_database(context, asked, listed, recorded);
    }
    if (!asked.range.empty()) {
        listed.newest_first = resolve_range(graph, recorded, asked.range);
    } else {
        listed.newest_first.resize(graph.size());
        std::iota(listed.newest_first.rbegin(), listed.newest_first.rend(), Graph::Index{0});
    }
    return listed;
}

json::Document document(const Listed& listed) {
    json::Document documents = json::Document::array();
    for (const Graph::Index index : listed.newest_first) {
        documents.push_back(json::revision(listed.graph, index, listed.known[index]));
    }
    return documents;
}

void write_graph(Context& context, const Listed& listed) {
    const Graph& graph = listed.graph;
    for (const DrawnRow& row : draw(graph, listed.newest_first)) {
        context.out() << row.picture;
        if (row.revision) {
            context.out() << text::graph_line(context.terminal(), graph, *row.revision,
                                              listed.current, columns(row.picture));
        }
        context.out() << '\n';
    }
}

void write_list(Context& context, const Listed& listed) {
    const Graph& graph = listed.graph;
    for (const Graph::Index index : listed.newest_first) {
        const auto write = context.flags().verbose ? text::details : text::history_line;
        context.out() << write(context.terminal(), graph, index, listed.current) << '\n';
    }
}

void write(Context& context, const AskedHistory& asked, const Listed& listed) {
    const GraphView view{listed.graph, listed.newest_first, listed.current};
    if (asked.graph) {
        write_graph(context, listed);
    } else if (asked.format == "dot") {
        context.out() << to_dot(view);
    } else if (asked.format == "mermaid") {
        context.out() << to_mermaid(view);
    } else if (asked.format == "svg") {
        context.out() << to_svg(view);
    } else {
        write_list(context, listed);
    }
}

int history(Context& context, const AskedHistory& asked) {
    const Listed listed = list(context, asked);
    context.result(document(listed), [&] { write(context, asked, listed); });
    return done;
}

}  // namespace

Run declare_history(CLI::App& app) {
    const auto asked = std::make_shared<AskedHistory>();
    app.add_option("-r,--rev-range", asked->range, "Only A:B, both included [base:heads]")
        ->type_name("A:B");
    app.add_flag("--graph", asked->graph, "Draw the lines of descent");
    app.add_option("--format", asked->format, "text, dot, mermaid or svg [text]")
        ->check(CLI::IsMember({"text", "dot", "mermaid", "svg"}).description(""))
        ->type_name("FORMAT");
    app.add_flag("-i,--indicate-current", asked->indicate_current,
                 "Mark the heads that the database records");
    app.add_flag("--archived", asked->archived, "Also what baselines stand for");
    when_parsed(app, [&app, asked] { check(app, *asked); });
    return [asked](Context& context) { return history(context, *asked); };
}

}  // namespace retort::cli
