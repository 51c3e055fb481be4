#include "cli/commands/revisions.hpp"

#include "cli/commands/arguments.hpp"
#include "cli/commands/command.hpp"
#include "cli/text.hpp"
#include "errors/cli.hpp"
#include "graph/typed.hpp"

#include <memory>

namespace retort::cli {
namespace {

/// One line each, or with `--verbose` everything.
void write_revisions(Context& context, const Graph& graph, const Graph::Indices& indices) {
    for (const Graph::Index index : indices) {
        context.out() << (context.flags().verbose ? text::details(context.terminal(), graph, index)
                                                  : text::line(context.terminal(), graph, index))
                      << '\n';
    }
}

int heads(Context& context) {
    const Revisions revisions = context.revisions();
    const Graph& graph = revisions.graph();
    json::Document documents = json::Document::array();
    for (const Graph::Index index : graph.heads()) {
        documents.push_back(json::head(graph, index));
    }
    context.result(documents, [&] { write_revisions(context, graph, graph.heads()); });
    return done;
}

void write_branch(Context& context, const Graph& graph, Graph::Index index) {
    const std::string indent(columns(graph[index].id), ' ');
    context.out() << text::line(context.terminal(), graph, index) << '\n';
    for (const Graph::Index child : graph.children(index)) {
        context.out() << indent << " -> " << text::line(context.terminal(), graph, child) << '\n';
    }
}

int branches(Context& context) {
    const Revisions revisions = context.revisions();
    const Graph& graph = revisions.graph();
    json::Document documents = json::Document::array();
    Graph::Indices points;
    for (auto index = static_cast<Graph::Index>(graph.size()); index-- > 0;) {
        if (graph.children(index).size() > 1) {
            points.push_back(index);
            documents.push_back(json::branch(graph, index));
        }
    }
    context.result(documents, [&] {
        for (const Graph::Index index : points) {
            write_branch(context, graph, index);
        }
    });
    return done;
}

int show(Context& context, const std::string& target) {
    const Named named = named_revisions(context, target);
    const Graph& graph = named.graph;
    json::Document documents = json::Document::array();
    for (const Graph::Index index : named.indices) {
        const bool irreversible = named.revisions.irreversible(graph[index].id, context.dialect());
        documents.push_back(json::shown(graph, index, {irreversible, {}, {}}));
    }
    context.result(documents, [&] {
        const char* between = "";
        for (const Graph::Index index : named.indices) {
            context.out() << between << text::details(context.terminal(), graph, index);
            between = "\n";
        }
    });
    return done;
}

/// Where only the archive has it, the graph is then one with the archive.
Graph::Indices resolve_also_archived(Graph& graph, const std::vector<std::string>& current,
                                     const std::string& target) {
    try {
        return resolve(graph, current, target);
    } catch (const UsageError&) {
        const Graph archive = graph.with_archive();
        if (archive.size() == graph.size()) {
            throw;
        }
        try {
            Graph::Indices indices = resolve(archive, {}, target);
            graph = archive;
            return indices;
        } catch (const UsageError&) {
        }
        throw;
    }
}

}  // namespace

Named named_revisions(Context& context, const std::string& target) {
    Revisions revisions = context.revisions();
    std::vector<std::string> current;
    if (names_current(target)) {
        current = Connection(context, Opening::existing)->current().current;
    }
    Graph graph = revisions.graph();
    Graph::Indices indices = resolve_also_archived(graph, current, target);
    if (indices.empty()) {
        throw errors::names_no_revision(target);
    }
    return {std::move(revisions), std::move(graph), std::move(indices)};
}

Run declare_heads(CLI::App&) {
    return heads;
}

Run declare_branches(CLI::App&) {
    return branches;
}

Run declare_show(CLI::App& app) {
    const auto target = std::make_shared<std::string>();
    app.add_option("REV", *target, "A revision, `heads`, or `current`")->required();
    when_parsed(app, [target] { graph::parse_place(*target); });
    return [target](Context& context) { return show(context, *target); };
}

}  // namespace retort::cli
