#pragma once

#include "dialect/database.hpp"

namespace retort::runtime {

/// A place in the open transaction to go back to. Where definitions cannot be rolled back it does
/// nothing. Rolls back unless it is released.
class Savepoint {
public:
    explicit Savepoint(dialect::Database& database);
    Savepoint(const Savepoint&) = delete;
    Savepoint& operator=(const Savepoint&) = delete;
    ~Savepoint() { roll_back(); }

    void release();
    /// Never throws: where the transaction is gone, so is what was done in it.
    void roll_back() noexcept;

private:
    dialect::Database& database_;
    bool open_;
};

}  // namespace retort::runtime
