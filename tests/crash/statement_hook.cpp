#include "statement_hook.hpp"

#include <utility>

namespace retort_test {

StatementHook::StatementHook(sqlite3* handle, Moment moment, Action action)
    : handle_(handle), action_(std::move(action)) {
    sqlite3_trace_v2(handle, moment == Moment::begin ? SQLITE_TRACE_STMT : SQLITE_TRACE_PROFILE,
                     call, this);
}

StatementHook::~StatementHook() {
    sqlite3_trace_v2(handle_, 0, nullptr, nullptr);
}

int StatementHook::call(unsigned, void* context, void*, void*) {
    auto& self = *static_cast<StatementHook*>(context);
    self.action_(++self.count_);
    return 0;
}

// The authorizer is only asked when a statement is prepared; setting it makes SQLite prepare every
// statement anew. So it is set when the statement before ends.
Refusal::Refusal(sqlite3* handle, Way way, std::size_t at)
    : handle_(handle),
      way_(way),
      at_(at),
      hook_(handle,
            way == Way::authorizer ? StatementHook::Moment::end : StatementHook::Moment::begin,
            [this](std::size_t number) { count(number); }) {
    if (way == Way::interrupt) {
        sqlite3_progress_handler(handle, 1, progress, this);
    } else if (way == Way::commit) {
        sqlite3_commit_hook(handle, committing, this);
    } else {
        count(0);
    }
}

Refusal::~Refusal() {
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    sqlite3_commit_hook(handle_, nullptr, nullptr);
    sqlite3_set_authorizer(handle_, nullptr, nullptr);
}

void Refusal::count(std::size_t number) {
    if (way_ == Way::authorizer && number + 1 == at_) {
        armed_ = true;
        sqlite3_set_authorizer(handle_, nullptr, nullptr);
        sqlite3_set_authorizer(handle_, authorize, this);
    }
    if (way_ == Way::interrupt && number == at_) {
        armed_ = true;
    }
}

bool Refusal::fire() {
    const bool fires = armed_;
    armed_ = false;
    happened_ = happened_ || fires;
    return fires;
}

int Refusal::authorize(void* context, int, const char*, const char*, const char*, const char*) {
    return static_cast<Refusal*>(context)->fire() ? SQLITE_DENY : SQLITE_OK;
}

int Refusal::progress(void* context) {
    return static_cast<Refusal*>(context)->fire() ? 1 : 0;
}

int Refusal::committing(void* context) {
    auto& self = *static_cast<Refusal*>(context);
    self.armed_ = ++self.commits_ == self.at_;
    return self.fire() ? 1 : 0;
}

}  // namespace retort_test
