#include "runtime/foreign_key_watch.hpp"

#include "errors/runtime.hpp"

#include <algorithm>
#include <utility>

namespace retort::runtime {

ForeignKeyWatch::ForeignKeyWatch(dialect::Database& database, std::string schema)
    : database_(database), schema_(std::move(schema)) {}

void ForeignKeyWatch::before() {
    const std::int64_t commits = database_.foreign_commits(schema_);
    if (!known_ || commits != commits_) {
        state_ = database_.foreign_keys(schema_);
        known_ = true;
        commits_ = commits;
    }
}

void ForeignKeyWatch::before(const std::string& stored) {
    state_ = stored;
    known_ = false;
}

void ForeignKeyWatch::after(const Part& part, const Work& work) {
    const bool may_break =
        part.function != nullptr ||
        std::any_of(part.sections.begin(), part.sections.end(),
                    [&](const script::Section* section) {
                        return database_.may_break_foreign_keys(section->text, state_);
                    });
    if (!may_break) {
        return;
    }
    std::string now = database_.foreign_keys(schema_);
    const auto complaints = database_.newly_broken(state_, now);
    if (!complaints.empty()) {
        throw errors::foreign_keys_broken(work.step.revision, work.file, complaints);
    }
    state_ = std::move(now);
}

}  // namespace retort::runtime
