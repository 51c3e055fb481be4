// Steps that one transaction cannot hold: progress goes to the journal, in the same transaction as
// what it speaks of wherever SQL allows that.
#include "errors/runtime.hpp"
#include "runtime/executor.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

using dialect::StatementKind;

std::size_t position(std::int64_t number) {
    return static_cast<std::size_t>(number);
}

}  // namespace

Executor::Outcome Executor::run_parts(const Work& work) {
    if (committed_journal_) {
        if (resume(work) == Outcome::changed) {
            return lost();
        }
    } else {
        journal_ = JournalRow{work.step.revision, work.step.direction, 0, 0, {}, 0, {}, {}, {}};
    }
    completed_ = CompletedText(work, position(journal_->part), position(journal_->done));
    while (journal_ && position(journal_->part) < work.parts.size()) {
        const Part& part = work.parts[position(journal_->part)];
        enforce(part.enforced);
        const Outcome outcome =
            part.no_transaction ? run_part_outside(work, part) : run_part_inside(work, part);
        if (outcome == Outcome::changed) {
            return lost();
        }
        statements_before_ += part.statements.size();
    }
    return journal_ ? record_finished(work) : Outcome::done;
}

/// Every part had run before, and those that had not are gone from the script.
Executor::Outcome Executor::record_finished(const Work& work) {
    if (!begin_as_expected()) {
        return lost();
    }
    record(work);
    commit();
    return Outcome::done;
}

/// A step that only its own process can finish. It may be at it: what it records tells, and only it
/// may call the step dirty.
Executor::Outcome Executor::wait_for_other(const Work& work, const std::string& reason) {
    if (database_.wait_while([&] { return is_as_expected(); })) {
        return Outcome::changed;
    }
    throw errors::dirty(
        work.step.revision,
        errors::dirty_sentence(work.step.revision, std::string(to_string(work.step.direction)),
                               reason));
}

Executor::Outcome Executor::resume(const Work& work) {
    if (journal_->started != 0) {
        return wait_for_other(
            work,
            "it began, and another process is at it or was interrupted in a place "
            "where nobody knows what it did");
    }
    const std::size_t parts = position(journal_->part);
    const std::size_t done = position(journal_->done);
    if (parts > work.parts.size() ||
        CompletedText(work, parts, done).checksum() != journal_->done_checksum) {
        throw errors::edited_in_progress(work.step.revision, work.file);
    }
    for (std::size_t i = 0; i < parts; ++i) {
        statements_before_ += work.parts[i].statements.size();
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

Executor::Outcome Executor::run_part_inside(const Work& work, const Part& part) {
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced) {
        foreign_keys_.before();
    }
    run_statements(work, part);
    count_part(work);
    record_or_note(work);
    if (part.enforced) {
        foreign_keys_.forget();
    } else {
        foreign_keys_.after(part, work);
    }
    commit();
    restore_session(part);
    return Outcome::done;
}

Executor::Outcome Executor::run_part_outside(const Work& work, const Part& part) {
    if (part.function != nullptr) {
        return run_function_outside(work, part);
    }
    if (open_part(work, part) == Outcome::changed) {
        return Outcome::changed;
    }
    while (position(journal_->done) < part.statements.size()) {
        if (run_next(work, part) == Outcome::changed) {
            return Outcome::changed;
        }
    }
    if (database_.in_transaction()) {
        throw errors::transaction_left_open(work.step.revision, work.file);
    }
    return close_part(work, part);
}

/// The first time: notes what the foreign keys are. Later: makes the session what it was.
Executor::Outcome Executor::open_part(const Work& work, const Part& part) {
    const bool resumed = committed_journal_ && committed_journal_->part == journal_->part &&
                         !committed_journal_->context.empty();
    if (resumed) {
        foreign_keys_.before(journal_->context.substr(1));
        for (std::size_t i = 0; i < position(journal_->done); ++i) {
            if (part.statements[i].kind == StatementKind::session) {
                database_.run(part.statements[i]);
            }
        }
        return Outcome::done;
    }
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced) {
        foreign_keys_.before();
    }
    journal_->context = "=" + foreign_keys_.state();
    journal_->done_checksum = completed_.checksum();
    write_journal(work);
    commit();
    return Outcome::done;
}

