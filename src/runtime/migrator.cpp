#include <retort/migrator.hpp>

#include "dialect/database.hpp"
#include "errors/runtime.hpp"
#include "runtime/heads.hpp"
#include "runtime/lifted.hpp"
#include "runtime/object_report.hpp"
#include "runtime/planning.hpp"
#include "runtime/refusals.hpp"
#include "runtime/run.hpp"
#include "runtime/upkeep.hpp"

#include <utility>

namespace retort {

Observer::~Observer() = default;

struct Migrator::Impl {
    soci::session& session;
    Revisions revisions;
    Objects objects;
    Options options;

    dialect::Patience patience(std::chrono::milliseconds limit) const {
        dialect::Patience patience{limit, options.cancel, {}, options.statement_lock_timeout};
        if (options.observer != nullptr) {
            patience.on_waiting = [this, limit](std::chrono::milliseconds waited,
                                                const std::string& holder) {
                options.observer->on_waiting({waited, limit, holder});
            };
        }
        return patience;
    }
    std::function<void(const std::string&)> on_notice() const {
        if (options.observer == nullptr) {
            return {};
        }
        return [this](const std::string& notice) {
            try {
                options.observer->on_notice(notice);
            } catch (...) {
                // The header says so.
            }
        };
    }
    std::unique_ptr<dialect::Database> open(std::chrono::milliseconds limit) const {
        auto database = dialect::open(session, patience(limit), on_notice());
        if (database->in_transaction()) {
            throw errors::session_in_transaction();
        }
        return database;
    }

    /// Null: there are none.
    const Objects::Data::OfDialect* files(const dialect::Database& database) const {
        return objects.are_managed() ? &objects.data().of(database.dialect()) : nullptr;
    }

    /// The session, seen as its dialect's database for the length of one call.
    struct Call {
        explicit Call(Impl& impl) : Call(impl, impl.options.lock_timeout) {}
        /// @param limit of its waiting
        Call(Impl& impl, std::chrono::milliseconds limit)
            : database(impl.open(limit)),
              store(*database, impl.options.version_schema, impl.options.version_table) {}

        runtime::ObjectReport report(const Impl& impl) {
            const Objects::Data::OfDialect* files = impl.files(*database);
            const auto& data = impl.revisions.data();
            std::vector<runtime::Lifted> handed_over;
            if (files != nullptr && !data.graph.data().pool->baselines.empty()) {
                const Dialect dialect = database->dialect();
                const auto situation = runtime::assess(data, dialect, store.read());
                fewer_files = runtime::without(
                    *files, runtime::held_back(data, situation.graph, situation.heads, dialect));
                files = &*fewer_files;
                handed_over = runtime::handed_over(data, situation.known, situation.heads, dialect);
            }
            return {*database, store, files, std::move(handed_over)};
        }

