#pragma once

#include "dialect/mysql/connection.hpp"
#include "dialect/mysql/galera_lock.hpp"
#include "dialect/syntax.hpp"

#include <retort/error.hpp>

#include <memory>
#include <string>

namespace retort::dialect::mysql {

/// The lock of those who migrate the same state tables: a named one of the server, which ends with
/// its session; on a cluster, one of all nodes.
class ServerLock {
public:
    explicit ServerLock(Connection& connection) : connection_(connection) {}

    /// Waits for it.
    void take(const TableNames& tables);
    /// @returns false when it was gone
    bool release() noexcept;
    bool is_held() const noexcept { return !name_.empty() || cluster_ != nullptr; }

    /// Called in each transaction that changes the state, while the lock is held or not: one that
    /// has lost it to another cannot commit. @returns false when it has to begin again
    /// @throws DatabaseError when another has it
    bool fence() { return cluster_ == nullptr || cluster_->fence(); }
    /// The same for those who send the transaction as one message: what it begins with, before it
    /// reads anything; empty: nothing.
    std::string fence_sql() const { return cluster_ ? cluster_->fence_sql() : std::string(); }
    /// An SQL condition that holds as long as the lock does.
    std::string held_condition() const;
    /// What to say where it does not hold; outside a transaction.
    DatabaseError lost();

private:
    bool is_on_cluster();
    void take_on_cluster(const TableNames& tables);
    void take_on_server(const std::string& name);
    bool try_take(const std::string& name);
    std::string holder(const std::string& name);

    Connection& connection_;
    std::string name_;  ///< of the one that is held
    std::unique_ptr<GaleraLock> cluster_;
};

}  // namespace retort::dialect::mysql
