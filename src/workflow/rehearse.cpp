#include <retort/backup.hpp>

#include "dialect/copied_database.hpp"
#include "workflow/backup_request.hpp"
#include "workflow/confined.hpp"

namespace retort {
namespace {

/// Counts the rows behind every step, on a session of its own.
class RowCounting : public Observer {
public:
    RowCounting(soci::session& onlooker, const Options& options)
        : database_(dialect::open(onlooker, workflow::backup_patience(options.cancel), {})),
          request_(
              workflow::backup_request(*database_, options.version_table, options.version_schema)),
          rows_(count()) {}

    void on_step_end(const StepPosition& position, std::chrono::milliseconds duration) override {
        RehearsedStep step{position.step->revision, position.step->direction, duration, {}};
        auto now = count();
        for (const RowChange& change : row_changes(rows_, now)) {
            const auto more =
                static_cast<std::int64_t>(change.after.value_or(0) - change.before.value_or(0));
            if (more != 0) {
                step.row_changes[change.table] = more;
            }
        }
        rows_ = std::move(now);
        steps_.push_back(std::move(step));
    }

    std::vector<RehearsedStep> take_steps() { return std::move(steps_); }

private:
    std::vector<TableRows> count() {
        const dialect::Reading reading(*database_);
        return dialect::counted(*database_, request_.scope, request_.state).tables;
    }

    std::unique_ptr<dialect::Database> database_;
    dialect::BackupRequest request_;
    std::vector<TableRows> rows_;
    std::vector<RehearsedStep> steps_;
};

std::unique_ptr<dialect::CopiedDatabase> copy_of(const DatabasePlace& place, const Scratch& scratch,
                                                 const RehearseOptions& options) {
    dialect::Patience patience = workflow::backup_patience(options.options.cancel);
    if (options.by_template) {
        patience.limit = options.options.lock_timeout;
        return std::make_unique<dialect::CopiedDatabase>(place, patience);
    }
    dialect::BackupRequest request;
    request.scope = dialect::scope_beside(options.options.version_table);
    request.scope.own_schema = options.options.version_schema;
    request.state = dialect::syntax(place.dialect)
                        .tables(options.options.version_schema, options.options.version_table);
    return std::make_unique<dialect::CopiedDatabase>(place, scratch, request, patience);
}

}  // namespace

Rehearsed rehearse(const DatabasePlace& place, const Scratch& scratch, const Revisions& revisions,
                   const Objects& objects, std::string_view target,
                   const RehearseOptions& options) {
    const auto copy = copy_of(place, scratch, options);
    workflow::check_confined(*dialect::open(copy->session(), {}, {}), revisions, objects);
    Options inside = options.options;
    inside.version_schema = dialect::schema_in_copy(place.dialect, inside.version_schema);
    RowCounting counting(copy->onlooker(), inside);
    inside.observer = &counting;
    RunOptions run;
    run.objects = options.objects;
    Rehearsed rehearsed;
    try {
        Migrator(copy->session(), revisions, objects, inside).upgrade(target, run);
    } catch (const Error& error) {
        rehearsed.error = error;
    }
    rehearsed.steps = counting.take_steps();
    return rehearsed;
}

}  // namespace retort
