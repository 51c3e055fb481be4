#include <retort/plan.hpp>

#include "graph/planner.hpp"
#include "graph/resolve.hpp"
#include "graph/route.hpp"
#include "graph/typed.hpp"
#include "graph/walk.hpp"

#include <utility>

namespace retort {
namespace graph {
namespace {

Indices upgrade_targets(const Graph& graph, const Tips& applied, const Target& target) {
    const auto lineage = read_lineage(graph, target);
    if (target.relative()) {
        return {walk_from_applied(graph, target, applied.members(), lineage)};
    }
    return resolve_target({graph, &applied.tips()}, target, lineage);
}

}  // namespace

Route upgrade_route(const Graph& graph, const std::vector<std::string>& current,
                    std::string_view text, const Unfolded& archived_only) {
    const Target target = parse_move(Direction::upgrade, text);
    const Graph view = view_for(view_of(graph, current, archived_only), target);
    const Indices recorded = find_recorded(view, current);
    refuse_missing(view);
    Tips applied(view, closure(view, recorded), Link::needs);
    Marks steps = closure(view, upgrade_targets(view, applied, target));
    for (Index index = 0; index < view.size(); ++index) {
        steps[index] = steps[index] && !applied.contains(index);
    }
    Plan plan = make_plan(view, Direction::upgrade, current, std::move(applied), steps);
    refuse_steps(view, plan, archived_only);
    weave(view, current, plan);
    return {std::move(plan), view};
}

}  // namespace graph

Plan plan_upgrade(const Graph& graph, const std::vector<std::string>& current,
                  std::string_view target) {
    return graph::upgrade_route(graph, current, target, {}).plan;
}

Graph::Indices applied_set(const Graph& graph, const std::vector<std::string>& heads) {
    return graph::marked(graph::closure(graph, graph::find_recorded(graph, heads)));
}

}  // namespace retort
