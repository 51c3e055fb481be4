#include "dialect/polling.hpp"

#include "errors/dialect.hpp"

#include <random>
#include <thread>
#include <utility>

namespace retort::dialect {
namespace {

constexpr std::chrono::milliseconds report_every{1000};

std::chrono::microseconds nap() {
    thread_local std::minstd_rand random(std::random_device{}());
    return std::chrono::microseconds(std::uniform_int_distribution<int>(1'000, 10'000)(random));
}

}  // namespace

void Patience::check_cancelled() const {
    if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) {
        throw errors::cancelled();
    }
}

Polling::Polling(const Patience& patience, std::function<std::string()> holder)
    : patience_(patience),
      holder_(std::move(holder)),
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
    std::this_thread::sleep_for(nap());
    return true;
}

}  // namespace retort::dialect
