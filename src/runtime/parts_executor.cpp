#include "runtime/parts_executor.hpp"

#include "errors/runtime.hpp"
#include "runtime/lock.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

using dialect::StatementKind;

std::size_t position(std::int64_t number) {
    return static_cast<std::size_t>(number);
}

}  // namespace

PartsExecutor::PartsExecutor(const Tools& tools)
    : database_(tools.database),
      recorder_(tools.recorder),
      runner_(tools.runner),
      keeper_(tools.keeper),
      foreign_keys_(tools.foreign_keys),
      session_(tools.session),
      once_(tools.database, tools.recorder, tools.runner),
      packets_(tools.database, tools.recorder, tools.runner, once_, tools.records_at_once),
      ends_at_once_(tools.ends_at_once) {}

Outcome PartsExecutor::run(const Work& work) {
    if (!recorder_.journal()) {
        recorder_.start_journal(work);
    } else if (resume(work) == Outcome::changed) {
        return Outcome::changed;
    }
    completed_ = CompletedText(work, position(journal().part), position(journal().done));
    while (recorder_.journal() && position(journal().part) < work.parts.size()) {
        const Part& part = work.parts[position(journal().part)];
        session_.enforce_foreign_keys(part.enforced);
        const Outcome outcome =
            part.no_transaction ? run_part_outside(work, part) : run_part_inside(work, part);
        if (outcome == Outcome::changed) {
            return Outcome::changed;
        }
        runner_.count(part);
    }
    return recorder_.journal() ? record_finished(work) : Outcome::done;
}

/// Every part had run before, and those that had not are gone from the script.
Outcome PartsExecutor::record_finished(const Work& work) {
    if (packets_.is_possible()) {
        return packets_.finish(work, false);
    }
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    recorder_.write_done(work);
    recorder_.commit();
    return Outcome::done;
}

/// A step that only its own process can finish. It may be at it: what it records tells, and only it
/// may call the step dirty.
Outcome PartsExecutor::wait_for_other(const Work& work, const std::string& reason) {
    if (database_.wait_while([&] { return recorder_.is_as_expected(); })) {
        return Outcome::changed;
    }
    throw errors::dirty(
        work.step.revision,
        errors::dirty_sentence(work.step.revision, std::string(to_string(work.step.direction)),
                               reason));
}

Outcome PartsExecutor::resume(const Work& work) {
    if (journal().started != 0 && !OnceRunner::has_begun(work, journal())) {
        return wait_for_other(
            work,
            "it began, and another process is at it or was interrupted in a place "
            "where nobody knows what it did");
    }
    const std::size_t parts = position(journal().part);
    const std::size_t done = position(journal().done);
    if (parts > work.parts.size() ||
        CompletedText(work, parts, done).checksum() != journal().done_checksum) {
        throw errors::edited_in_progress(work.step.revision, work.file);
    }
    for (std::size_t i = 0; i < parts; ++i) {
        runner_.count(work.parts[i]);
    }
    if (parts == work.parts.size()) {
        return Outcome::done;
    }
    const auto& statements = work.parts[parts].statements;
    const auto completed =
        statements.begin() + static_cast<std::ptrdiff_t>(std::min(done, statements.size()));
    if (std::any_of(statements.begin(), completed, [](const dialect::Statement& statement) {
            return statement.kind == StatementKind::temporary;
        })) {
        return wait_for_other(work,
                              "it made temporary tables, which only the session of another process "
                              "has, or had before it was interrupted");
    }
    return Outcome::done;
}

Outcome PartsExecutor::run_part_inside(const Work& work, const Part& part) {
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced) {
        foreign_keys_.before();
    }
    keeper_.begin();
    runner_.run_inside(work, part);
    keeper_.put_back();
    recorder_.write_objects();
    count_part(work);
    record_or_note(work);
    if (part.enforced) {
        foreign_keys_.forget();
    } else {
        foreign_keys_.after(part, work);
    }
    recorder_.commit();
    session_.restore_after(part);
    return Outcome::done;
}

Outcome PartsExecutor::run_part_outside(const Work& work, const Part& part) {
    const Outside outside(database_);
    if (outside.was_waited_for() && !recorder_.is_as_expected()) {
        return Outcome::changed;
    }
    if (part.function != nullptr) {
        return run_function_outside(work, part);
    }
    if (open_part(work, part) == Outcome::changed) {
        return Outcome::changed;
    }
    while (position(journal().done) < part.statements.size()) {
        if (run_next(work, part) == Outcome::changed) {
            return Outcome::changed;
        }
    }
    if (!packets_.has_transaction() && database_.in_transaction()) {
        throw errors::transaction_left_open(work.step.revision, work.file);
    }
    return close_part(work, part);
}