        std::unique_ptr<dialect::Database> database;
        runtime::StateStore store;
        std::optional<Objects::Data::OfDialect> fewer_files;  ///< that are managed now
    };
};

Migrator::Migrator(soci::session& session, Revisions revisions, Options options)
    : Migrator(session, std::move(revisions), Objects(), std::move(options)) {}

Migrator::Migrator(soci::session& session, Revisions revisions, Objects objects, Options options)
    : impl_(new Impl{session, std::move(revisions), {}, std::move(options)}) {
    impl_->objects = runtime::counted(std::move(objects), impl_->revisions);
    if (impl_->options.version_table.empty() || impl_->options.version_table == "retort") {
        throw errors::reserved_version_table(impl_->options.version_table);
    }
}

Migrator::~Migrator() = default;

const Revisions& Migrator::revisions() const noexcept {
    return impl_->revisions;
}

Plan Migrator::upgrade(std::string_view target, const RunOptions& options) {
    Impl::Call call(*impl_);
    return runtime::Run(*call.database, call.store, impl_->session, impl_->revisions.data(),
                        options.objects ? impl_->files(*call.database) : nullptr, impl_->options)
        .upgrade(target, options);
}

Plan Migrator::downgrade(std::string_view target, const RunOptions& options) {
    Impl::Call call(*impl_);
    return runtime::Run(*call.database, call.store, impl_->session, impl_->revisions.data(),
                        options.objects ? impl_->files(*call.database) : nullptr, impl_->options)
        .downgrade(target, options);
}

Plan Migrator::plan(Direction direction, std::string_view target) {
    Impl::Call call(*impl_);
    const auto situation =
        runtime::assess(impl_->revisions.data(), call.database->dialect(), call.store.read());
    Plan plan =
        runtime::plan_for(impl_->revisions.data(), situation, impl_->options, direction, target)
            .plan;
    runtime::warn_of_empty_steps(impl_->revisions.data(), call.database->dialect(), plan,
                                 impl_->options.observer);
    plan.objects = runtime::planned_objects(call.report(*impl_), situation.is_unknown());
    return plan;
}

std::vector<std::string> Migrator::stamp(const std::vector<std::string>& targets, bool purge) {
    Impl::Call call(*impl_);
    return runtime::stamp(*call.database, call.store, impl_->revisions.data(), targets, purge);
}

void Migrator::repair(const Repair& repair) {
    Impl::Call call(*impl_);
    runtime::repair(*call.database, call.store, impl_->revisions.data(), repair);
}

CurrentState Migrator::current() {
    Impl::Call call(*impl_);
    const auto& data = impl_->revisions.data();
    const auto stored = call.store.read();
    const auto situation = runtime::assess(data, call.database->dialect(), stored);
    CurrentState current;
    current.current = runtime::current_heads(data, situation, stored.quick.heads);
    for (const Graph::Index head : data.graph.target_heads()) {
        current.heads.push_back(data.graph[head].id);
    }
    current.pending = runtime::pending(data, situation);
    for (const std::string& head : current.current) {
        if (!data.find(head)) {
            current.unknown.push_back(head);
        }
    }
    return current;
}

std::vector<HistoryEntry> Migrator::history() {
    Impl::Call call(*impl_);
    const auto& data = impl_->revisions.data();
    const Dialect dialect = call.database->dialect();
    const auto situation = runtime::assess(data, dialect, call.store.read());
    std::vector<HistoryEntry> entries;
    for (auto i = static_cast<Graph::Index>(data.graph.size()); i-- > 0;) {
        entries.push_back({i, situation.is_applied(data.graph[i].id),
                           !data.has_downgrade(data.number(i), dialect)});
    }
    return entries;
}

std::vector<LogEntry> Migrator::log() {
    Impl::Call call(*impl_);
    return call.store.read_history();
}

std::vector<Problem> Migrator::check() {
    Impl::Call call(*impl_);
    const auto& data = impl_->revisions.data();
    const auto stored = call.store.read();
    const auto situation = runtime::assess(data, call.database->dialect(), stored);
    auto problems = runtime::problems(data, stored, situation, runtime::pending(data, situation));
    if (!impl_->objects.are_managed()) {
        return problems;  // those of another program are its own business
    }
    for (const ObjectStatus& status : call.report(*impl_).statuses()) {
        if (status.state != ObjectState::in_sync) {
            problems.push_back({"object", {}, runtime::object_problem(status)});
        }
    }
    return problems;
}

std::vector<ObjectStatus> Migrator::objects() {
    Impl::Call call(*impl_);
    return call.report(*impl_).statuses();
}

std::vector<ObjectDifference> Migrator::diff_objects() {
    Impl::Call call(*impl_);
    return call.report(*impl_).differences();
}

std::vector<ObjectStep> Migrator::sync_objects(const SyncOptions& options) {
    Impl::Call call(*impl_);
    return runtime::Run(*call.database, call.store, impl_->session, impl_->revisions.data(),
                        impl_->files(*call.database), impl_->options)
        .sync_objects(options);
}

std::vector<std::string> Migrator::refresh_objects(const std::vector<std::string>& names) {
    Impl::Call call(*impl_);
    return call.report(*impl_).refresh(names);
}

void Migrator::require_heads() {
    Impl::Call call(*impl_);
    const auto error = runtime::short_of_heads(impl_->revisions.data(), call.database->dialect(),
                                               call.store, impl_->options.unknown);
    if (error) {
        throw DatabaseError(*error);
    }
}

void Migrator::wait_for_heads(std::chrono::milliseconds timeout) {
    const auto look = [&](std::chrono::milliseconds limit) {
        Impl::Call call(*impl_, limit);
        return runtime::short_of_heads(impl_->revisions.data(), call.database->dialect(),
                                       call.store, impl_->options.unknown);
    };
    runtime::wait_for_heads(impl_->patience(timeout), look);
}

}  // namespace retort
