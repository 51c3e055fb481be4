#pragma once

#include "dialect/postgresql/connection.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace retort::dialect::postgresql {

/// Behind a pooler: the lock of those who migrate, while statements run in no transaction. A
/// transaction on a second connection has it, and does nothing else.
class Guard {
public:
    /// Waits for the lock, until the pooler serves `work` beside this connection, and until no
    /// statement that bears the mark runs any more. Others may have changed the state until now.
    /// @throws DatabaseError
    Guard(Connection& work, std::int64_t key);
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard();

    /// A comment that the statements bear in front, whoever runs them: whose process has died may
    /// still run on the server, and is found by it.
    static std::string mark(std::int64_t key);
    const std::string& mark() const noexcept { return mark_; }

    /// A condition that holds on the server while the transaction has the lock.
    std::string holds() const;
    /// Asks the server. Never throws.
    bool is_held() noexcept;

private:
    struct Finish {
        void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    };

    void take(Connection& work);
    bool try_open(Connection& work, Polling& polling);
    bool try_take(const Patience& patience);
    void refuse(const std::string& reason);
    void make_sure_of(Connection& work);
    void wait_for_marked(Connection& work) const;

    std::unique_ptr<PGconn, Finish> connection_;  ///< null: not yet, or not any more
    std::string refused_;                         ///< why it was not to be had
    std::int64_t key_;
    std::string mark_;
    std::int64_t process_ = 0;  ///< of the server, which has the lock
};

}  // namespace retort::dialect::postgresql
