#include <retort/plan.hpp>

#include "errors/baseline.hpp"
#include "errors/plan.hpp"
#include "graph/choices.hpp"
#include "graph/planner.hpp"
#include "graph/resolve.hpp"
#include "graph/route.hpp"
#include "graph/take_down.hpp"
#include "graph/typed.hpp"

#include <utility>

namespace retort {
namespace graph {
namespace {

Indices newest(const Graph& graph, Tips from, const Target& target,
               const std::optional<Lineage>& lineage, const Attempt& attempt) {
    const int count = -target.offset;
    const std::string branch = lineage ? lineage->branch : "";
    Indices down;
    for (int taken = 0; taken < count; ++taken) {
        const Indices& tips = from.tips();
        if (tips.empty()) {
            throw errors::too_few_applied(target.text, branch, taken);
        }
        if (tips.size() > 1) {
            throw errors::ambiguous_downgrade(target.text, ids(graph, down), described(graph, tips),
                                              branch_choices(graph, tips, target, attempt));
        }
        down.push_back(tips.front());
        from.remove(down.back());
    }
    return down;
}

Marks last_steps(const Graph& graph, const Tips& applied, const Target& target,
                 const std::optional<Lineage>& lineage, const Attempt& attempt) {
    if (!lineage) {
        return taken_down(graph, applied.members(),
                          newest(graph, applied, target, lineage, attempt), lineage, target, "");
    }
    Marks members = applied.members();
    for (Index index = 0; index < graph.size(); ++index) {
        members[index] = members[index] && lineage->members[index];
    }
    const Indices down =
        newest(graph, Tips(graph, std::move(members), Link::parents), target, lineage, attempt);
    const Graph::Span below = graph.parents(down.back());
    const std::string plain =
        below.empty() ? base_of(graph, {down.back()}) : graph[below.front()].id;
    return taken_down(graph, applied.members(), down, lineage, target, plain);
}

Index one_revision(const Graph& graph, const Tips& applied, const Target& target,
                   const std::optional<Lineage>& lineage) {
    const Indices named = resolve_target({graph, &applied.tips(), true}, target, lineage);
    if (named.empty()) {
        throw errors::names_nothing(target.text);
    }
    if (named.size() > 1) {
        throw errors::several_to_downgrade_to(target.text, ids(graph, named));
    }
    if (!applied.contains(named.front())) {
        throw errors::not_applied(graph[named.front()].id, ids(graph, applied.tips()));
    }
    return named.front();
}

Marks downgrade_steps(const Graph& graph, const Tips& applied, const Target& target) {
    const auto lineage = read_lineage(graph, target);
    if (target.relative()) {
        const auto again = [&](const Target& other) {
            last_steps(graph, applied, other, read_lineage(graph, other), {});
        };
        return last_steps(graph, applied, target, lineage, again);
    }
    if (target.is(Symbol::base)) {
        return taken_down_to_base(graph, applied.members(), lineage, target);
    }
    const Index stays = one_revision(graph, applied, target, lineage);
    return taken_down(graph, applied.members(), within(lineage, graph.children(stays)), lineage,
                      target, graph[stays].id);
}

/// Steps are counted along the archived scripts, where they are there.
Graph view_below(Graph view, const std::vector<std::string>& current, const Target& target,
                 const Unfolded& archived_only) {
    const Pool& pool = *view.data().pool;
    for (bool more = !pool.baselines.empty(); more;) {
        Unfolded unfolded = view.data().unfolded;
        const Marks applied = closure(view, find_recorded(view, current));
        for (Index index = 0; index < view.size(); ++index) {
            const Baseline* baseline =
                view[index].replaces.empty() ? nullptr : pool.baseline(view[index].id);
            const bool wanted = target.offset != 0 || archived_only.count(view[index].id) > 0;
            if (baseline != nullptr && applied[index] && wanted &&
                pool.missing(*baseline).empty()) {
                unfolded.insert(view[index].id);
            }
        }
        more = unfolded != view.data().unfolded;
        view = with_unfolded(view, unfolded);
    }
    return view;
}

void refuse_counted(const Graph& view, const Plan& plan, const Target& target) {
    const Pool& pool = *view.data().pool;
    for (const Step& step : plan.steps) {
        const Baseline* baseline = pool.baseline(step.revision);
        if (target.offset != 0 && baseline != nullptr) {
            throw errors::archive_wanted_below(target.text, step.revision, pool.missing(*baseline));
        }
    }
}

}  // namespace

Route downgrade_route(const Graph& graph, const std::vector<std::string>& current,
                      std::string_view text, const Unfolded& archived_only) {
    const Target target = parse_move(Direction::downgrade, text);
    const Graph view =
        view_below(view_for(view_of(graph, current), target), current, target, archived_only);
    const Indices recorded = find_recorded(view, current);
    Tips applied(view, closure(view, recorded), Link::needs);
    const Marks steps = downgrade_steps(view, applied, target);
    Plan plan = make_plan(view, Direction::downgrade, current, std::move(applied), steps);
    refuse_counted(view, plan, target);
    refuse_steps(view, plan, archived_only);
    weave(view, current, plan);
    return {std::move(plan), view};
}

}  // namespace graph

Plan plan_downgrade(const Graph& graph, const std::vector<std::string>& current,
                    std::string_view target) {
    return graph::downgrade_route(graph, current, target, {}).plan;
}

}  // namespace retort
