#pragma once

#include "dialect/database.hpp"
#include "runtime/foreign_key_watch.hpp"
#include "runtime/state_store.hpp"
#include "runtime/work.hpp"

#include <retort/migrator.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// Runs steps, each with its record, and nothing twice.
///
/// Every transaction first compares the recorded state with the one that the plan was made for: an
/// executor that lost a race runs nothing and says so. After an exception call abandon() and use it
/// for nothing but failed().
class Executor {
public:
    enum class Outcome {
        done,
        changed,  ///< somebody else changed the state: read it again, plan anew
    };

    Executor(dialect::Database& database, StateStore& store, soci::session& session,
             const Options& options);

    /// What the next transaction is to find.
    void expect(const StoredState& state, const Situation& situation);

    /// @param begun called once the step is this executor's to run
    Outcome run(const Work& work, const std::function<void()>& begun);
    /// `single`: commits what run() did.
    void commit_all();

    /// The recorded heads, as committed.
    const std::vector<std::string>& heads() const noexcept { return expected_.heads; }
    /// Whether something of the step in hand is committed.
    bool left_a_trace() const noexcept { return committed_journal_.has_value(); }

    bool is_dirty() const noexcept {
        return committed_journal_ && !committed_journal_->dirty.empty();
    }

    /// Rolls back. Never throws.
    void abandon() noexcept { database_.rollback(); }
    /// Records a failure in a transaction of its own. Never throws: it must not hide the failure.
    void failed(const Work& work, const std::string& detail) noexcept;

private:
    Outcome run_whole(const Work& work);

    // Steps of several parts, and parts without a transaction (executor_parts.cpp).
    Outcome run_parts(const Work& work);
    Outcome resume(const Work& work);
    Outcome wait_for_other(const Work& work, const std::string& reason);
    Outcome record_finished(const Work& work);
    Outcome run_part_inside(const Work& work, const Part& part);
    Outcome run_part_outside(const Work& work, const Part& part);
    Outcome run_function_outside(const Work& work, const Part& part);
    Outcome open_part(const Work& work, const Part& part);
    Outcome close_part(const Work& work, const Part& part);
    Outcome run_next(const Work& work, const Part& part);
    Outcome run_opening(const Work& work, const Part& part);
    Outcome run_closing(const Work& work, const Part& part);
    Outcome note_done(const Work& work, const Part& part);
    void count_statement(const Part& part);
    void count_part(const Work& work);
    void record_or_note(const Work& work);

    void run_statements(const Work& work, const Part& part);
    void run_statement(const Work& work, const Part& part, std::size_t index);
    bool is_mark_gone();
    void call(const Part& part);
    bool was_committed_under(const Work& work, const std::exception_ptr& cause);
    [[noreturn]] void transaction_lost(const Work& work, const std::exception_ptr& cause);

    bool begin_as_expected();
    void announce();
    bool is_as_expected();
    bool state_is_as_expected();
    void commit();
    bool is_committed();
    void restore_session(const Part& part) noexcept;
    void enforce(bool enforced);
    void record(const Work& work);
    void write_journal(const Work& work);
    void mark_dirty(const Work& work, const std::string& reason);
    Outcome lost();
    LogEntry entry(const Work& work, const std::string& outcome, const std::string& detail) const;
    bool single() const noexcept { return options_.transaction == TransactionMode::single; }

    dialect::Database& database_;
    StateStore& store_;
    soci::session& session_;
    const Options& options_;
    ForeignKeyWatch foreign_keys_;

    QuickState expected_;                  ///< as committed
    std::optional<std::int64_t> commits_;  ///< of others, when all of it was last compared
    AppliedDigest digest_;
    std::optional<JournalRow> committed_journal_;
    QuickState next_;  ///< as written in the open transaction
    AppliedDigest next_digest_;
    std::optional<JournalRow> journal_;
    bool journal_written_ = false;  ///< rows to delete
    CompletedText completed_;       ///< of the step in hand

    std::function<void()> begun_;  ///< empty once it was called
    std::optional<bool> enforced_;
    std::int64_t commits_at_mark_ = 0;
    std::size_t statements_before_ = 0;  ///< of the parts before the one in hand
    std::chrono::steady_clock::time_point began_;
};

}  // namespace retort::runtime
