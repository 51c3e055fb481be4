#include <retort/plan.hpp>

#include "graph/one_lineage.hpp"
#include "graph/resolve.hpp"
#include "graph/route.hpp"
#include "graph/take_down.hpp"
#include "graph/tips.hpp"
#include "graph/typed.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace retort {
namespace graph {
namespace {

bool mentions_current(const std::vector<Target>& targets) {
    return std::any_of(targets.begin(), targets.end(),
                       [](const Target& target) { return target.symbol == Symbol::current; });
}

void subtract(Marks& marks, const Marks& others) {
    std::transform(marks.begin(), marks.end(), others.begin(), marks.begin(), std::greater<>());
}

void add(Marks& marks, const Marks& others) {
    std::transform(marks.begin(), marks.end(), others.begin(), marks.begin(), std::logical_or<>());
}

void stamp_base(const Graph& graph, Marks& applied, const Target& base) {
    subtract(applied, taken_down_to_base(graph, applied, read_lineage(graph, base), base));
}

void stamp_revisions(const Scope& scope, Marks& applied, const std::vector<Target>& targets) {
    Indices revisions;
    for (const Named& named : resolve_separate(scope, targets)) {
        revisions.insert(revisions.end(), named.revisions.begin(), named.revisions.end());
    }
    subtract(applied, dependents(scope.graph, revisions, applied));
    add(applied, closure(scope.graph, revisions));
}

}  // namespace
}  // namespace graph

std::vector<std::string> plan_stamp(const Graph& graph, const std::vector<std::string>& current,
                                    const std::vector<std::string>& targets, bool purge) {
    using namespace graph;
    const std::vector<Target> parsed = parse_stamp(targets);
    const bool read = !purge || mentions_current(parsed);
    const std::vector<std::string> before = read ? current : std::vector<std::string>{};
    Graph view = view_of(graph, before);
    for (const Target& target : parsed) {
        view = view_for(view, target);
    }
    const Indices recorded = recorded_heads(view, before);
    Marks applied = closure(view, purge ? Indices{} : recorded);
    if (parsed.front().is(Symbol::base)) {
        stamp_base(view, applied, parsed.front());
    } else {
        stamp_revisions({view, &recorded}, applied, parsed);
    }
    return recorded_as(view, before, ids(view, Tips(view, std::move(applied), Link::needs).tips()));
}

}  // namespace retort
