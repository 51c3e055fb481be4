#pragma once

#include "runtime/foreign_key_watch.hpp"
#include "runtime/object_keeper.hpp"
#include "runtime/once_runner.hpp"
#include "runtime/outcome.hpp"
#include "runtime/packet_runner.hpp"
#include "runtime/part_runner.hpp"
#include "runtime/recorder.hpp"
#include "runtime/session_keeper.hpp"

namespace retort::runtime {

/// Runs a step that one transaction cannot hold. Its progress goes to the journal, in the same
/// transaction as what it speaks of wherever SQL allows that; a later run goes on after it.
class PartsExecutor {
public:
    /// What a run of steps shares.
    struct Tools {
        dialect::Database& database;
        Recorder& recorder;
        PartRunner& runner;
        ObjectKeeper& keeper;
        ForeignKeyWatch& foreign_keys;
        SessionKeeper& session;
        bool records_at_once;  ///< see PacketRunner
        bool ends_at_once;     ///< the end of a step is recorded before run() returns
    };
    explicit PartsExecutor(const Tools& tools);

    /// The database has been looked at: what was not recorded is no longer known of.
    void expect() noexcept { packets_.expect(); }
    /// The step whose end is not recorded; null: that is so for none.
    const Work* unrecorded() const noexcept { return packets_.unrecorded(); }

    Outcome run(const Work& work);

private:
    Outcome resume(const Work& work);
    Outcome wait_for_other(const Work& work, const std::string& reason);
    Outcome record_finished(const Work& work);

    Outcome run_part_inside(const Work& work, const Part& part);
    Outcome run_part_outside(const Work& work, const Part& part);
    Outcome run_function_outside(const Work& work, const Part& part);
    Outcome open_part(const Work& work, const Part& part);
    void replay_session(const Part& part);
    Outcome settle_begun(const Work& work, const Part& part);
    Outcome close_part(const Work& work, const Part& part);
    Outcome close_part_in_packet(const Work& work, const Part& part);
    bool end_may_wait(const Work& work, const Part& part);
    bool begins_in_packet(const Work& work);

    Outcome run_next(const Work& work, const Part& part);
    Outcome run_next_in_packet(const Work& work, const Part& part);
    Outcome put_lost_back(const Work& work);
    Outcome run_next_alone(const Work& work, const Part& part);
    bool commits_first(const dialect::Statement& statement) const;
    Outcome run_once(const Work& work, const Part& part);
    Outcome run_opening(const Work& work, const Part& part);
    Outcome run_closing(const Work& work, const Part& part);
    Outcome note_done(const Work& work, const Part& part);

    JournalRow& journal() { return *recorder_.journal(); }
    void count_statement(const Part& part);
    void count_part(const Work& work);
    void record_or_note(const Work& work);

    dialect::Database& database_;
    Recorder& recorder_;
    PartRunner& runner_;
    ObjectKeeper& keeper_;
    ForeignKeyWatch& foreign_keys_;
    SessionKeeper& session_;
    OnceRunner once_;
    PacketRunner packets_;
    bool ends_at_once_;
    CompletedText completed_;  ///< of the step in hand
};

}  // namespace retort::runtime
