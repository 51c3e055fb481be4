#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

namespace retort::dialect {

/// How long to wait for others, and how to be called off.
struct Patience {
    std::chrono::milliseconds limit{0};
    const std::atomic<bool>* cancel = nullptr;
    /// @param holder who is waited for, where the server can tell
    std::function<void(std::chrono::milliseconds waited, const std::string& holder)> on_waiting;
    /// How long a statement of a script may queue for a lock, where the database can bound that.
    /// 0: as it is set.
    std::chrono::milliseconds statement_limit{0};

    /// @throws Error (kind cancelled)
    void check_cancelled() const;
};

/// How long a nap may be.
struct Naps {
    std::chrono::milliseconds least{1};
    std::chrono::milliseconds most{10};
};

/// Waits for one thing: short naps with jitter until the patience ends.
class Polling {
public:
    /// @param patience must outlive the polling
    /// @param holder asked when somebody is told of the waiting; may be empty
    explicit Polling(const Patience& patience, std::function<std::string()> holder = {},
                     Naps naps = {});
    /// Sleeps a little. @returns false when the limit is reached. @throws Error (kind cancelled)
    bool again();
    /// Many of them. @returns false when the limit was reached first
    bool rest(std::chrono::milliseconds length);
    std::chrono::milliseconds waited() const;

private:
    const Patience& patience_;
    std::function<std::string()> holder_;
    Naps naps_;
    std::chrono::steady_clock::time_point start_;
    std::chrono::steady_clock::time_point reported_;
};

}  // namespace retort::dialect
