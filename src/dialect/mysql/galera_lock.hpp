#pragma once

#include "dialect/mysql/connection.hpp"
#include "dialect/mysql/second_connection.hpp"
#include "dialect/syntax.hpp"

#include <retort/error.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace retort::dialect::mysql {

/// The lock on a Galera cluster, where GET_LOCK holds on one node alone. Row 1 of its table is
/// held by a transaction of a second connection, which the cluster sees statement by statement and
/// rolls back when the connection, its process or its node ends. Row 2 is the token: who takes over
/// raises it, so that nothing commits any more for whom it was lower.
class GaleraLock {
public:
    /// @param work the connection that migrates, which must outlive the lock
    GaleraLock(Connection& work, const TableNames& tables);
    GaleraLock(const GaleraLock&) = delete;
    GaleraLock& operator=(const GaleraLock&) = delete;
    ~GaleraLock();

    /// Waits for it; what the work connection reads then is what all nodes have committed.
    void take();
    /// @returns false when it was gone
    bool release() noexcept;

    /// Makes the open transaction of the work connection one that cannot commit when somebody has
    /// taken over before. @returns false when it has to begin again
    bool fence();
    /// For those who send a transaction as one message: what it begins with, before it reads
    /// anything, and what must then be true.
    std::string fence_sql() const;
    /// True on the server as long as nobody has taken over.
    std::string held_condition() const;
    /// That somebody has taken over.
    DatabaseError lost();

private:
    bool try_take();
    bool try_hold();
    bool try_raise();
    void open();
    void make_table();
    void make_rows();
    void read_together();
    std::string myself();
    std::string holder() noexcept;
    std::string row(int id) const;

    Connection& work_;
    std::string table_;
    OwnConnection handle_;
    std::optional<Connection> own_;
    std::string refused_;             ///< why there is none yet
    bool holds_ = false;              ///< row 1
    std::int64_t token_ = 0;          ///< 0: not raised yet
    std::optional<Value> sync_wait_;  ///< of the work connection, as it was lent
};

}  // namespace retort::dialect::mysql
