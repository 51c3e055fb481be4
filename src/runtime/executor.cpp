#include "runtime/executor.hpp"

#include "errors/dialect.hpp"
#include "errors/runtime.hpp"
#include "runtime/clock.hpp"

#include <retort/version.hpp>

#include <utility>

namespace retort::runtime {
namespace {

/// A failure upon which the database rolls back by itself.
bool was_rolled_back(const std::exception_ptr& cause) {
    try {
        std::rethrow_exception(cause);
    } catch (const Error& error) {
        return error.kind() == ErrorKind::io || error.kind() == ErrorKind::full;
    } catch (...) {
        return false;
    }
}

}  // namespace

Executor::Executor(dialect::Database& database, StateStore& store, soci::session& session,
                   const Options& options)
    : database_(database),
      store_(store),
      session_(session),
      options_(options),
      foreign_keys_(database, database.default_schema()) {}

void Executor::expect(const StoredState& state, const Situation& situation) {
    expected_ = state.quick;
    commits_.reset();
    digest_ = digest_of(situation.rows);
    committed_journal_ = state.journal;
    next_ = expected_;
    next_digest_ = digest_;
    journal_ = committed_journal_;
    journal_written_ = journal_.has_value();
}

Executor::Outcome Executor::run(const Work& work, const std::function<void()>& begun) {
    begun_ = begun;
    began_ = std::chrono::steady_clock::now();
    statements_before_ = 0;
    return work.is_whole() && !committed_journal_ ? run_whole(work) : run_parts(work);
}

Executor::Outcome Executor::run_whole(const Work& work) {
    const Part* part = work.parts.empty() ? nullptr : &work.parts.front();
    if (!database_.in_transaction()) {
        enforce(part != nullptr && part->enforced);
        if (!begin_as_expected()) {
            return lost();
        }
    }
    announce();
    if (part != nullptr) {
        if (part->function != nullptr) {
            // If the function commits behind the engine's back, this row is committed with it.
            journal_ = JournalRow{work.step.revision, work.step.direction, 0, 0, {}, 1, {}, {}, {}};
            write_journal(work);
        }
        if (!part->enforced) {
            foreign_keys_.before();
        }
        run_statements(work, *part);
    }
    record(work);
    if (part != nullptr && !part->enforced) {
        foreign_keys_.after(*part, work);
    } else {
        foreign_keys_.forget();
    }
    if (!single()) {
        commit();
        if (part != nullptr) {
            restore_session(*part);
        }
    }
    return Outcome::done;
}

void Executor::commit_all() {
    if (database_.in_transaction()) {
        commit();
    }
}

void Executor::run_statements(const Work& work, const Part& part) {
    commits_at_mark_ = database_.commits();
    database_.set_mark();
    std::exception_ptr failure;
    try {
        if (part.function != nullptr) {
            call(part);
        }
        for (std::size_t i = 0; i < part.statements.size(); ++i) {
            run_statement(work, part, i);
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (failure == nullptr) {
        if (!database_.take_mark()) {
            transaction_lost(work, failure);
        }
        return;
    }
    const bool database_rolled_back = part.function == nullptr && !database_.in_transaction();
    if (!database_rolled_back && is_mark_gone()) {
        transaction_lost(work, failure);
    }
    std::rethrow_exception(failure);
}

/// After a failure, which a second one must not hide.
bool Executor::is_mark_gone() {
    try {
        return !database_.take_mark();
    } catch (const Error&) {
        return false;
    }
}

void Executor::run_statement(const Work& work, const Part& part, std::size_t index) {
    if (options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed)) {
        throw errors::cancelled();
    }
    const dialect::Statement& statement = part.statements[index];
    if (options_.observer != nullptr) {
        options_.observer->on_statement(
            {work.step.revision, work.file, statement.line, statements_before_ + index + 1});
    }
    database_.run(statement);
}

void Executor::call(const Part& part) {
    try {
        (*part.function)(session_);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw errors::script_refused(database_.refusal_of(error), {}, 0);
    }
}

/// Whether a part whose transaction is gone may have committed something.
bool Executor::was_committed_under(const Work& work, const std::exception_ptr& cause) {
    if (database_.commits() == commits_at_mark_) {
        return false;
    }
    if (cause == nullptr || !was_rolled_back(cause)) {
        return true;
    }
    // That counts like a commit. A commit of the part itself would have taken the journal along.
    try {
        const auto row = store_.read_quick().row;
        return row && row->open_step == open_step_name(work.step.direction, work.step.revision);
    } catch (const Error&) {
        return false;
    }
}

void Executor::transaction_lost(const Work& work, const std::exception_ptr& cause) {
    database_.rollback();
    if (was_committed_under(work, cause)) {
        mark_dirty(work, "it ended the engine's transaction, so that part of it may be committed");
    } else if (cause != nullptr) {
        std::rethrow_exception(cause);
    }
    throw errors::transaction_ended(work.step.revision, work.file);
}

void Executor::announce() {
    if (begun_) {
        std::exchange(begun_, nullptr)();
    }
}

bool Executor::begin_as_expected() {
    database_.begin();
    if (is_as_expected()) {
        announce();
        return true;
    }
    database_.rollback();
    return false;
}

/// Where nobody else has committed, all but the heads is as this executor left it.
bool Executor::state_is_as_expected() {
    const std::int64_t commits = store_.foreign_commits();
    if (commits_ == commits) {
        return store_.read_heads() == expected_.heads;
    }
    if (!(store_.read_quick() == expected_)) {
        return false;
    }
    commits_ = commits;
    return true;
}

bool Executor::is_as_expected() {
    if (!state_is_as_expected()) {
        return false;
    }
    if (!committed_journal_) {
        return true;
    }
    const auto rows = database_.query(store_.sql().read_journal());
    return rows.size() == 1 && journal_row(rows.front()).same_progress(*committed_journal_);
}

void Executor::commit() {
    try {
        database_.commit();
    } catch (const DatabaseError&) {
        if (!is_committed()) {
            throw;
        }
    }
    expected_ = next_;
    digest_ = next_digest_;
    committed_journal_ = journal_;
    journal_written_ = journal_.has_value();
}

/// A commit can fail after it took effect: when the removed journal could not be made durable.
bool Executor::is_committed() {
    database_.rollback();
    try {
        const StoredState found = store_.read();
        return found.quick == next_ && found.journal.has_value() == journal_.has_value() &&
               (!journal_ || found.journal->same_progress(*journal_));
    } catch (const Error&) {
        return false;
    }
}

Executor::Outcome Executor::lost() {
    // Whoever holds the lock is waited for, so that planning anew finds something new.
    database_.begin();
    database_.rollback();
    foreign_keys_.forget();
    return Outcome::changed;
}

void Executor::restore_session(const Part& part) noexcept {
    if (part.no_transaction) {
        enforced_.reset();  // it may have set the pragma itself
    }
    if (part.function != nullptr) {
        database_.restore_session({});
    }
    for (const script::Section* section : part.sections) {
        if (!section->text.empty()) {
            database_.restore_session(section->text);
        }
    }
}

void Executor::enforce(bool enforced) {
    if (enforced_ != enforced) {
        database_.enforce_foreign_keys(enforced);
        enforced_ = enforced;
    }
}

LogEntry Executor::entry(const Work& work, const std::string& outcome,
                         const std::string& detail) const {
    LogEntry entry;
    entry.revision = work.step.revision;
    entry.action = std::string(to_string(work.step.direction));
    entry.at = now();
    entry.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::steady_clock::now() - began_)
                            .count();
    entry.checksum = work.step.direction == Direction::upgrade ? work.row.upgrade_checksum
                                                               : work.row.downgrade_checksum;
    entry.outcome = outcome;
    entry.heads_before = expected_.heads;
    entry.heads_after = expected_.heads;
    entry.retort = version();
    entry.detail = detail;
    return entry;
}

void Executor::record(const Work& work) {
    if (store_.read_heads() != next_.heads) {
        throw errors::record_changed(work.step.revision, work.file);
    }
    LogEntry log = entry(work, "done", {});
    log.heads_before = next_.heads;
    log.heads_after = work.step.heads_after;
    const auto member = AppliedDigest::member(work.row.id, work.row.upgrade_checksum);
    store_.run(store_.sql().move_heads(next_.heads, work.step.heads_after));
    if (work.step.direction == Direction::upgrade) {
        AppliedRow row = work.row;
        row.applied_at = log.at;
        store_.run(store_.sql().insert_applied(row));
        next_digest_.add(member);
    } else {
        store_.run(store_.sql().delete_applied(work.row.id));
        next_digest_.remove(member);
    }
    store_.run(store_.sql().insert_history(log));
    next_.heads = work.step.heads_after;
    next_.row->applied_digest = next_digest_.text();
    next_.row->open_step.clear();
    store_.run(store_.sql().update_state(*next_.row));
    if (journal_written_) {
        store_.run(store_.sql().delete_journal());
        journal_written_ = false;
    }
    journal_.reset();
}

void Executor::write_journal(const Work& work) {
    const std::string open = open_step_name(work.step.direction, work.step.revision);
    if (next_.row->open_step != open) {
        next_.row->open_step = open;
        store_.run(store_.sql().update_state(*next_.row));
    }
    if (journal_written_) {
        store_.run(store_.sql().delete_journal());
    }
    journal_->at = now();
    store_.run(store_.sql().insert_journal(*journal_));
    journal_written_ = true;
}

void Executor::mark_dirty(const Work& work, const std::string& reason) {
    database_.rollback();
    database_.begin();
    const StoredState found = store_.read();
    StateRow row = found.quick.row.value_or(StateRow{});
    row.open_step = open_step_name(work.step.direction, work.step.revision);
    JournalRow journal = found.journal.value_or(
        JournalRow{work.step.revision, work.step.direction, 0, 0, {}, 0, {}, {}, {}});
    journal.dirty = reason;
    journal.at = now();
    store_.run(store_.sql().update_state(row));
    store_.run(store_.sql().delete_journal());
    store_.run(store_.sql().insert_journal(journal));
    store_.run(store_.sql().insert_history(entry(work, "dirty", reason)));
    database_.commit();
    committed_journal_ = journal;
}

void Executor::failed(const Work& work, const std::string& detail) noexcept {
    try {
        if (!database_.try_begin()) {
            return;
        }
        LogEntry log = entry(work, "failed", detail);
        log.heads_before = store_.read_heads();
        log.heads_after = log.heads_before;
        store_.run(store_.sql().insert_history(log));
        database_.commit();
    } catch (const std::exception&) {
        database_.rollback();
    }
}

}  // namespace retort::runtime
