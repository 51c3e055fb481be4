#pragma once

#include "migration.hpp"
#include "support/server_client.hpp"

#include <memory>
#include <string>

namespace retort_test {

/// Something that a statement has to wait for, as long as this lives.
class Hold {
public:
    enum class What {
        gate,    ///< statements wait when they have done their work
        tables,  ///< they wait for the tables, or build an index beside them and wait for its end
    };

    Hold(const Server& database, What what);

    /// @returns false when the migration's statement did not need to wait
    bool catches(const Migration& migration);

private:
    std::unique_ptr<ServerClient> client_;
};

/// Ends all other sessions of the database. They are gone when it returns.
void terminate_sessions(const Server& database);

}  // namespace retort_test
