#include "runtime/executor.hpp"

#include <algorithm>

namespace retort::runtime {
namespace {

bool makes_temporary(const std::vector<dialect::Statement>& statements) {
    return std::any_of(statements.begin(), statements.end(), [](const auto& statement) {
        return statement.kind == dialect::StatementKind::temporary;
    });
}

bool wants_statements(const Options& options) {
    return options.observer != nullptr && options.observer->wants_statements();
}

}  // namespace

Executor::Executor(dialect::Database& database, StateStore& store, soci::session& session,
                   const Objects::Data::OfDialect* files, const Options& options)
    : database_(database),
      recorder_(database, store),
      keeper_(database, recorder_, options.observer),
      sync_(database, recorder_, keeper_, files),
      runner_(database, recorder_, keeper_, session, options),
      foreign_keys_(database, database.syntax().default_schema()),
      session_(database),
      parts_({database, recorder_, runner_, keeper_, foreign_keys_, session_,
              wants_statements(options), options.observer != nullptr}),
      retries_(database, options),
      files_(files),
      single_(options.transaction == TransactionMode::single),
      packets_(!single_ && !wants_statements(options)) {}

void Executor::expect(const StoredState& state, const Situation& situation) {
    recorder_.expect(state, situation);
    keeper_.expect();
    parts_.expect();
}

const Work& Executor::stopped_at() const noexcept {
    const Work* const unrecorded = parts_.unrecorded();
    return unrecorded == nullptr ? *in_hand_ : *unrecorded;
}

void Executor::note_names() {
    if (files_ != nullptr || !recorder_.objects().empty()) {
        database_.objects().note_names();
    }
}

Outcome Executor::run(const Work& work, const std::function<void()>& begun) {
    in_hand_ = &work;
    recorder_.begin_step(work, begun);
    runner_.begin_step();
    try {
        const Outcome outcome = try_run(work);
        if (outcome == Outcome::changed) {
            // Whoever holds the lock is waited for, so that planning anew finds something new.
            recorder_.wait_for_others();
            foreign_keys_.forget();
        } else if (!single_) {
            retries_.succeeded();
            called_function_ = false;
        }
        return outcome;
    } catch (const DatabaseError& error) {
        database_.rollback();
        if (!may_run_again(work) || !retries_.wait(work, error)) {
            throw;
        }
        foreign_keys_.forget();
        return Outcome::changed;
    }
}

Outcome Executor::try_run(const Work& work) {
    if (work.step.kind != StepKind::revision) {
        return run_exchange(work);
    }
    const bool in_statements = !single_ && database_.statement_packets() != nullptr;
    const bool whole = work.is_whole() && !left_a_trace() && !in_statements;
    if (whole) {
        return run_whole(work);
    }
    return bring_used_alone(work) == Outcome::changed ? Outcome::changed : parts_.run(work);
}

/// What is rolled back, or goes on where it was. A function's effects need not be the database's,
/// and temporary tables are taken for lost.
bool Executor::may_run_again(const Work& work) const {
    return !called_function_ && !is_dirty() &&
           std::none_of(work.parts.begin(), work.parts.end(), [](const Part& part) {
               return part.function != nullptr ||
                      (part.no_transaction && makes_temporary(part.statements));
           });
}

Outcome Executor::run_whole(const Work& work) {
    const Part* part = work.parts.empty() ? nullptr : &work.parts.front();
    return part != nullptr && may_be_packet(work, *part) ? run_packet(work, *part)
                                                         : run_in_transaction(work, part);
}

Outcome Executor::run_in_transaction(const Work& work, const Part* part) {
    if (!database_.in_transaction()) {
        session_.enforce_foreign_keys(part != nullptr && part->enforced);
        if (!recorder_.begin_as_expected()) {
            return Outcome::changed;
        }
    }
    recorder_.announce();
    if (part != nullptr) {
        run_only_part(work, *part);
    } else {
        recorder_.write_done(work);
        foreign_keys_.forget();
    }
    if (!single_) {
        recorder_.commit();
        if (part != nullptr) {
            session_.restore_after(*part);
        }
    }
    return Outcome::done;
}

/// Rows for rows, and objects that are no longer managed.
Outcome Executor::run_exchange(const Work& work) {
    const bool whole = database_.syntax().ddl_is_transactional();
    if (!whole) {
        restore(work);
    }
    if (!database_.in_transaction() && !recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    recorder_.announce();
    if (whole) {
        restore(work);
    }
    for (const Lifted& lifted : work.released) {
        if (const auto* entry = recorder_.objects().find(lifted.id)) {
            recorder_.objects().erase(script::ObjectId(entry->id));
        }
    }
    recorder_.write_objects();
    recorder_.write_done(work);
    foreign_keys_.forget();
    if (!single_) {
        recorder_.commit();
    }
    return Outcome::done;
}

void Executor::restore(const Work& work) {
    if (work.released.empty()) {
        return;
    }
    keeper_.begin();
    for (const Lifted& lifted : work.released) {
        sync_.restore(lifted);
    }
    keeper_.put_back();
}

/// A message is sent whole: nothing can be taken out of the way of one of its statements.
bool Executor::may_be_packet(const Work& work, const Part& part) const {
    return packets_ && part.function == nullptr && database_.packets() != nullptr &&
           work.uses.empty() && !keeper_.may_meet(work) &&
           !(work.next == nullptr && wish_ && sync_.is_pending());
}

Outcome Executor::run_packet(const Work& work, const Part& part) {
    recorder_.announce();
    try {
        if (!runner_.run_packet(work)) {
            return Outcome::changed;
        }
    } catch (const DatabaseError& error) {
        if (!keeper_.can_help(error)) {
            throw;
        }
        database_.rollback();
        recorder_.packet_rolled_back();
        return run_in_transaction(work, &part);
    }
    session_.restore_after(part);
    return Outcome::done;
}

void Executor::bring_used(const Work& work) {
    for (const script::ObjectName& used : work.uses) {
        const auto id = used_object(used, database_.dialect());
        if (id && files_ != nullptr && files_->find(*id) != nullptr) {
            sync_.bring(*id);
        }
    }
}

/// Before a step of several transactions.
Outcome Executor::bring_used_alone(const Work& work) {
    if (work.uses.empty() || left_a_trace()) {
        return Outcome::done;
    }
    keeper_.begin();
    if (!database_.syntax().ddl_is_transactional()) {
        bring_used(work);
        return Outcome::done;
    }
    if (!recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    bring_used(work);
    keeper_.put_back();
    recorder_.write_objects();
    recorder_.commit();
    return Outcome::done;
}

void Executor::settle_objects_inside(const Work& work) {
    const bool touched = !keeper_.mover().down().empty() || keeper_.may_meet(work);
    if (work.next == nullptr && wish_ && (touched || sync_.is_pending())) {
        sync_.apply(*wish_);
        sync_.report(*wish_);
        objects_settled_ = true;
    } else {
        keeper_.put_back();
        recorder_.write_objects();
    }
}

/// Behind a pooler others may be at the objects while they are looked at: apply() looks again when
/// nobody is.
bool Executor::objects_may_have_work(const ObjectSync::Wish& wish) {
    try {
        const bool any = sync_.has_work(wish);
        sync_.report(wish);
        return any;
    } catch (const DatabaseError& error) {
        if (!is_about_object(database_, error)) {
            throw;
        }
        return true;
    }
}

Outcome Executor::settle_objects(const ObjectSync::Wish& wish) {
    if (objects_settled_) {
        return Outcome::done;
    }
    if (!objects_may_have_work(wish)) {
        return Outcome::done;
    }
    keeper_.begin();
    if (database_.syntax().ddl_is_transactional() && !recorder_.begin_as_expected()) {
        return Outcome::changed;
    }
    if (sync_.apply(wish) == Outcome::changed) {
        return Outcome::changed;
    }
    if (database_.in_transaction()) {
        recorder_.commit();
    }
    database_.restore_session({});
    return Outcome::done;
}

void Executor::run_only_part(const Work& work, const Part& part) {
    if (part.function != nullptr) {
        called_function_ = true;
        // If the function commits behind the engine's back, this row is committed with it.
        recorder_.start_journal(work);
        recorder_.journal()->started = 1;
        recorder_.write_journal(work);
    }
    if (!part.enforced) {
        foreign_keys_.before();
    }
    keeper_.begin();
    bring_used(work);
    runner_.run_inside(work, part);
    settle_objects_inside(work);
    recorder_.write_done(work);
    if (part.enforced) {
        foreign_keys_.forget();
    } else {
        foreign_keys_.after(part, work);
    }
}

void Executor::commit_all() {
    if (database_.in_transaction()) {
        recorder_.commit();
    }
}

}  // namespace retort::runtime
