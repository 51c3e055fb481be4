#include "runtime/heads.hpp"

#include "errors/runtime.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

/// Whatever another process that migrates may do next, these stay.
void refuse(const Revisions::Data& revisions, const StoredState& state, const Situation& situation,
            UnknownPolicy unknown) {
    refuse_lost(situation);
    refuse_unmanaged(state);
    refuse_dirty(state);
    if (unknown == UnknownPolicy::fail) {
        refuse_unknown(situation);
    }
    refuse_edited(revisions, situation);
    refuse_never_run(situation);
}

std::optional<DatabaseError> step_under_way(const StoredState& state) {
    try {
        refuse_open_step(state);
    } catch (const DatabaseError& error) {
        return error;
    }
    return std::nullopt;
}

}  // namespace

std::optional<DatabaseError> short_of_heads(const Revisions::Data& revisions, Dialect dialect,
                                            StateStore& store, UnknownPolicy unknown) {
    if (revisions.graph.size() == 0) {
        throw errors::no_revisions(revisions.folders);
    }
    const QuickState quick = store.read_quick();
    if (undisturbed(revisions, dialect, quick) &&
        plan_upgrade(revisions.graph, quick.heads, "heads").empty()) {
        return std::nullopt;
    }
    const StoredState state = store.read();
    const Situation situation = assess(revisions, dialect, state);
    refuse(revisions, state, situation, unknown);
    if (const auto missing = pending(revisions, situation); !missing.empty()) {
        return errors::behind(situation.heads, missing);
    }
    return step_under_way(state);
}

void wait_for_heads(const dialect::Patience& patience, const Look& look) {
    using std::chrono::milliseconds;
    dialect::Polling polling(patience, {}, {milliseconds(50), milliseconds(250)});
    for (;;) {
        const auto error = look(std::max(patience.limit - polling.waited(), milliseconds(100)));
        if (!error) {
            return;
        }
        if (!polling.again()) {
            throw errors::still_behind(*error, polling.waited());
        }
    }
}

}  // namespace retort::runtime
