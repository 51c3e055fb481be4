#include "runtime/packet_runner.hpp"

#include "errors/runtime.hpp"

#include <utility>

namespace retort::runtime {

using dialect::PacketOutcome;
using dialect::Statement;
using dialect::StatementKind;
using dialect::StatementPacket;

PacketRunner::PacketRunner(dialect::Database& database, Recorder& recorder, PartRunner& runner,
                           OnceRunner& once, bool at_once)
    : database_(database),
      recorder_(recorder),
      runner_(runner),
      once_(once),
      sender_(database.statement_packets()),
      at_once_(at_once) {}

/// What a script does in a transaction of its own is recorded there.
bool PacketRunner::takes(const Statement& statement) {
    return is_possible() && statement.kind != StatementKind::transaction &&
           (pending_ == Pending::transaction || !database_.in_transaction());
}

Outcome PacketRunner::run(const Work& work, const Part& part, const std::function<void()>& count) {
    const Statement& statement = once_.next(part);
    const bool in_doubt = statement.kind == StatementKind::once && !sender_->can_judge(statement);
    if ((at_once_ || (in_doubt && pending_ == Pending::transaction)) &&
        settle(work) == Outcome::changed) {
        return Outcome::changed;
    }
    announce(work, part);
    if (statement.kind == StatementKind::once) {
        return run_once(work, part, in_doubt, count);
    }
    const StatementPacket packet = packet_for(work, statement, false);
    bool recorded = false;
    const PacketOutcome outcome = send(work, packet, recorded);
    if (outcome == PacketOutcome::stays) {
        return run_once(work, part, true, count);
    }
    if (outcome == PacketOutcome::changed) {
        return Outcome::changed;
    }
    count();
    const bool is_open = database_.in_transaction();
    pending_ = is_open && packet.inside ? Pending::transaction : Pending::journal;
    return is_open && !packet.inside ? settle(work) : Outcome::done;
}

/// What commits by itself. @param at_once its record does not wait for the next message
Outcome PacketRunner::run_once(const Work& work, const Part& part, bool at_once,
                               const std::function<void()>& count) {
    const StatementPacket packet = packet_for(work, once_.next(part), true);
    bool recorded = false;
    try {
        if (send(work, packet, recorded) == PacketOutcome::changed) {
            return Outcome::changed;
        }
    } catch (...) {
        if (recorded) {
            once_.settle_failure(work, part);
        }
        throw;
    }
    count();
    pending_ = Pending::journal;
    return at_once || database_.in_transaction() ? settle(work) : Outcome::done;
}

/// Whoever stops the run here finds recorded what has run.
void PacketRunner::announce(const Work& work, const Part& part) {
    const auto done = static_cast<std::size_t>(recorder_.journal()->done);
    recorder_.announce();
    try {
        runner_.announce(work, part, done);
    } catch (...) {
        try {
            if (done > 0) {
                settle(work);
            }
        } catch (const std::exception&) {
            // The first failure is the one to report.
        }
        throw;
    }
}

/// @param begins it commits by itself
StatementPacket PacketRunner::packet_for(const Work& work, const Statement& statement,
                                         bool begins) {
    StatementPacket packet;
    packet.recorded = recorder_.recorded();
    packet.into_open = pending_ == Pending::transaction;
    if (begins) {
        recorder_.journal()->started = recorder_.journal()->done + 1;
    }
    if (begins || pending_ != Pending::nothing) {
        packet.record = recorder_.journal_record(
            work, begins ? Recorder::Fingerprint::by_server : Recorder::Fingerprint::known);
    }
    packet.then = recorder_.to_be_recorded();
    packet.statement = &statement;
    packet.inside = !begins && (statement.kind == StatementKind::plain ||
                                statement.kind == StatementKind::temporary);
    packet.fingerprint_prefix = OnceRunner::prefix_of(statement);
    return packet;
}

Outcome PacketRunner::settle(const Work& work) {
    if (pending_ == Pending::nothing) {
        return Outcome::done;
    }
    return record(work, recorder_.recorded(), recorder_.journal_record(work));
}

Outcome PacketRunner::finish(const Work& work) {
    recorder_.announce();
    return record(work, recorder_.recorded(), recorder_.done_record(work));
}

Outcome PacketRunner::record(const Work& work, dialect::Recorded recorded,
                             std::vector<dialect::Sql> statements) {
    StatementPacket packet;
    packet.recorded = std::move(recorded);
    packet.into_open = pending_ == Pending::transaction;
    packet.record = std::move(statements);
    bool is_recorded = false;
    return send(work, packet, is_recorded) == PacketOutcome::changed ? Outcome::changed
                                                                     : Outcome::done;
}

PacketOutcome PacketRunner::send(const Work& work, const StatementPacket& packet, bool& recorded) {
    pending_ = Pending::nothing;
    const auto outcome = sender_->run(packet, [&] {
        recorder_.packet_committed();
        recorded = true;
    });
    if (outcome == PacketOutcome::record_changed) {
        throw errors::record_changed(work.step.revision, work.file);
    }
    return outcome;
}

}  // namespace retort::runtime
