#pragma once

#include "dialect/database.hpp"

namespace retort::runtime {

/// The lock of those who migrate, held for a scope.
class Lock {
public:
    Lock(dialect::Database& database, const dialect::TableNames& tables)
        : database_(database), held_(database.lock(tables)) {}
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock() {
        if (held_) {
            database_.unlock();
        }
    }
    /// Others may have changed the state until it was taken.
    bool was_waited_for() const noexcept { return held_; }
    /// @throws DatabaseError when somebody else could have had it meanwhile
    void release();

private:
    dialect::Database& database_;
    bool held_;
};

/// What keeps other migrators from statements that run in no transaction, held for a scope.
class Outside {
public:
    explicit Outside(dialect::Database& database)
        : database_(database), was_waited_for_(database.begin_outside()) {}
    Outside(const Outside&) = delete;
    Outside& operator=(const Outside&) = delete;
    ~Outside() { database_.end_outside(); }
    /// Others may have changed the state until it was taken.
    bool was_waited_for() const noexcept { return was_waited_for_; }

private:
    dialect::Database& database_;
    bool was_waited_for_;
};

}  // namespace retort::runtime
