#include "histories/comparison.hpp"

#include <retort/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace histories {
namespace {

using retort::Direction;
using retort::Graph;
using retort::Plan;

Plan plan(const Graph& graph, const AlembicPlan& asked) {
    const auto make =
        asked.direction == Direction::upgrade ? retort::plan_upgrade : retort::plan_downgrade;
    return make(graph, asked.from, asked.target);
}

Ids steps_of(const Plan& plan) {
    Ids ids;
    for (const retort::Step& step : plan.steps) {
        ids.push_back(step.revision);
    }
    return ids;
}

Ids sorted(Ids ids) {
    std::sort(ids.begin(), ids.end());
    return ids;
}

/// Whether no step comes before one that it needs (downgrade: that needs it).
bool in_order(const Graph& graph, const Plan& plan) {
    Ids ids = steps_of(plan);
    if (plan.direction == Direction::downgrade) {
        std::reverse(ids.begin(), ids.end());
    }
    std::set<std::string> waiting(ids.begin(), ids.end());
    return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
        waiting.erase(id);
        const Graph::Span needs = graph.needs(*graph.find(id));
        return std::none_of(needs.begin(), needs.end(),
                            [&](Graph::Index need) { return waiting.count(graph[need].id) > 0; });
    });
}

bool contains(const Graph::Indices& ascending, Graph::Index index) {
    return std::binary_search(ascending.begin(), ascending.end(), index);
}

bool nothing_above(const Graph& graph, const AlembicPlan& asked, const Plan& mine) {
    const Graph::Indices applied = retort::applied_set(graph, asked.from);
    const auto target = graph.find(asked.target);
    if (asked.direction == Direction::upgrade || !target || !contains(applied, *target)) {
        return false;
    }
    const Graph::Span children = graph.children(*target);
    return mine.empty() && std::none_of(children.begin(), children.end(), [&](Graph::Index child) {
               return contains(applied, child);
           });
}

/// The needs of `index` that another of its needs implies.
Graph::Indices redundant_needs(const Graph& graph, Graph::Index index) {
    Graph::Indices redundant;
    for (const Graph::Index need : graph.needs(index)) {
        Ids others;
        for (const Graph::Index other : graph.needs(index)) {
            if (other != need) {
                others.push_back(graph[other].id);
            }
        }
        if (contains(retort::applied_set(graph, others), need)) {
            redundant.push_back(need);
        }
    }
    return redundant;
}

/// Whether Alembic records what Retort does and, beside it, only redundant needs of revisions that
/// were taken down.
bool implied_rows(const Graph& graph, const AlembicPlan& asked, const Ids& mine) {
    std::set<std::string> redundant;
    for (const std::string& id : *asked.steps) {
        for (const Graph::Index need : redundant_needs(graph, *graph.find(id))) {
            redundant.insert(graph[need].id);
        }
    }
    Ids extra;
    std::set_difference(asked.heads_after.begin(), asked.heads_after.end(), mine.begin(),
                        mine.end(), std::back_inserter(extra));
    return asked.direction == Direction::downgrade && !extra.empty() &&
           retort::applied_set(graph, asked.heads_after) == retort::applied_set(graph, mine) &&
           std::all_of(extra.begin(), extra.end(),
                       [&](const std::string& id) { return redundant.count(id) > 0; });
}

Comparison different(const AlembicPlan& asked, const std::string& how) {
    return {Verdict::different, fmt::format("{} from {} to {}: {}", to_string(asked.direction),
                                            fmt::join(asked.from, ", "), asked.target, how)};
}

Comparison compare_heads(const Graph& graph, const AlembicPlan& alembic, const Plan& mine) {
    const Ids& heads = mine.empty() ? mine.heads_before : mine.steps.back().heads_after;
    if (heads == alembic.heads_after) {
        return {};
    }
    if (implied_rows(graph, alembic, heads)) {
        return {Verdict::implied_row, ""};
    }
    return different(alembic,
                     fmt::format("{} recorded at the end; by Alembic {}", fmt::join(heads, ", "),
                                 fmt::join(alembic.heads_after, ", ")));
}

Comparison compare(const Graph& graph, const AlembicPlan& alembic, const Plan& mine) {
    if (!alembic.steps) {
        return nothing_above(graph, alembic, mine)
                   ? Comparison{Verdict::nothing_above, ""}
                   : different(alembic, "only Alembic fails: " + alembic.error);
    }
    const Ids steps = steps_of(mine);
    if (sorted(steps) != sorted(*alembic.steps)) {
        return different(alembic,
                         fmt::format("the steps are {}; Alembic's are {}", fmt::join(steps, " "),
                                     fmt::join(*alembic.steps, " ")));
    }
    if (!in_order(graph, mine)) {
        return different(alembic, fmt::format("out of order: {}", fmt::join(steps, " ")));
    }
    return compare_heads(graph, alembic, mine);
}

}  // namespace

Comparison compare(const Graph& graph, const AlembicPlan& alembic) {
    try {
        return compare(graph, alembic, plan(graph, alembic));
    } catch (const retort::Error& error) {
        return alembic.steps ? different(alembic, std::string("only Retort fails: ") + error.what())
                             : Comparison{};
    }
}

}  // namespace histories
