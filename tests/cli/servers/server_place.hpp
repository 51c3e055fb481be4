#pragma once

#include "cli/support.hpp"
#include "support/server.hpp"

namespace retort_test {

/// Scripts, and a new database of a server that they are for.
struct ServerPlace {
    explicit ServerPlace(const std::string& kind) : database(server(kind)) {}

    /// With both, and that server for scratch where it is asked for.
    Result run(std::vector<std::string> words, bool scratch = false) const;

    FreshDatabase database;
    Place place;
};

/// Databases and users of scratch of this process that are still there: other tests have theirs.
std::vector<std::string> scratch_left(const Server& server);

/// The lines that pg_dump writes of a database without Retort's tables, in byte order.
std::vector<std::string> dumped(const FreshDatabase& database, const std::string& options = "");
/// What MariaDB tells of a database without Retort's tables, in byte order; not the rows of
/// `moments` and `past`, which keep moments of their own.
std::vector<std::string> told(const FreshDatabase& database);

}  // namespace retort_test
