#include <retort/plan.hpp>

#include "errors/plan.hpp"
#include "graph/choices.hpp"
#include "graph/planner.hpp"
#include "graph/resolve.hpp"
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

Marks downgrade_steps(const Graph& graph, const Tips& applied, std::string_view text) {
    const Target target = parse_move(Direction::downgrade, text);
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

}  // namespace
}  // namespace graph

Plan plan_downgrade(const Graph& graph, const std::vector<std::string>& current,
                    std::string_view target) {
    using namespace graph;
    const Indices recorded = find_recorded(graph, current);
    Tips applied(graph, closure(graph, recorded), Link::needs);
    const Marks steps = downgrade_steps(graph, applied, target);
    return make_plan(graph, Direction::downgrade, current, std::move(applied), steps);
}

}  // namespace retort
