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
/// pending until then, and with the note that it begins where it commits by itself.
class PacketRunner {
public:
    /// @param at_once what was run is recorded before an observer is told of the next statement
    PacketRunner(dialect::Database& database, Recorder& recorder, PartRunner& runner,
                 OnceRunner& once, bool at_once);

    bool is_possible() const noexcept { return sender_ != nullptr; }
    /// Whether the open transaction is one that a record is pending for.
    bool has_transaction() const noexcept { return pending_ == Pending::transaction; }
    /// Whether the next statement can run here.
    bool takes(const dialect::Statement& statement);

    /// The journal is as it is to be recorded, and is not yet.
    void note_journal() noexcept {
        pending_ = pending_ == Pending::nothing ? Pending::journal : pending_;
    }
    /// Runs the next statement. @param count makes the journal say that it is done
    Outcome run(const Work& work, const Part& part, const std::function<void()>& count);
    /// Records what is pending.
    Outcome settle(const Work& work);
    /// Records the step as done, with what is pending.
    Outcome finish(const Work& work);
    /// A step begins, and nothing is pending.
    void begin_step() noexcept { pending_ = Pending::nothing; }

private:
    enum class Pending {
        nothing,
        journal,      ///< of what has run outside a transaction
        transaction,  ///< is open, for the record of the statement that ran in it
    };

    void announce(const Work& work, const Part& part);
    Outcome run_once(const Work& work, const Part& part, bool at_once,
                     const std::function<void()>& count);
    dialect::StatementPacket packet_for(const Work& work, const dialect::Statement& statement,
                                        bool begins);
    Outcome record(const Work& work, dialect::Recorded recorded,
                   std::vector<dialect::Sql> statements);
    dialect::PacketOutcome send(const Work& work, const dialect::StatementPacket& packet,
                                bool& recorded);

    dialect::Database& database_;
    Recorder& recorder_;
    PartRunner& runner_;
    OnceRunner& once_;
    dialect::StatementPacketSender* sender_;
    bool at_once_;
    Pending pending_ = Pending::nothing;
};

}  // namespace retort::runtime