/// The first time: notes what the foreign keys are. Later: makes the session what it was.
Outcome PartsExecutor::open_part(const Work& work, const Part& part) {
    const bool resumed = !journal().context.empty();
    if (resumed) {
        keeper_.begin();
        if (packets_.is_possible()) {
            keeper_.look_for_lost();
        }
        foreign_keys_.before(journal().context.substr(1));
        replay_session(part);
        return journal().started == 0 ? Outcome::done : settle_begun(work, part);
    }
    const bool in_packet = packets_.is_possible();
    if (!in_packet && !recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced) {
        foreign_keys_.before();
    }
    journal().context = "=" + foreign_keys_.state();
    journal().done_checksum = completed_.checksum();
    if (in_packet) {
        packets_.note_journal();
        return Outcome::done;
    }
    recorder_.write_journal(work);
    recorder_.commit();
    return Outcome::done;
}

void PartsExecutor::replay_session(const Part& part) {
    for (std::size_t i = 0; i < position(journal().done); ++i) {
        if (part.statements[i].kind == StatementKind::session) {
            database_.run(part.statements[i]);
        }
    }
}

/// An earlier run was interrupted in a statement that commits by itself.
Outcome PartsExecutor::settle_begun(const Work& work, const Part& part) {
    switch (once_.judge(part)) {
        case dialect::Verdict::done:
            return note_done(work, part);
        case dialect::Verdict::not_done:
            return Outcome::done;
        case dialect::Verdict::unknown:
            break;
    }
    once_.give_up(work, part);
}

Outcome PartsExecutor::close_part(const Work& work, const Part& part) {
    if (packets_.is_possible()) {
        return close_part_in_packet(work, part);
    }
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced && part.function == nullptr) {
        foreign_keys_.after(part, work);
    }
    foreign_keys_.forget();
    count_part(work);
    record_or_note(work);
    recorder_.commit();
    session_.restore_after(part);
    return Outcome::done;
}

/// Where the server enforces foreign keys at each statement.
Outcome PartsExecutor::close_part_in_packet(const Work& work, const Part& part) {
    if (!keeper_.mover().down().empty() && put_lost_back(work) == Outcome::changed) {
        return Outcome::changed;
    }
    foreign_keys_.forget();
    count_part(work);
    packets_.note_journal();
    const bool last = position(journal().part) == work.parts.size();
    const Outcome outcome =
        last ? packets_.finish(work, end_may_wait(work, part)) : packets_.settle(work);
    if (outcome == Outcome::done) {
        session_.restore_after(part);
    }
    return outcome;
}

/// The next step begins with a statement that the record can be sent with, and before that nothing
/// is told, made or put back.
bool PartsExecutor::end_may_wait(const Work& work, const Part& part) {
    return !ends_at_once_ && work.next != nullptr && begins_in_packet(*work.next) &&
           part.function == nullptr && keeper_.mover().down().empty() &&
           !packets_.changed_session();
}

bool PartsExecutor::begins_in_packet(const Work& work) {
    return work.uses.empty() && !work.parts.empty() && work.parts.front().no_transaction &&
           !work.parts.front().statements.empty() &&
           packets_.takes(work.parts.front().statements.front());
}

Outcome PartsExecutor::run_function_outside(const Work& work, const Part& part) {
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    journal().started = 1;
    recorder_.write_journal(work);
    recorder_.commit();
    try {
        runner_.call(part);
    } catch (...) {
        recorder_.mark_dirty(work, "its function failed, and nobody knows how far it came");
        throw;
    }
    if (database_.in_transaction()) {
        recorder_.mark_dirty(work, "its function left a transaction open, which was rolled back");
        throw errors::transaction_left_open(work.step.revision, work.file);
    }
    journal().started = 0;
    return close_part(work, part);
}

Outcome PartsExecutor::run_next(const Work& work, const Part& part) {
    if (packets_.takes(once_.next(part))) {
        return run_next_in_packet(work, part);
    }
    return packets_.settle(work) == Outcome::changed ? Outcome::changed
                                                     : run_next_alone(work, part);
}

