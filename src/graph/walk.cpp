#include "graph/walk.hpp"

#include "errors/target.hpp"
#include "graph/tips.hpp"

#include <cstdlib>

namespace retort::graph {
namespace {

Indices next_of(const Graph& graph, bool up, std::optional<Index> from,
                const std::optional<Lineage>& lineage) {
    if (!from) {
        return up ? within(lineage, graph.bases()) : Indices{};
    }
    Indices next = within(lineage, up ? graph.children(*from) : graph.parents(*from));
    sort_by_id(graph, next);
    return next;
}

/// @param start nothing: below every base
Index walk_on(const Graph& graph, const Target& target, std::optional<Index> start,
              const std::optional<Lineage>& lineage, const Attempt& attempt) {
    const bool up = target.offset > 0;
    const int steps = std::abs(target.offset);
    std::optional<Index> at = start;
    for (int step = 0; step < steps; ++step) {
        const Indices next = next_of(graph, up, at, lineage);
        const std::string here = at ? graph[*at].id : "";
        if (next.empty()) {
            throw errors::walked_too_far(target.text, up, here, step);
        }
        if (next.size() > 1) {
            throw errors::ambiguous_walk(target.text, up, here, described(graph, next),
                                         branch_choices(graph, next, target, attempt));
        }
        at = next.front();
    }
    return *at;
}

}  // namespace

Index walk(const Graph& graph, const Target& target, const Indices& starts,
           const std::optional<Lineage>& lineage, const Attempt& attempt) {
    if (target.symbol == Symbol::base) {
        return walk_on(graph, target, std::nullopt, lineage, attempt);
    }
    if (starts.empty()) {
        throw errors::names_nothing(target.text);
    }
    if (starts.size() > 1) {
        throw errors::several_starts(target.text, described(graph, starts),
                                     branch_choices(graph, starts, target, attempt));
    }
    return walk_on(graph, target, starts.front(), lineage, attempt);
}

Index walk_from_applied(const Graph& graph, const Target& target, const Marks& applied,
                        const std::optional<Lineage>& lineage, bool advises) {
    const auto again = [&](const Target& other) {
        walk_from_applied(graph, other, applied, read_lineage(graph, other), false);
    };
    const Attempt attempt = advises ? Attempt(again) : Attempt();
    Marks members = applied;
    for (Index index = 0; lineage && index < graph.size(); ++index) {
        members[index] = members[index] && lineage->members[index];
    }
    const Indices starts = Tips(graph, members, lineage ? Link::parents : Link::needs).tips();
    if (starts.empty()) {
        return walk_on(graph, target, std::nullopt, lineage, attempt);
    }
    return walk(graph, target, starts, lineage, attempt);
}

}  // namespace retort::graph
