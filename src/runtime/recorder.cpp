#include "runtime/recorder.hpp"

#include "errors/runtime.hpp"
#include "runtime/clock.hpp"

#include <retort/version.hpp>

#include <utility>

namespace retort::runtime {
namespace {

JournalRow no_progress(const Work& work) {
    return {work.step.revision, work.step.direction, 0, 0, {}, 0, {}, {}, {}, {}};
}

dialect::Recorded recorded_as(const dialect::TableNames& tables, const QuickState& state,
                              const std::optional<JournalRow>& journal) {
    dialect::Recorded recorded;
    recorded.tables = tables;
    recorded.heads = state.heads;
    recorded.state = {state.row->format, state.row->applied_digest, state.row->object_digest,
                      dialect::text_or_null(state.row->open_step)};
    if (journal) {
        recorded.journal = {journal->id,      std::string(to_string(journal->direction)),
                            journal->part,    journal->done,
                            journal->started, dialect::text_or_null(journal->dirty)};
    }
    return recorded;
}

}  // namespace

Recorder::Recorder(dialect::Database& database, StateStore& store)
    : database_(database), store_(store), objects_(database.dialect()) {}

void Recorder::expect(const StoredState& state, const Situation& situation) {
    expected_ = state.quick;
    commits_.reset();
    digest_ = digest_of(situation.rows);
    committed_journal_ = state.journal;
    next_ = expected_;
    next_digest_ = digest_;
    journal_ = committed_journal_;
    next_journal_ = journal_;
    objects_.expect(state.objects);
}

void Recorder::begin_step(const Work& work, std::function<void()> begun) {
    begun_ = std::move(begun);
    began_[work.step.revision] = std::chrono::steady_clock::now();
}

void Recorder::announce() {
    if (begun_) {
        std::exchange(begun_, nullptr)();
    }
}

void Recorder::wait_for_others() {
    store_.begin();
    database_.rollback();
}

bool Recorder::begin_as_expected() {
    store_.begin();
    objects_.reset();
    if (is_as_expected()) {
        announce();
        return true;
    }
    database_.rollback();
    return false;
}

/// Where nobody else has committed, all but the heads is as this run left it.
bool Recorder::state_is_as_expected() {
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

bool Recorder::is_as_expected() {
    return state_is_as_expected() &&
           (!committed_journal_ || store_.has_progress(*committed_journal_));
}

void Recorder::commit() {
    try {
        database_.commit();
    } catch (const DatabaseError&) {
        if (!took_effect()) {
            throw;
        }
    }
    accept();
}

/// A commit can fail after it took effect: when the removed journal could not be made durable.
bool Recorder::took_effect() {
    database_.rollback();
    try {
        const StoredState found = store_.read();
        return found.quick == next_ && found.journal.has_value() == next_journal_.has_value() &&
               (!next_journal_ || found.journal->same_progress(*next_journal_));
    } catch (const Error&) {
        return false;
    }
}

bool Recorder::was_committed() {
    if (!store_.has_progress(*journal_)) {
        return false;
    }
    accept();
    return true;
}

void Recorder::accept() {
    expected_ = next_;
    digest_ = next_digest_;
    committed_journal_ = next_journal_;
    objects_.committed();
}

LogEntry Recorder::entry(const Work& work, const std::string& outcome,
                         const std::string& detail) const {
    LogEntry entry;
    entry.revision = work.step.revision;
    entry.action = std::string(work.step.kind == StepKind::revision ? to_string(work.step.direction)
                                                                    : to_string(work.step.kind));
    entry.at = now();
    entry.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                            std::chrono::steady_clock::now() - began_.at(work.step.revision))
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

void Recorder::refuse_changed_heads(const Work& work) {
    if (store_.read_heads() != next_.heads) {
        throw errors::record_changed(work.step.revision, work.file);
    }
}

void Recorder::write_done(const Work& work) {
    refuse_changed_heads(work);
    for (const dialect::Sql& statement : done(work, TimedBy::client)) {
        store_.run(statement);
    }
}

dialect::Packet Recorder::packet(const Work& work) {
    next_ = expected_;
    next_digest_ = digest_;
    return {recorded(), work.parts.front().statements, done(work, TimedBy::server)};
}

void Recorder::packet_rolled_back() {
    next_ = expected_;
    next_digest_ = digest_;
    journal_ = committed_journal_;
    next_journal_ = committed_journal_;
}

dialect::Recorded Recorder::recorded() const {
    return recorded_as(store_.sql().tables(), expected_, committed_journal_);
}

dialect::Recorded Recorder::to_be_recorded() const {
    return recorded_as(store_.sql().tables(), next_, next_journal_);
}

/// The statements that record the step as done, as if they were run.
std::vector<dialect::Sql> Recorder::done(const Work& work, TimedBy timed_by) {
    if (work.step.kind != StepKind::revision) {
        return exchanged(work);
    }
    const StateSql& sql = store_.sql();
    LogEntry log = entry(work, "done", {});
    log.heads_before = next_.heads;
    log.heads_after = work.step.heads_after;
    const auto member = AppliedDigest::member(work.row.id, work.row.upgrade_checksum);
    std::vector<dialect::Sql> statements = sql.move_heads(next_.heads, work.step.heads_after);
    if (work.step.direction == Direction::upgrade) {
        AppliedRow row = work.row;
        row.applied_at = log.at;
        statements.push_back(sql.insert_applied(row));
        next_digest_.add(member);
    } else {
        statements.push_back(sql.delete_applied(work.row.id));
        next_digest_.remove(member);
    }
    statements.push_back(timed_by == TimedBy::server ? sql.insert_timed_history(log)
                                                     : sql.insert_history(log));
    next_.heads = work.step.heads_after;
    next_.row->applied_digest = next_digest_.text();
    next_.row->open_step.clear();
    statements.push_back(sql.update_state(*next_.row));
    if (next_journal_) {
        statements.push_back(sql.delete_journal());
    }
    next_journal_.reset();
    journal_.reset();
    return statements;
}

/// A squash or unsquash. A step under way stays so: it runs nothing.
std::vector<dialect::Sql> Recorder::exchanged(const Work& work) {
    const StateSql& sql = store_.sql();
    LogEntry log = entry(work, "done", {});
    log.heads_before = next_.heads;
    log.heads_after = work.step.heads_after;
    std::vector<dialect::Sql> statements = sql.move_heads(next_.heads, work.step.heads_after);
    for (const AppliedRow& row : work.taken_out) {
        statements.push_back(sql.delete_applied(row.id));
        next_digest_.remove(AppliedDigest::member(row.id, row.upgrade_checksum));
    }
    for (AppliedRow row : work.put_in) {
        row.applied_at = log.at;
        statements.push_back(sql.insert_applied(row));
        next_digest_.add(AppliedDigest::member(row.id, row.upgrade_checksum));
    }
    statements.push_back(sql.insert_history(log));
    next_.heads = work.step.heads_after;
    next_.row->applied_digest = next_digest_.text();
    statements.push_back(sql.update_state(*next_.row));
    return statements;
}

void Recorder::start_journal(const Work& work) {
    journal_ = no_progress(work);
}

void Recorder::read_fingerprint() {
    if (const auto row = store_.read_journal()) {
        journal_->fingerprint = row->fingerprint;
    }
}

void Recorder::write_journal(const Work& work) {
    store_.run(journal_record(work));
}

std::vector<dialect::Sql> Recorder::journal_record(const Work& work, Fingerprint fingerprint) {
    const StateSql& sql = store_.sql();
    std::vector<dialect::Sql> statements;
    const std::string open = open_step_name(work.step.direction, work.step.revision);
    if (next_.row->open_step != open) {
        next_.row->open_step = open;
        statements.push_back(sql.update_state(*next_.row));
    }
    if (next_journal_) {
        statements.push_back(sql.delete_journal());
    }
    journal_->at = now();
    statements.push_back(fingerprint == Fingerprint::by_server ? sql.insert_begun_journal(*journal_)
                                                               : sql.insert_journal(*journal_));
    next_journal_ = journal_;
    return statements;
}

LogEntry Recorder::object_entry(const std::string& outcome, const std::string& detail) const {
    LogEntry log;
    log.action = "object";
    log.at = now();
    log.outcome = outcome;
    log.heads_before = next_.heads;
    log.heads_after = next_.heads;
    log.retort = version();
    log.detail = detail;
    return log;
}

void Recorder::write_objects(const std::vector<ObjectStep>& done) {
    const StateSql& sql = store_.sql();
    store_.run(objects_.changes(sql));
    objects_.written();
    for (const ObjectStep& step : done) {
        store_.run(sql.insert_history(
            object_entry("done", std::string(to_string(step.action)) + " " +
                                     std::string(to_string(step.kind)) + " " + step.name)));
    }
    const std::string digest = objects_.digest();
    if (next_.row->object_digest != digest) {
        next_.row->object_digest = digest;
        store_.run(sql.update_state(*next_.row));
    }
}

void Recorder::mark_dirty(const Work& work, const std::string& reason) {
    database_.rollback();
    store_.begin();
    const StoredState found = store_.read();
    StateRow row = found.quick.row.value_or(StateRow{});
    row.open_step = open_step_name(work.step.direction, work.step.revision);
    JournalRow journal = found.journal.value_or(no_progress(work));
    journal.dirty = reason;
    journal.at = now();
    store_.run(store_.sql().update_state(row));
    store_.run(store_.sql().delete_journal());
    store_.run(store_.sql().insert_journal(journal));
    store_.run(store_.sql().insert_history(entry(work, "dirty", reason)));
    database_.commit();
    committed_journal_ = journal;
}

void Recorder::write_failed(const Work& work, const std::string& detail) noexcept {
    try {
        write_failed(entry(work, "failed", detail));
    } catch (const std::exception&) {
        // Out of memory.
    }
}

void Recorder::write_failed_objects(const std::string& detail) noexcept {
    try {
        write_failed(object_entry("failed", detail));
    } catch (const std::exception&) {
        // Out of memory.
    }
}

void Recorder::write_failed(LogEntry log) noexcept {
    try {
        if (!store_.try_begin()) {
            return;
        }
        log.heads_before = store_.read_heads();
        log.heads_after = log.heads_before;
        store_.run(store_.sql().insert_history(log));
        database_.commit();
    } catch (const std::exception&) {
        database_.rollback();
    }
}

bool Recorder::is_recorded_as_open(const Work& work) noexcept {
    try {
        const auto row = store_.read_quick().row;
        return row && row->open_step == open_step_name(work.step.direction, work.step.revision);
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace retort::runtime
