#include <retort/plan.hpp>

#include "graph/planner.hpp"
#include "graph/resolve.hpp"
#include "graph/typed.hpp"
#include "graph/walk.hpp"

#include <utility>

namespace retort {
namespace graph {
namespace {

Indices upgrade_targets(const Graph& graph, const Tips& applied, std::string_view text) {
    const Target target = parse_move(Direction::upgrade, text);
    const auto lineage = read_lineage(graph, target);
    if (target.relative()) {
        return {walk_from_applied(graph, target, applied.members(), lineage)};
    }
    return resolve_target({graph, &applied.tips()}, target, lineage);
}

}  // namespace
}  // namespace graph

Plan plan_upgrade(const Graph& graph, const std::vector<std::string>& current,
                  std::string_view target) {
    using namespace graph;
    const Indices recorded = find_recorded(graph, current);
    Tips applied(graph, closure(graph, recorded), Link::needs);
    Marks steps = closure(graph, upgrade_targets(graph, applied, target));
    for (Index index = 0; index < graph.size(); ++index) {
        steps[index] = steps[index] && !applied.contains(index);
    }
    return make_plan(graph, Direction::upgrade, current, std::move(applied), steps);
}

Graph::Indices applied_set(const Graph& graph, const std::vector<std::string>& heads) {
    return graph::marked(graph::closure(graph, graph::find_recorded(graph, heads)));
}

}  // namespace retort
