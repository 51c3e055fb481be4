#include "dialect/polling.hpp"

#include "errors/dialect.hpp"

#include <algorithm>
#include <random>
#include <thread>
#include <utility>

namespace retort::dialect {
namespace {

constexpr std::chrono::milliseconds report_every{1000};

std::chrono::microseconds nap(const Naps& naps) {
    using std::chrono::microseconds;
    thread_local std::minstd_rand random(std::random_device{}());
    std::uniform_int_distribution<microseconds::rep> length(microseconds(naps.least).count(),
                                                            microseconds(naps.most).count());
    return microseconds(length(random));
}

}  // namespace

void Patience::check_cancelled() const {
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
        throw errors::cancelled();
    }
}

Polling::Polling(const Patience& patience, std::function<std::string()> holder, Naps naps)
    : patience_(patience),
      holder_(std::move(holder)),
      naps_(naps),
      start_(std::chrono::steady_clock::now()),
      reported_(start_ - report_every) {}

std::chrono::milliseconds Polling::waited() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 start_);
}

bool Polling::again() {
    patience_.check_cancelled();
    const auto now = std::chrono::steady_clock::now();
    if (now - start_ >= patience_.limit) {
        return false;
    }
    if (patience_.on_waiting && now - reported_ >= report_every) {
        reported_ = now;
        patience_.on_waiting(waited(), holder_ ? holder_() : std::string());
    }
    std::this_thread::sleep_for(
        std::min<std::chrono::nanoseconds>(nap(naps_), start_ + patience_.limit - now));
    return true;
}

bool Polling::rest(std::chrono::milliseconds length) {
    const auto end = std::chrono::steady_clock::now() + length;
    do {
        if (!again()) {
            return false;
        }
    } while (std::chrono::steady_clock::now() < end);
    return true;
}

}  // namespace retort::dialect
