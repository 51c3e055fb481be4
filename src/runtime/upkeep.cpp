#include "runtime/upkeep.hpp"

#include "errors/runtime.hpp"
#include "graph/route.hpp"
#include "runtime/bookkeeping.hpp"
#include "runtime/clock.hpp"
#include "runtime/lock.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"
#include "runtime/transaction.hpp"
#include "runtime/work.hpp"

#include <algorithm>
#include <optional>

namespace retort::runtime {
namespace {

struct Change {
    NewRecord record;
    LogEntry entry;
    std::optional<JournalRow> journal;  ///< how far the step is now, where it stays under way
};

bool contains(const std::vector<std::string>& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The record as it is, to be changed in one place.
NewRecord unchanged(const Situation& situation, const StoredState& state) {
    NewRecord record;
    record.heads = situation.heads;
    record.rows = situation.rows;
    record.open_step = state.quick.row ? state.quick.row->open_step : std::string();
    record.keeps_journal = state.journal.has_value();
    return record;
}

Change accept_row(const Revisions::Data& revisions, Dialect dialect, const StoredState& state,
                  const Situation& situation, const std::string& id, const std::string& origin) {
    Change change{unchanged(situation, state), {}, {}};
    change.record.rows[id] =
        row_for(revisions, situation.graph, *situation.graph.find(id), dialect, origin, now());
    change.entry = log_entry_of("repair", id, state.quick.heads, change.record.heads);
    change.entry.checksum = change.record.rows[id].upgrade_checksum;
    return change;
}

Change accept_edited(const Revisions::Data& revisions, Dialect dialect, const StoredState& state,
                     const Situation& situation, const std::string& id) {
    if (!contains(situation.edited, id)) {
        throw errors::not_edited(id);
    }
    Change change =
        accept_row(revisions, dialect, state, situation, id, situation.rows.at(id).origin);
    change.record.rows[id].applied_at = situation.rows.at(id).applied_at;
    change.entry.detail = "accepted the edited script";
    return change;
}

Change accept_never_run(const Revisions::Data& revisions, Dialect dialect, const StoredState& state,
                        const Situation& situation, const std::string& id) {
    if (!contains(situation.never_run, id)) {
        throw errors::not_never_run(id);
    }
    Change change = accept_row(revisions, dialect, state, situation, id, "stamped");
    change.entry.detail = "accepted as applied though it never ran here";
    return change;
}

const JournalRow& journal_of(const StoredState& state, const std::string& id) {
    if (!state.journal || (!id.empty() && state.journal->id != id)) {
        throw errors::no_open_step(id);
    }
    return *state.journal;
}

Change close_step(const StoredState& state, const Situation& situation, const std::string& id,
                  const std::string& detail) {
    const JournalRow& journal = journal_of(state, id);
    Change change{unchanged(situation, state), {}, {}};
    change.record.keeps_journal = false;
    change.record.open_step.clear();
    change.entry = log_entry_of("repair", journal.id, state.quick.heads, situation.heads);
    change.entry.detail = std::string(to_string(journal.direction)) + " " + detail;
    return change;
}

Step step_of(const JournalRow& journal) {
    Step step;
    step.revision = journal.id;
    step.direction = journal.direction;
    return step;
}

/// The step goes on from the statement that the journal speaks of.
Change settle_statement(const StoredState& state, const Situation& situation, JournalRow journal,
                        const std::string& detail) {
    Change change{unchanged(situation, state), {}, {}};
    change.entry = log_entry_of("repair", journal.id, state.quick.heads, situation.heads);
    change.entry.detail = std::string(to_string(journal.direction)) + ", statement " +
                          std::to_string(journal.started) + " of part " +
                          std::to_string(journal.part + 1) + " " + detail;
    journal.started = 0;
    journal.fingerprint.clear();
    journal.dirty.clear();
    journal.at = now();
    change.journal = std::move(journal);
    return change;
}

Change statement_did_run(dialect::Database& database, const Revisions::Data& revisions,
                         const StoredState& state, const Situation& situation) {
    JournalRow journal = *state.journal;
    if (!revisions.find(journal.id) && situation.rows.count(journal.id) == 0) {
        throw errors::unknown_revisions({journal.id}, false);
    }
    const auto work = prepare(database, revisions, situation, situation.graph, step_of(journal));
    const auto parts = static_cast<std::size_t>(journal.part);
    const auto done = static_cast<std::size_t>(journal.done);
    if (parts >= work->parts.size() || done >= work->parts[parts].statements.size() ||
        CompletedText(*work, parts, done).checksum() != journal.done_checksum) {
        throw errors::edited_in_progress(journal.id, work->file);
    }
    ++journal.done;
    journal.done_checksum = CompletedText(*work, parts, done + 1).checksum();
    return settle_statement(state, situation, std::move(journal), "accepted as done");
}

Change did_run(dialect::Database& database, const Revisions::Data& revisions,
               const StoredState& state, const Situation& situation, const std::string& id) {
    const JournalRow& journal = journal_of(state, id);
    if (journal.is_in_statement()) {
        return statement_did_run(database, revisions, state, situation);
    }
    Change change = close_step(state, situation, id, "accepted as done");
    const auto after = remaining(situation.graph, situation.heads, {step_of(journal)});
    if (!after.empty()) {
        change.record.heads = after.front().heads_after;
    }
    if (journal.direction == Direction::downgrade) {
        change.record.rows.erase(journal.id);
    } else {
        const auto index = situation.graph.find(journal.id);
        if (!index || !revisions.find(journal.id)) {
            throw errors::unknown_revisions({journal.id}, false);
        }
        change.record.rows[journal.id] =
            row_for(revisions, situation.graph, *index, database.dialect(), "run", now());
    }
    change.entry.heads_after = change.record.heads;
    return change;
}

/// Where nothing was done before the statement, the step has not begun.
Change did_not_run(const StoredState& state, const Situation& situation, const std::string& id) {
    const JournalRow& journal = journal_of(state, id);
    return journal.is_in_statement() && (journal.part > 0 || journal.done > 0)
               ? settle_statement(state, situation, journal, "accepted as never run")
               : close_step(state, situation, id, "accepted as never begun");
}

Change change_for(dialect::Database& database, const Revisions::Data& revisions,
                  const StoredState& state, const Situation& situation, const Repair& repair) {
    const Dialect dialect = database.dialect();
    switch (repair.action) {
        case Repair::Action::accept_edited:
            return accept_edited(revisions, dialect, state, situation, repair.revision);
        case Repair::Action::never_run:
            return accept_never_run(revisions, dialect, state, situation, repair.revision);
        case Repair::Action::did_run:
            return did_run(database, revisions, state, situation, repair.revision);
        case Repair::Action::did_not_run:
            break;
    }
    return did_not_run(state, situation, repair.revision);
}

}  // namespace

std::vector<std::string> stamp(dialect::Database& database, StateStore& store,
                               const Revisions::Data& revisions,
                               const std::vector<std::string>& targets, bool purge) {
    Lock lock(database, store.sql().tables());
    Transaction transaction(database, store.sql().tables());
    const StoredState state = store.read();
    Situation situation = assess(revisions, database.dialect(), state);
    refuse_open_step(state);
    if (purge) {
        situation.rows.clear();
    } else {
        refuse_unknown(situation);
    }
    NewRecord record;
    // What only the database keeps of a baseline is of no use to a stamp that forgets it.
    const Graph& graph = purge ? revisions.graph : situation.known;
    record.heads = plan_stamp(graph, purge ? state.quick.heads : situation.heads, targets, purge);
    refuse_long_ids(store, record.heads);
    record.rows = rows_under(revisions, database.dialect(), situation,
                             graph::view_of(graph, record.heads), record.heads, "stamped", now());
    write_record(store, state, record);
    store.run(
        store.sql().insert_history(log_entry_of("stamp", {}, state.quick.heads, record.heads)));
    transaction.commit();
    lock.release();
    return record.heads;
}

void repair(dialect::Database& database, StateStore& store, const Revisions::Data& revisions,
            const Repair& repair) {
    Lock lock(database, store.sql().tables());
    Transaction transaction(database, store.sql().tables());
    const StoredState state = store.read();
    const Situation situation = assess(revisions, database.dialect(), state);
    refuse_lost(situation);
    const Change change = change_for(database, revisions, state, situation, repair);
    write_record(store, state, change.record);
    if (change.journal) {
        store.run(store.sql().delete_journal());
        store.run(store.sql().insert_journal(*change.journal));
    }
    store.run(store.sql().insert_history(change.entry));
    transaction.commit();
    lock.release();
}

}  // namespace retort::runtime
