#include "graph/one_lineage.hpp"

#include "errors/plan.hpp"

#include <algorithm>

namespace retort::graph {
namespace {

[[noreturn]] void refuse(const Graph& graph, const Named& above, const Named& below,
                         Index ancestor) {
    const auto& others = above.revisions;
    if (std::find(others.begin(), others.end(), ancestor) != others.end()) {
        throw errors::named_twice(above.text, below.text, graph[ancestor].id);
    }
    const Marks reached = descendants(graph, {ancestor});
    const auto descendant = std::find_if(others.begin(), others.end(),
                                         [&reached](Index other) { return reached[other]; });
    throw errors::on_one_lineage(below.text, above.text, graph[ancestor].id, graph[*descendant].id);
}

}  // namespace

std::vector<Named> resolve_separate(const Scope& scope, const std::vector<Target>& targets) {
    std::vector<Named> all;
    all.reserve(targets.size());
    for (const Target& target : targets) {
        all.push_back({target.text, resolve_target(scope, target)});
    }
    for (const Named& above : all) {
        const Marks reached = ancestors(scope.graph, above.revisions);
        for (const Named& below : all) {
            for (const Index revision : below.revisions) {
                if (&above != &below && reached[revision]) {
                    refuse(scope.graph, above, below, revision);
                }
            }
        }
    }
    return all;
}

}  // namespace retort::graph
