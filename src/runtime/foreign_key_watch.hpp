#pragma once

#include "dialect/database.hpp"
#include "runtime/work.hpp"

#include <cstdint>
#include <string>

namespace retort::runtime {

/// Watches the foreign keys that a run does not enforce, across its steps.
class ForeignKeyWatch {
public:
    ForeignKeyWatch(dialect::Database& database, std::string schema);

    /// Inside a transaction, before it changes anything.
    void before();
    /// As an earlier run of the same part stored it.
    void before(const std::string& stored);
    const std::string& state() const noexcept { return state_; }

    /// Inside a transaction, before it commits. @throws DatabaseError (kind foreign_key)
    void after(const Part& part, const Work& work);
    /// What is known no longer holds.
    void forget() noexcept { known_ = false; }

private:
    dialect::Database& database_;
    std::string schema_;
    std::string state_;
    bool known_ = false;
    std::int64_t commits_ = 0;  ///< of others, when the state was read
};

}  // namespace retort::runtime