Outcome PartsExecutor::run_next_in_packet(const Work& work, const Part& part) {
    const dialect::Statement& statement = once_.next(part);
    if (keeper_.lacks_what_is_needed_by(statement) && put_lost_back(work) == Outcome::changed) {
        return Outcome::changed;
    }
    const Outcome outcome = packets_.run(work, part, [&] { count_statement(part); });
    if (outcome == Outcome::done && keeper_.may_meet(statement)) {
        keeper_.look_for_lost();
    }
    return outcome;
}

/// Triggers that went with their table. Making them commits what is open.
Outcome PartsExecutor::put_lost_back(const Work& work) {
    if (packets_.settle(work) == Outcome::changed) {
        return Outcome::changed;
    }
    keeper_.mover().put_back_all();
    return Outcome::done;
}

Outcome PartsExecutor::run_next_alone(const Work& work, const Part& part) {
    const auto index = position(journal().done);
    const StatementKind kind = part.statements[index].kind;
    bool inside = database_.in_transaction();
    if (inside && commits_first(part.statements[index])) {
        recorder_.commit();
        inside = false;
    }
    if (kind == StatementKind::transaction) {
        return inside ? run_closing(work, part) : run_opening(work, part);
    }
    if (inside) {
        runner_.run_statement(work, part, index);
        count_statement(part);
        recorder_.write_journal(work);
        return Outcome::done;
    }
    if (kind == StatementKind::once || !database_.rolls_back(part.statements[index])) {
        return run_once(work, part);
    }
    if (kind == StatementKind::session || kind == StatementKind::standalone) {
        runner_.run_statement(work, part, index);
        return note_done(work, part);
    }
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    keeper_.begin();
    runner_.run_statement_inside(work, part, index);
    keeper_.put_back();
    recorder_.write_objects();
    recorder_.refuse_changed_heads(work);
    count_statement(part);
    recorder_.write_journal(work);
    recorder_.commit();
    return Outcome::done;
}

/// Whether the server would commit the open transaction before it runs the statement.
bool PartsExecutor::commits_first(const dialect::Statement& statement) const {
    return !database_.syntax().ddl_is_transactional() &&
           (statement.kind == StatementKind::once || statement.kind == StatementKind::standalone);
}

Outcome PartsExecutor::run_once(const Work& work, const Part& part) {
    return once_.run(work, part) == Outcome::changed ? Outcome::changed : note_done(work, part);
}

/// The script begins a transaction of its own: the record of its statements goes into it.
Outcome PartsExecutor::run_opening(const Work& work, const Part& part) {
    runner_.run_statement(work, part, position(journal().done));
    if (!database_.in_transaction()) {
        return note_done(work, part);
    }
    try {
        if (recorder_.is_as_expected()) {
            count_statement(part);
            recorder_.write_journal(work);
            return Outcome::done;
        }
    } catch (const DatabaseError& error) {
        if (error.kind() != ErrorKind::locked) {
            throw;
        }
    }
    database_.rollback();
    return Outcome::changed;
}

/// COMMIT, ROLLBACK or a savepoint inside the script's own transaction.
Outcome PartsExecutor::run_closing(const Work& work, const Part& part) {
    const std::size_t index = position(journal().done);
    count_statement(part);
    recorder_.write_journal(work);
    runner_.run_statement(work, part, index);
    if (database_.in_transaction()) {
        // After ROLLBACK TO the record must be written again.
        recorder_.write_journal(work);
        return Outcome::done;
    }
    if (recorder_.was_committed()) {
        return Outcome::done;
    }
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    recorder_.write_journal(work);
    recorder_.commit();
    return Outcome::done;
}

/// Records a statement that has run outside any transaction.
Outcome PartsExecutor::note_done(const Work& work, const Part& part) {
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    count_statement(part);
    recorder_.write_journal(work);
    recorder_.commit();
    return Outcome::done;
}

void PartsExecutor::count_statement(const Part& part) {
    completed_.add(part, position(journal().done));
    ++journal().done;
    journal().started = 0;
    journal().fingerprint.clear();
    journal().done_checksum = completed_.checksum();
}

void PartsExecutor::count_part(const Work& work) {
    ++journal().part;
    journal().done = 0;
    journal().started = 0;
    journal().fingerprint.clear();
    journal().context.clear();
    completed_ = CompletedText(work, position(journal().part), 0);
    journal().done_checksum = completed_.checksum();
}

void PartsExecutor::record_or_note(const Work& work) {
    if (position(journal().part) == work.parts.size()) {
        recorder_.write_done(work);
    } else {
        recorder_.write_journal(work);
    }
}

}  // namespace retort::runtime
