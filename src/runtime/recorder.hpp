#pragma once

#include "runtime/applied_digest.hpp"
#include "runtime/object_book.hpp"
#include "runtime/situation.hpp"
#include "runtime/state_store.hpp"
#include "runtime/work.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// Writes the record of a run's steps into their transactions, and knows what it is: as committed,
/// and as written in the open transaction.
///
/// Every transaction first compares the recorded state with the one that the plan was made for.
class Recorder {
public:
    Recorder(dialect::Database& database, StateStore& store);

    /// What the next transaction is to find.
    void expect(const StoredState& state, const Situation& situation);
    /// @param begun called once, when the step is found to be this run's
    void begin_step(const Work& work, std::function<void()> begun);
    void announce();

    /// Waits until no transaction of others changes the state.
    void wait_for_others();
    /// @returns false, in no transaction, when the state is not the one expected
    bool begin_as_expected();
    bool is_as_expected();
    /// Also settles whether a commit that failed took effect.
    void commit();
    /// After a script ended its own transaction: whether the record was committed with it.
    bool was_committed();

    /// @throws DatabaseError when the script changed the recorded heads itself
    void refuse_changed_heads(const Work& work);
    /// The step is done. @throws DatabaseError when the script changed the record itself
    void write_done(const Work& work);

    // For messages that hold a record. Call packet_committed() when it is.
    /// A step of one part as one message.
    dialect::Packet packet(const Work& work);
    /// What write_journal() and write_done() write.
    enum class Fingerprint { known, by_server };
    std::vector<dialect::Sql> journal_record(const Work& work,
                                             Fingerprint fingerprint = Fingerprint::known);
    std::vector<dialect::Sql> done_record(const Work& work) { return done(work, TimedBy::client); }
    /// As committed, and as it is with the records that were asked for.
    dialect::Recorded recorded() const;
    dialect::Recorded to_be_recorded() const;
    void packet_committed() { accept(); }
    /// It failed, and is to be run in another way.
    void packet_rolled_back();

    // Steps of several parts.
    /// The progress of the step; empty when it has none, or is done.
    std::optional<JournalRow>& journal() noexcept { return journal_; }
    const std::optional<JournalRow>& committed_journal() const noexcept {
        return committed_journal_;
    }
    /// Where the server computed it.
    void read_fingerprint();
    void start_journal(const Work& work);
    void write_journal(const Work& work);

    // Replaceable objects.
    ObjectBook& objects() noexcept { return objects_; }
    /// Writes what has changed of them, with log entries for `done`.
    void write_objects(const std::vector<ObjectStep>& done = {});

    /// Rolls back, and records in a transaction of its own that nobody knows how far the step came.
    void mark_dirty(const Work& work, const std::string& reason);
    /// Records a failure in a transaction of its own. Never throws: it must not hide the failure.
    void write_failed(const Work& work, const std::string& detail) noexcept;
    /// The same for the objects of a run.
    void write_failed_objects(const std::string& detail) noexcept;

    /// The recorded heads, as committed.
    const std::vector<std::string>& heads() const noexcept { return expected_.heads; }
    /// Whether the database says that the step is under way.
    bool is_recorded_as_open(const Work& work) noexcept;

private:
    bool state_is_as_expected();
    bool took_effect();
    void accept();
    enum class TimedBy { client, server };
    std::vector<dialect::Sql> done(const Work& work, TimedBy timed_by);
    std::vector<dialect::Sql> exchanged(const Work& work);
    LogEntry entry(const Work& work, const std::string& outcome, const std::string& detail) const;
    LogEntry object_entry(const std::string& outcome, const std::string& detail) const;
    void write_failed(LogEntry entry) noexcept;

    dialect::Database& database_;
    StateStore& store_;

    QuickState expected_;                  ///< as committed
    std::optional<std::int64_t> commits_;  ///< of others, when all of it was last compared
    AppliedDigest digest_;
    std::optional<JournalRow> committed_journal_;
    QuickState next_;  ///< as written in the open transaction
    AppliedDigest next_digest_;
    std::optional<JournalRow> next_journal_;
    std::optional<JournalRow> journal_;  ///< not written yet, perhaps
    ObjectBook objects_;

    std::function<void()> begun_;  ///< empty once it was called
    std::map<std::string, std::chrono::steady_clock::time_point> began_;  ///< revisions
};

}  // namespace retort::runtime
