#pragma once

#include "dialect/database.hpp"
#include "runtime/work.hpp"

#include <retort/migrator.hpp>

#include <cstddef>
#include <optional>

namespace retort::runtime {

/// For a step whose statement gave up queueing for a lock: waits until it may be run again.
class LockRetries {
public:
    LockRetries(dialect::Database& database, const Options& options);

    /// After the step was rolled back. @returns false: it failed for another reason
    /// @throws DatabaseError when it has been tried for as long as may be waited
    bool wait(const Work& work, const DatabaseError& error);
    /// Something is committed: what follows may be waited for anew.
    void succeeded();

private:
    dialect::Database& database_;
    Observer* observer_;
    dialect::Patience patience_;
    std::size_t tries_ = 0;
    std::optional<dialect::Polling> polling_;  ///< since the first try failed
};

}  // namespace retort::runtime
