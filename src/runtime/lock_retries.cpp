#include "runtime/lock_retries.hpp"

#include "errors/runtime.hpp"

#include <algorithm>
#include <random>

namespace retort::runtime {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{100};
constexpr milliseconds longest_pause{5'000};
constexpr dialect::Naps naps{milliseconds(5), milliseconds(25)};

/// Twice as long each time, less up to a half, so that those who started together part.
milliseconds pause_after(std::size_t tries) {
    thread_local std::minstd_rand random(std::random_device{}());
    const auto longest =
        std::min(first_pause * (std::size_t{1} << std::min<std::size_t>(tries - 1, 10)),
                 std::chrono::duration<std::size_t, std::milli>(longest_pause));
    std::uniform_int_distribution<std::size_t> length(longest.count() / 2, longest.count());
    return milliseconds(length(random));
}

}  // namespace

LockRetries::LockRetries(dialect::Database& database, const Options& options)
    : database_(database),
      observer_(options.observer),
      patience_{options.lock_timeout, options.cancel, {}, options.statement_lock_timeout} {}

bool LockRetries::wait(const Work& work, const DatabaseError& error) {
    if (!database_.gave_up_queueing(error)) {
        return false;
    }
    ++tries_;
    if (!polling_) {
        polling_.emplace(patience_, nullptr, naps);
    }
    const milliseconds waited = polling_->waited();
    const std::string holders = database_.lock_holders();
    if (waited < patience_.limit && observer_ != nullptr) {
        observer_->on_retry({work.step.revision, work.file, error.facts().line, tries_, waited,
                             patience_.limit, holders});
    }
    if (waited >= patience_.limit || !polling_->rest(pause_after(tries_))) {
        throw errors::never_got_lock(error, tries_, polling_->waited(), holders);
    }
    return true;
}

void LockRetries::succeeded() {
    tries_ = 0;
    polling_.reset();
}

}  // namespace retort::runtime
