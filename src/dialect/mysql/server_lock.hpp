#pragma once

#include "dialect/mysql/connection.hpp"
#include "dialect/syntax.hpp"

#include <string>

namespace retort::dialect::mysql {

/// The lock of those who migrate the same state tables: a named one of the server, which ends with
/// its session.
class ServerLock {
public:
    explicit ServerLock(Connection& connection) : connection_(connection) {}

    /// Waits for it. @throws DatabaseError when the server's locks are not enough
    void take(const TableNames& tables);
    /// @returns false when it was gone
    bool release() noexcept;
    bool is_held() const noexcept { return !name_.empty(); }
    /// An SQL condition that holds as long as it does.
    std::string held_condition() const;

private:
    void refuse_cluster();
    bool try_take(const std::string& name);
    std::string holder(const std::string& name);

    Connection& connection_;
    std::string name_;  ///< of the one that is held
};

}  // namespace retort::dialect::mysql
