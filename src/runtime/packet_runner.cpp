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
           (inside_ || !database_.in_transaction());
}

Outcome PacketRunner::run(const Work& work, const Part& part, const std::function<void()>& count) {
    const Statement& statement = once_.next(part);
    const bool in_doubt = statement.kind == StatementKind::once && !sender_->can_judge(statement);
    if ((at_once_ || (in_doubt && inside_)) && settle(work) == Outcome::changed) {
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
    pending_ = Pending::journal;
    inside_ = is_open && packet.inside;
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
            if (done > 0 || pending_ == Pending::end) {
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
    packet.into_open = inside_;
    if (pending_ == Pending::end) {
        packet.record = std::exchange(end_, {});
    }
    if (begins) {
        recorder_.journal()->started = recorder_.journal()->done + 1;
    }
    if (begins || pending_ == Pending::journal) {
        const auto journal = recorder_.journal_record(
            work, begins ? Recorder::Fingerprint::by_server : Recorder::Fingerprint::known);
        packet.record.insert(packet.record.end(), journal.begin(), journal.end());
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
    StatementPacket packet;
    packet.recorded = recorder_.recorded();
    packet.into_open = inside_;
    packet.record =
        pending_ == Pending::end ? std::exchange(end_, {}) : recorder_.journal_record(work);
    bool recorded = false;
    return send(work, packet, recorded) == PacketOutcome::changed ? Outcome::changed
                                                                  : Outcome::done;
}

Outcome PacketRunner::finish(const Work& work, bool waits) {
    recorder_.announce();
    end_ = recorder_.done_record(work);
    ended_ = &work;
    pending_ = Pending::end;
    return waits ? Outcome::done : settle(work);
}

void PacketRunner::expect() noexcept {
    pending_ = Pending::nothing;
    inside_ = false;
    ended_ = nullptr;
}

/// What fails before the record is committed is a failure of the step that this ends.
PacketOutcome PacketRunner::send(const Work& work, const StatementPacket& packet, bool& recorded) {
    pending_ = Pending::nothing;
    inside_ = false;
    auto outcome = PacketOutcome::changed;
    try {
        outcome = sender_->run(packet, [&] {
            recorder_.packet_committed();
            ended_ = nullptr;
            recorded = true;
        });
    } catch (const DatabaseError& error) {
        if (ended_ != nullptr && packet.statement != nullptr &&
            error.kind() == ErrorKind::connection) {
            throw errors::end_in_doubt(error);
        }
        throw;
    }
    if (outcome == PacketOutcome::record_changed) {
        const Work& changing = ended_ == nullptr ? work : *ended_;
        throw errors::record_changed(changing.step.revision, changing.file);
    }
    return outcome;
}

}  // namespace retort::runtime
