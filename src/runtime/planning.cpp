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
        if (!revisions.graph.find(step.revision)) {
            kept.push_back(situation.graph[*situation.graph.find(step.revision)]);
        }
    }
    return kept;
}

}  // namespace

std::vector<std::string> pending(const Revisions::Data& revisions, const Situation& situation) {
    std::vector<std::string> ids;
    for (Graph::Index i = 0; i < revisions.graph.size(); ++i) {
        const std::string& id = revisions.graph[i].id;
        if (!situation.applied[*situation.graph.find(id)]) {
            ids.push_back(id);
        }
    }
    return ids;
}

Plan plan_for(const Revisions::Data& revisions, const Situation& situation, const Options& options,
              Direction direction, std::string_view target) {
    refuse_lost(situation);
    if (direction == Direction::downgrade) {
        Plan plan = plan_downgrade(situation.graph, situation.heads, target);
        plan.kept = kept_among(revisions, situation, plan.steps);
        return plan;
    }
    if (!situation.is_unknown()) {
        return plan_upgrade(revisions.graph, situation.heads, target);
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
    return nothing;
}

void warn_of_empty_steps(const Revisions::Data& revisions, Dialect dialect, const Plan& plan,
                         Observer* observer) {
    if (observer == nullptr || plan.direction == Direction::downgrade) {
        return;
    }
    for (const Step& step : plan.steps) {
        const auto index = revisions.graph.find(step.revision);
        const auto* script =
            index ? std::get_if<script::Script>(&revisions.realisations[*index]) : nullptr;
        if (script != nullptr && !script->applies(Direction::upgrade, dialect)) {
            observer->on_warning(errors::no_section_applies(step.revision, to_string(dialect)));
        }
    }
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
