#include "runtime/object_report.hpp"

#include "errors/object_state.hpp"
#include "objects/difference.hpp"
#include "runtime/object_mover.hpp"

#include <algorithm>
#include <utility>

namespace retort::runtime {
namespace {

/// The two texts that a person would compare: what the database has, and what the file says.
ObjectDifference difference_of(const ObjectView& view, ObjectStatus status, Dialect dialect) {
    ObjectDifference difference;
    const bool made = view.row && view.row->state != ObjectRow::State::foreign;
    const std::string file =
        view.wanted == nullptr ? std::string() : script::kept_text(*view.wanted->object, dialect);
    const bool altered = made && view.found && view.row->catalog_text != view.found->text &&
                         (view.wanted == nullptr || view.wanted->checksum == view.row->checksum);
    if (!view.found) {
        difference.file = file;
    } else if (altered) {
        difference.database = view.found->text;
        difference.file = view.row->catalog_text;
    } else {
        difference.database = made ? view.row->text : view.found->text;
        difference.file = file;
    }
    difference.status = std::move(status);
    difference.difference = objects::unified(difference.database, difference.file);
    return difference;
}

}  // namespace

ObjectReport::ObjectReport(dialect::Database& database, StateStore& store,
                           const Objects::Data::OfDialect* files, std::vector<Lifted> handed_over)
    : database_(database), files_(files), handed_over_(std::move(handed_over)) {
    ObjectBook book(database.dialect());
    book.expect(store.read().objects);
    views_ = look_at_objects(database.objects(), book, files);
}

ObjectStatus ObjectReport::status_of(const ObjectView& view) const {
    const ObjectJudgement judgement = judge(view);
    ObjectStatus status;
    status.kind = view.kind();
    status.name = view.name();
    status.state = judgement.state;
    status.detail = judgement.reason;
    if (status.state == ObjectState::unmanaged && !view.row && contains(handed_over_, view.id)) {
        status.detail = errors::object_made_by_scripts();
    }
    if (view.wanted != nullptr) {
        status.path = view.wanted->object->path;
        for (const std::size_t used : view.wanted->uses) {
            status.depends_on.push_back(files_->wanted[used].object->name);
        }
    } else {
        status.depends_on = view.row->depends_on;
    }
    return status;
}

std::vector<ObjectStatus> ObjectReport::statuses() const {
    std::vector<ObjectStatus> statuses;
    for (const ObjectView& view : views_) {
        statuses.push_back(status_of(view));
    }
    return statuses;
}

std::vector<ObjectDifference> ObjectReport::differences() const {
    std::vector<ObjectDifference> differences;
    for (const ObjectView& view : views_) {
        ObjectStatus status = status_of(view);
        if (status.state != ObjectState::in_sync) {
            differences.push_back(difference_of(view, std::move(status), database_.dialect()));
        }
    }
    return differences;
}

std::vector<ObjectStep> ObjectReport::steps() const {
    std::vector<ObjectStep> steps;
    for (const ObjectView& view : views_) {
        const ObjectState state = judge(view).state;
        if (view.wanted != nullptr &&
            (state == ObjectState::missing || state == ObjectState::changed ||
             state == ObjectState::invalid)) {
            steps.push_back({view.kind(), view.name(),
                             state == ObjectState::missing ? ObjectStep::Action::create
                                                           : ObjectStep::Action::replace});
        }
    }
    return steps;
}

std::vector<std::string> ObjectReport::refresh(const std::vector<std::string>& names) {
    std::vector<std::string> known;
    for (const ObjectView& view : views_) {
        known.push_back(view.name());
    }
    for (const std::string& name : names) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw errors::no_such_object(name, known);
        }
    }
    std::vector<std::string> refreshed;
    for (const ObjectView& view : views_) {
        const bool asked =
            names.empty() || std::find(names.begin(), names.end(), view.name()) != names.end();
        if (!asked || !view.found || view.kind() != ObjectKind::materialized_view) {
            continue;
        }
        const std::string statement = database_.objects().refresh(view.found->id);
        if (!statement.empty()) {
            database_.execute({statement, {}});
            refreshed.push_back(view.name());
        }
    }
    return refreshed;
}

std::vector<ObjectStep> planned_objects(const ObjectReport& report, bool unknown_recorded) {
    return unknown_recorded ? std::vector<ObjectStep>() : report.steps();
}

std::string object_problem(const ObjectStatus& status) {
    return errors::object_problem(described(status.kind, status.name),
                                  std::string(to_string(status.state)), status.detail);
}

}  // namespace retort::runtime
