#include <retort/plan.hpp>

#include "errors/plan.hpp"
#include "graph/choices.hpp"
#include "graph/resolve.hpp"
#include "graph/route.hpp"
#include "graph/typed.hpp"
#include "graph/walk.hpp"

#include <algorithm>
#include <optional>

namespace retort {
namespace graph {
namespace {

/// One end of a range.
struct End {
    Target target;
    std::optional<Lineage> lineage;
};

End read_end(const Graph& graph, Target target) {
    auto lineage = read_lineage(graph, target);
    return {std::move(target), std::move(lineage)};
}

bool is_base(const End& end) {
    return end.target.is(Symbol::base);
}

// `-3:B` and `A:+3` count from the other end of the range.
Indices resolve_end(const Scope& scope, const End& end, const End& other, const Attempt& attempt) {
    if (!end.target.relative() || other.target.relative()) {
        return resolve_target(scope, end.target, end.lineage);
    }
    const Indices starts = within(end.lineage, resolve_target(scope, other.target, other.lineage));
    if (starts.empty()) {
        return {walk_from_applied(scope.graph, end.target, Marks(scope.graph.size()), end.lineage,
                                  scope.advises)};
    }
    return {walk(scope.graph, end.target, starts, end.lineage, attempt)};
}

void check_ancestors(const Graph& graph, std::string_view text, const Indices& lower,
                     const Indices& upper) {
    const Marks below = ancestors(graph, upper);
    const Marks above = descendants(graph, upper);
    for (const Index revision : lower) {
        if (!below[revision]) {
            throw errors::not_an_ancestor(text, graph[revision].id, ids(graph, upper),
                                          above[revision]);
        }
    }
}

void keep(Marks& marks, const Marks& others) {
    std::transform(marks.begin(), marks.end(), others.begin(), marks.begin(),
                   [](bool mark, bool other) { return mark && other; });
}

Marks range_marks(const Scope& scope, std::string_view text);

/// The range with another end in place of one of its own.
Attempt other_ends(const Scope& scope, std::string_view text, bool is_lower) {
    if (!scope.advises) {
        return {};
    }
    return [&scope, text, is_lower](const Target& target) {
        const RangeText ends = *split_at_colon(text);
        const std::string lower = is_lower ? target.text : std::string(ends.lower);
        const std::string upper = is_lower ? std::string(ends.upper) : target.text;
        range_marks(scope.without_advice(), lower + ":" + upper);
    };
}

Marks range_marks(const Scope& scope, std::string_view text) {
    const Graph& graph = scope.graph;
    TypedRange typed = parse_range(text);
    const End lower = read_end(graph, std::move(typed.lower));
    const End upper = read_end(graph, std::move(typed.upper));
    const Indices tops = resolve_end(scope, upper, lower, other_ends(scope, text, false));
    Marks marks = closure(graph, tops);
    const Indices bottoms = is_base(lower)
                                ? Indices{}
                                : resolve_end(scope, lower, upper, other_ends(scope, text, true));
    if (!bottoms.empty()) {
        if (tops.empty()) {
            throw errors::names_nothing(upper.target.text);
        }
        check_ancestors(graph, text, bottoms, tops);
        keep(marks, descendants(graph, bottoms));
    }
    if (lower.lineage) {
        keep(marks, lower.lineage->members);
    }
    return marks;
}

}  // namespace
}  // namespace graph

Graph::Indices resolve_range(const Graph& graph, const std::vector<std::string>& current,
                             std::string_view range) {
    using namespace graph;
    const TypedRange typed = parse_range(range);
    const bool reads =
        typed.lower.symbol == Symbol::current || typed.upper.symbol == Symbol::current;
    const Indices recorded = reads ? recorded_heads(graph, current) : Indices{};
    Indices revisions = marked(range_marks({graph, &recorded}, range));
    std::reverse(revisions.begin(), revisions.end());
    return revisions;
}

Graph::Indices resolve(const Graph& graph, const std::vector<std::string>& current,
                       std::string_view text) {
    using namespace graph;
    const Target target = parse_place(text);
    const bool reads = target.symbol == Symbol::current;
    const Indices recorded = reads ? recorded_heads(graph, current) : Indices{};
    return resolve_target({graph, &recorded}, target);
}

OfflineRange split_range(const Graph& graph, std::string_view range) {
    using namespace graph;
    const TypedRange typed = parse_offline_range(range);
    // What is recorded is named exactly: the end of a range may be, before it is squashed.
    if (typed.lower.is(Symbol::name) && typed.lower.branch.empty() &&
        graph.find(typed.lower.name)) {
        return {{typed.lower.name}, typed.upper.text};
    }
    const Graph view = view_for(graph, typed.lower);
    return {ids(view, resolve_target({view}, typed.lower)), typed.upper.text};
}

}  // namespace retort
