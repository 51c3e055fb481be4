#pragma once

#include "dialect/database.hpp"
#include "runtime/once_runner.hpp"
#include "runtime/outcome.hpp"
#include "runtime/part_runner.hpp"
#include "runtime/recorder.hpp"

#include <functional>
#include <vector>

namespace retort::runtime {

/// Runs statements of a part in one message each: with the record of the one before, which is
/// pending until then, and with the note that it begins where it commits by itself. The one before
/// may be the last of another step; its record then says that this step is done.
class PacketRunner {
public:
    /// @param at_once what was run is recorded before an observer is told of the next statement
    PacketRunner(dialect::Database& database, Recorder& recorder, PartRunner& runner,
                 OnceRunner& once, bool at_once);

    bool is_possible() const noexcept { return sender_ != nullptr; }
    /// Whether the open transaction is one that a record is pending for.
    bool has_transaction() const noexcept { return inside_; }
    /// Whether the next statement can run here.
    bool takes(const dialect::Statement& statement);
    /// Whether the session is to be put back before a statement of another part runs.
    bool changed_session() const { return sender_->changed_session(); }

    /// The journal is as it is to be recorded, and is not yet.
    void note_journal() noexcept {
        pending_ = pending_ == Pending::nothing ? Pending::journal : pending_;
    }
    /// Runs the next statement. @param count makes the journal say that it is done
    Outcome run(const Work& work, const Part& part, const std::function<void()>& count);
    /// Records what is pending.
    Outcome settle(const Work& work);
    /// Records the step as done, with what is pending.
    /// @param waits that is pending itself then, for the first statement of the next step
    Outcome finish(const Work& work, bool waits);
    /// Forgets what is pending.
    void expect() noexcept;
    /// The step that finish() was called for, until it is recorded as done. Null: none.
    const Work* unrecorded() const noexcept { return ended_; }

private:
    enum class Pending {
        nothing,
        journal,  ///< of the step in hand
        end,      ///< of `ended_`
    };

    void announce(const Work& work, const Part& part);
    Outcome run_once(const Work& work, const Part& part, bool at_once,
                     const std::function<void()>& count);
    dialect::StatementPacket packet_for(const Work& work, const dialect::Statement& statement,
                                        bool begins);
    dialect::PacketOutcome send(const Work& work, const dialect::StatementPacket& packet,
                                bool& recorded);

    dialect::Database& database_;
    Recorder& recorder_;
    PartRunner& runner_;
    OnceRunner& once_;
    dialect::StatementPacketSender* sender_;
    bool at_once_;
    Pending pending_ = Pending::nothing;
    bool inside_ = false;  ///< a transaction is open for what is pending
    const Work* ended_ = nullptr;
    std::vector<dialect::Sql> end_;  ///< its record, while that is pending
};

}  // namespace retort::runtime