Executor::Outcome Executor::close_part(const Work& work, const Part& part) {
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    if (!part.enforced && part.function == nullptr) {
        foreign_keys_.after(part, work);
    }
    foreign_keys_.forget();
    count_part(work);
    record_or_note(work);
    commit();
    restore_session(part);
    return Outcome::done;
}

Executor::Outcome Executor::run_function_outside(const Work& work, const Part& part) {
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    journal_->started = 1;
    write_journal(work);
    commit();
    try {
        call(part);
    } catch (...) {
        mark_dirty(work, "its function failed, and nobody knows how far it came");
        throw;
    }
    if (database_.in_transaction()) {
        mark_dirty(work, "its function left a transaction open, which was rolled back");
        throw errors::transaction_left_open(work.step.revision, work.file);
    }
    journal_->started = 0;
    return close_part(work, part);
}

Executor::Outcome Executor::run_next(const Work& work, const Part& part) {
    const auto index = position(journal_->done);
    const StatementKind kind = part.statements[index].kind;
    const bool inside = database_.in_transaction();
    if (kind == StatementKind::transaction) {
        return inside ? run_closing(work, part) : run_opening(work, part);
    }
    if (inside) {
        run_statement(work, part, index);
        count_statement(part);
        write_journal(work);
        return Outcome::done;
    }
    if (kind == StatementKind::session || kind == StatementKind::standalone) {
        run_statement(work, part, index);
        return note_done(work, part);
    }
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    run_statement(work, part, index);
    count_statement(part);
    write_journal(work);
    commit();
    return Outcome::done;
}

/// The script begins a transaction of its own: the record of its statements goes into it.
Executor::Outcome Executor::run_opening(const Work& work, const Part& part) {
    run_statement(work, part, position(journal_->done));
    if (!database_.in_transaction()) {
        return note_done(work, part);
    }
    try {
        if (is_as_expected()) {
            count_statement(part);
            write_journal(work);
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
Executor::Outcome Executor::run_closing(const Work& work, const Part& part) {
    const std::size_t index = position(journal_->done);
    count_statement(part);
    write_journal(work);
    run_statement(work, part, index);
    if (database_.in_transaction()) {
        // After ROLLBACK TO the record must be written again.
        write_journal(work);
        return Outcome::done;
    }
    const auto rows = database_.query(store_.sql().read_journal());
    if (rows.size() == 1 && journal_row(rows.front()).same_progress(*journal_)) {
        expected_ = next_;
        committed_journal_ = journal_;
        return Outcome::done;
    }
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    write_journal(work);
    commit();
    return Outcome::done;
}

/// Records a statement that has run outside any transaction, and that may run again.
Executor::Outcome Executor::note_done(const Work& work, const Part& part) {
    if (!begin_as_expected()) {
        return Outcome::changed;
    }
    count_statement(part);
    write_journal(work);
    commit();
    return Outcome::done;
}

void Executor::count_statement(const Part& part) {
    completed_.add(part, position(journal_->done));
    ++journal_->done;
    journal_->done_checksum = completed_.checksum();
}

void Executor::count_part(const Work& work) {
    ++journal_->part;
    journal_->done = 0;
    journal_->started = 0;
    journal_->context.clear();
    completed_ = CompletedText(work, position(journal_->part), 0);
    journal_->done_checksum = completed_.checksum();
}

void Executor::record_or_note(const Work& work) {
    if (position(journal_->part) == work.parts.size()) {
        record(work);
    } else {
        write_journal(work);
    }
}

}  // namespace retort::runtime
