#include <retort/new_script.hpp>

#include "errors/plan.hpp"
#include "graph/choices.hpp"
#include "graph/one_lineage.hpp"
#include "graph/typed.hpp"

namespace retort {
namespace graph {
namespace {

Indices chosen_parents(const Graph& graph, const std::string& head) {
    if (!head.empty()) {
        return resolve_target({graph}, parse_place(head));
    }
    if (graph.heads().size() > 1) {
        throw errors::no_head_chosen(described(graph, graph.heads()),
                                     head_choices(graph, graph.heads()));
    }
    return graph.heads();
}

}  // namespace
}  // namespace graph

std::vector<std::string> parents_of_new(const Graph& graph, const NewPlace& place) {
    using namespace graph;
    const Indices parents = chosen_parents(graph, place.head);
    for (const Index parent : parents) {
        Indices children = within(std::nullopt, graph.children(parent));
        if (!place.splice && !children.empty()) {
            sort_by_id(graph, children);
            throw errors::not_a_head(graph[parent].id, ids(graph, children));
        }
    }
    return ids(graph, parents);
}

std::vector<std::string> parents_of_merge(const Graph& graph,
                                          const std::vector<std::string>& targets) {
    using namespace graph;
    std::vector<Target> parsed;
    parsed.reserve(targets.size());
    for (const std::string& target : targets) {
        parsed.push_back(parse_place(target));
    }
    std::vector<std::string> parents;
    for (const Named& named : resolve_separate({graph}, parsed)) {
        const std::vector<std::string> texts = ids(graph, named.revisions);
        parents.insert(parents.end(), texts.begin(), texts.end());
    }
    if (parents.size() < 2) {
        throw errors::too_few_to_merge(parents);
    }
    return parents;
}

}  // namespace retort
