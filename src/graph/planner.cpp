#include "graph/planner.hpp"

#include <algorithm>
#include <utility>

namespace retort {

std::string_view to_string(Direction direction) noexcept {
    return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

std::string_view to_string(StepKind kind) noexcept {
    switch (kind) {
        case StepKind::revision:
            return "revision";
        case StepKind::squash:
            return "squash";
        case StepKind::unsquash:
            return "unsquash";
    }
    return "revision";
}

namespace graph {

Plan make_plan(const Graph& graph, Direction direction, const std::vector<std::string>& recorded,
               Tips applied, const Marks& steps) {
    Plan plan;
    plan.direction = direction;
    plan.heads_before = recorded;
    auto& before = plan.heads_before;
    std::sort(before.begin(), before.end());
    before.erase(std::unique(before.begin(), before.end()), before.end());
    Indices order = marked(steps);
    if (direction == Direction::downgrade) {
        std::reverse(order.begin(), order.end());
    }
    plan.steps.reserve(order.size());
    for (const Index revision : order) {
        direction == Direction::upgrade ? applied.add(revision) : applied.remove(revision);
        Step step;
        step.revision = graph[revision].id;
        step.direction = direction;
        step.heads_after = ids(graph, applied.tips());
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

}  // namespace graph
}  // namespace retort
