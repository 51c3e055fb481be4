#pragma once

#include "dialect/database.hpp"
#include "runtime/work.hpp"

#include <optional>

namespace retort::runtime {

/// The borrowed session between the parts of a run.
class SessionKeeper {
public:
    explicit SessionKeeper(dialect::Database& database) : database_(database) {}

    /// As the next part needs it; outside a transaction.
    void enforce_foreign_keys(bool enforced);
    /// Undoes what a committed part may have changed.
    void restore_after(const Part& part) noexcept;

private:
    dialect::Database& database_;
    std::optional<bool> enforced_;
};

}  // namespace retort::runtime
