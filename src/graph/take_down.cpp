#include "graph/take_down.hpp"

#include "errors/plan.hpp"

#include <algorithm>

namespace retort::graph {
namespace {

// A revision outside that stands on one of the lineage's own by parents; what only depends on the
// lineage is no sibling.
bool is_sibling(const Graph& graph, const Marks& down, const Lineage& lineage, Index revision) {
    const Graph::Span parents = graph.parents(revision);
    return !lineage.members[revision] &&
           std::any_of(parents.begin(), parents.end(),
                       [&](Index parent) { return down[parent] && lineage.members[parent]; });
}

}  // namespace

Marks taken_down(const Graph& graph, const Marks& applied, const Indices& roots,
                 const std::optional<Lineage>& lineage, const Target& target,
                 const std::string& plain) {
    Marks down = dependents(graph, roots, applied);
    if (!lineage) {
        return down;
    }
    Indices siblings;
    for (const Index revision : marked(down)) {
        if (is_sibling(graph, down, *lineage, revision)) {
            siblings.push_back(revision);
        }
    }
    if (!siblings.empty()) {
        sort_by_id(graph, siblings);
        throw errors::siblings_in_the_way(target.text, lineage->branch, ids(graph, siblings),
                                          plain);
    }
    return down;
}

std::string base_of(const Graph& graph, const Indices& roots) {
    const bool one_of_many = roots.size() == 1 && graph.bases().size() > 1;
    return one_of_many ? graph[roots.front()].id + "@base" : "base";
}

Marks taken_down_to_base(const Graph& graph, const Marks& applied,
                         const std::optional<Lineage>& lineage, const Target& target) {
    if (!lineage) {
        return applied;
    }
    const Indices roots = within(lineage, graph.bases());
    return taken_down(graph, applied, roots, lineage, target, base_of(graph, roots));
}

}  // namespace retort::graph
