#include "runtime/planning.hpp"

#include "errors/runtime.hpp"
#include "runtime/clock.hpp"
#include "runtime/refusals.hpp"

#include <retort/version.hpp>

namespace retort::runtime {
namespace {

std::vector<Revision> kept_among(const Revisions::Data& revisions, const Situation& situation,
                                 const std::vector<Step>& steps) {
    std::vector<Revision> kept;
    if (situation.kept.empty()) {
        return kept;
    }
    for (const Step& step : steps) {
        if (step.kind == StepKind::revision && !revisions.find(step.revision)) {
            kept.push_back(situation.graph[*situation.graph.find(step.revision)]);
        }
    }
    return kept;
}

}  // namespace

std::vector<std::string> pending(const Revisions::Data& revisions, const Situation& situation) {
    const Graph& graph = situation.graph;
    std::vector<std::string> ids;
    for (Graph::Index i = 0; i < graph.size(); ++i) {
        if (!situation.applied[i] && revisions.find(graph[i].id)) {
            ids.push_back(graph[i].id);
        }
    }
    const auto& missing = graph.data().missing;
    ids.insert(ids.end(), missing.begin(), missing.end());
    for (Graph::Index i = 0; !missing.empty() && i < revisions.graph.size(); ++i) {
        const Revision& above = revisions.graph[i];
        if (above.replaces.empty() && !graph.find(above.id) && !graph.find_replacement(above.id)) {
            ids.push_back(above.id);
        }
    }
    return ids;
}

graph::Route plan_for(const Revisions::Data& revisions, const Situation& situation,
                      const Options& options, Direction direction, std::string_view target) {
    refuse_lost(situation);
    if (direction == Direction::downgrade) {
        auto route = graph::downgrade_route(situation.graph, situation.heads, target,
                                            situation.archived_only);
        route.plan.kept = kept_among(revisions, situation, route.plan.steps);
        return route;
    }
    if (!situation.is_unknown()) {
        return graph::upgrade_route(situation.known, situation.heads, target,
                                    situation.archived_only);
    }
    if (options.unknown == UnknownPolicy::fail) {
        refuse_unknown(situation);
    }
    plan_upgrade(situation.graph, situation.heads, target);  // a wrong target is one here too
    if (const auto missing = pending(revisions, situation); !missing.empty()) {
        throw errors::behind_and_ahead(situation.kept, missing);
    }
    Plan nothing;
    nothing.heads_before = situation.heads;
    return {std::move(nothing), situation.graph};
}

void warn_of_empty_steps(const Revisions::Data& revisions, Dialect dialect, const Plan& plan,
                         Observer* observer) {
    if (observer == nullptr || plan.direction == Direction::downgrade) {
        return;
    }
    for (const Step& step : plan.steps) {
        const auto number = revisions.find(step.revision);
        const auto* script =
            number ? std::get_if<script::Script>(&revisions.realisations[*number]) : nullptr;
        if (step.kind == StepKind::revision && script != nullptr &&
            !script->applies(Direction::upgrade, dialect)) {
            observer->on_warning(errors::no_section_applies(step.revision, to_string(dialect)));
        }
    }
}

std::vector<std::string> current_heads(const Revisions::Data& revisions, const Situation& situation,
                                       const std::vector<std::string>& recorded) {
    std::vector<std::string> heads;
    for (const std::string& head : recorded) {
        const auto row = situation.rows.find(head);
        const bool has_end = row != situation.rows.end() && !row->second.stands_for.empty();
        const std::string& name = has_end && !revisions.find(head) ? row->second.stands_for : head;
        const auto live = revisions.graph.find(name);
        heads.push_back(live ? revisions.graph[*live].id : revisions.find(name) ? name : head);
    }
    std::sort(heads.begin(), heads.end());
    heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
    return heads;
}

LogEntry log_entry_of(const std::string& action, const std::string& revision,
                      const std::vector<std::string>& heads_before,
                      const std::vector<std::string>& heads_after) {
    LogEntry entry;
    entry.revision = revision;
    entry.action = action;
    entry.at = now();
    entry.outcome = "done";
    entry.heads_before = heads_before;
    entry.heads_after = heads_after;
    entry.retort = version();
    return entry;
}

}  // namespace retort::runtime
