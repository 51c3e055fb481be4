#pragma once

#include "support/server.hpp"

#include <soci/soci.h>

#include <memory>
#include <string>

namespace retort_test {

/// What a program needs to open its session.
struct Place {
    std::string backend;  ///< postgresql, mysql, sqlite3
    std::string connect;  ///< the backend's own connection string
};

Place place_of(const Server& server);
Place place_of_file(const std::string& path);

std::unique_ptr<soci::session> open_session(const Place& place);

/// How the server copies a database. Only what is copied as files survives a kill of the server as
/// it should: otherwise the sequences of the copy give out numbers again (PostgreSQL 15).
enum class Copying { by_log, as_files };

/// A copy of a database of the same server, dropped in the end. Nobody may be in the original.
class CopiedDatabase {
public:
    CopiedDatabase(const Server& server, const std::string& original, Copying copying);
    CopiedDatabase(const CopiedDatabase&) = delete;
    CopiedDatabase& operator=(const CopiedDatabase&) = delete;
    ~CopiedDatabase();

    const Server& server() const noexcept { return server_; }

private:
    Server server_;
};

}  // namespace retort_test
