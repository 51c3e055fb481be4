#include "runtime/part_runner.hpp"

#include "errors/dialect.hpp"
#include "errors/runtime.hpp"

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

PartRunner::PartRunner(dialect::Database& database, Recorder& recorder, ObjectKeeper& keeper,
                       soci::session& session, const Options& options)
    : database_(database),
      recorder_(recorder),
      keeper_(keeper),
      session_(session),
      options_(options) {}

void PartRunner::run_inside(const Work& work, const Part& part) {
    database_.set_mark();
    std::exception_ptr failure;
    try {
        if (part.function != nullptr) {
            call(part);
            keeper_.look_for_lost();
        }
        for (std::size_t i = 0; i < part.statements.size(); ++i) {
            run_statement_inside(work, part, i);
        }
        if (database_.transaction_failed()) {
            throw errors::commit_rolled_back();
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
    fail(work, part, failure);
}

void PartRunner::fail(const Work& work, const Part& part, const std::exception_ptr& failure) {
    const bool database_rolled_back = part.function == nullptr && !database_.in_transaction();
    if (!database_rolled_back && is_mark_gone()) {
        transaction_lost(work, failure);
    }
    std::rethrow_exception(failure);
}

bool PartRunner::run_packet(const Work& work) {
    refuse_cancelled();
    const dialect::Packet packet = recorder_.packet(work);
    auto outcome = dialect::PacketOutcome::changed;
    try {
        outcome = database_.packets()->run(packet);
    } catch (...) {
        fail(work, work.parts.front(), std::current_exception());
    }
    switch (outcome) {
        case dialect::PacketOutcome::changed:
            return false;
        case dialect::PacketOutcome::mark_gone:
            transaction_lost(work, nullptr);
        case dialect::PacketOutcome::record_changed:
            throw errors::record_changed(work.step.revision, work.file);
        case dialect::PacketOutcome::done:
        case dialect::PacketOutcome::stays:
            break;
    }
    recorder_.packet_committed();
    return true;
}

void PartRunner::run_statement(const Work& work, const Part& part, std::size_t index) {
    announce(work, part, index);
    database_.run(part.statements[index]);
}

void PartRunner::run_statement_inside(const Work& work, const Part& part, std::size_t index) {
    announce(work, part, index);
    const dialect::Statement& statement = part.statements[index];
    keeper_.run(statement, [&] { database_.run(statement); });
}

void PartRunner::announce(const Work& work, const Part& part, std::size_t index) {
    refuse_cancelled();
    if (options_.observer != nullptr) {
        options_.observer->on_statement({work.step.revision, work.file, part.statements[index].line,
                                         statements_before_ + index + 1});
    }
}

void PartRunner::refuse_cancelled() const {
    if (options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed)) {
        throw errors::cancelled();
    }
}

void PartRunner::call(const Part& part) {
    try {
        (*part.function)(session_);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& error) {
        throw errors::script_refused(database_.refusal_of(error), {}, 0);
    }
}

/// After a failure, which a second one must not hide.
bool PartRunner::is_mark_gone() {
    try {
        return !database_.take_mark();
    } catch (const Error&) {
        return false;
    }
}

bool PartRunner::may_have_committed(const Work& work, const std::exception_ptr& cause) {
    if (!database_.committed_since_mark()) {
        return false;
    }
    if (cause == nullptr || !was_rolled_back(cause)) {
        return true;
    }
    // That counts like a commit. A commit of the part itself would have taken the journal along.
    return recorder_.is_recorded_as_open(work);
}

void PartRunner::transaction_lost(const Work& work, const std::exception_ptr& cause) {
    database_.rollback();
    if (may_have_committed(work, cause)) {
        recorder_.mark_dirty(
            work, "it ended the engine's transaction, so that part of it may be committed");
    } else if (cause != nullptr) {
        std::rethrow_exception(cause);
    }
    throw errors::transaction_ended(work.step.revision, work.file);
}

}  // namespace retort::runtime
