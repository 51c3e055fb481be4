#pragma once

#include "runtime/foreign_key_watch.hpp"
#include "runtime/lock_retries.hpp"
#include "runtime/object_sync.hpp"
#include "runtime/part_runner.hpp"
#include "runtime/parts_executor.hpp"
#include "runtime/recorder.hpp"
#include "runtime/session_keeper.hpp"

#include <retort/migrator.hpp>

#include <functional>
#include <string>
#include <vector>

namespace retort::runtime {

/// Runs steps, each with its record, and nothing twice.
///
/// An executor that lost a race runs nothing and says so; one whose statement did not get its lock
/// in time has rolled back, waited, and says the same. After an exception call abandon() and use it
/// for nothing but what it knows and failed().
class Executor {
public:
    /// @param files null: objects are not brought to their files
    Executor(dialect::Database& database, StateStore& store, soci::session& session,
             const Objects::Data::OfDialect* files, const Options& options);

    /// What the next transaction is to find.
    void expect(const StoredState& state, const Situation& situation);
    /// Where the server takes it, the end of a step is recorded with the beginning of the next one,
    /// `work.next`. @param begun called once the step is this executor's to run
    Outcome run(const Work& work, const std::function<void()>& begun);
    /// `single`: commits what run() did.
    void commit_all();

    /// The last step of a run brings the objects to their files, in its transaction where it can.
    void close_with(const ObjectSync::Wish& wish) { wish_ = wish; }
    /// What is left of that, or all of it where no step did.
    Outcome settle_objects(const ObjectSync::Wish& wish);
    /// Names in objects mean what they do now, before a script runs.
    void note_names();
    ObjectSync& objects() noexcept { return sync_; }
    const ObjectBook& book() noexcept { return recorder_.objects(); }
    void objects_failed(const std::string& detail) noexcept {
        recorder_.write_failed_objects(detail);
    }

    /// The recorded heads, as committed.
    const std::vector<std::string>& heads() const noexcept { return recorder_.heads(); }
    /// Where run() did not say `done`: the step that it was called for, or the one before, whose
    /// end is not recorded.
    const Work& stopped_at() const noexcept;
    /// Whether something of the step that it stopped at is committed.
    bool left_a_trace() const noexcept { return recorder_.committed_journal().has_value(); }
    bool is_dirty() const noexcept {
        return left_a_trace() && !recorder_.committed_journal()->dirty.empty();
    }

    /// Rolls back. Never throws.
    void abandon() noexcept { database_.rollback(); }
    void failed(const Work& work, const std::string& detail) noexcept {
        recorder_.write_failed(work, detail);
    }

private:
    Outcome try_run(const Work& work);
    bool may_run_again(const Work& work) const;
    Outcome run_whole(const Work& work);
    bool may_be_packet(const Work& work, const Part& part) const;
    Outcome run_packet(const Work& work, const Part& part);
    Outcome run_in_transaction(const Work& work, const Part* part);
    Outcome run_exchange(const Work& work);
    void restore(const Work& work);
    void bring_used(const Work& work);
    Outcome bring_used_alone(const Work& work);
    bool objects_may_have_work(const ObjectSync::Wish& wish);
    void settle_objects_inside(const Work& work);
    void run_only_part(const Work& work, const Part& part);

    dialect::Database& database_;
    Recorder recorder_;
    ObjectKeeper keeper_;
    ObjectSync sync_;
    PartRunner runner_;
    ForeignKeyWatch foreign_keys_;
    SessionKeeper session_;
    PartsExecutor parts_;
    LockRetries retries_;
    const Objects::Data::OfDialect* files_;
    std::optional<ObjectSync::Wish> wish_;
    const Work* in_hand_ = nullptr;
    bool objects_settled_ = false;  ///< by the last step, in its transaction
    bool single_;
    bool packets_;
    bool called_function_ = false;  ///< in the open transaction
};

}  // namespace retort::runtime
