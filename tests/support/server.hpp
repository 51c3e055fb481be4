#pragma once

#include <string>
#include <vector>

namespace retort_test {

/// A scratch server, or a node of one.
struct Server {
    std::string kind;  ///< postgresql, mariadb, pgbouncer, galera
    std::string url;   ///< of `database`
    std::string host;
    std::string user;
    std::string password;
    std::string database;
    int port = 0;
    std::vector<int> pids;      ///< of the processes that kill -9 has to hit
    std::vector<Server> nodes;  ///< galera: its three; pgbouncer: itself and its PostgreSQL
};

/// From the folder RETORT_TEST_SERVERS, where `tests/servers/servers.py` writes it.
/// @throws std::runtime_error that says how to start one
Server server(const std::string& kind);
Server server_in(const std::string& folder, const std::string& kind);

/// The same server with another database.
Server with_database(Server server, const std::string& database);

/// Makes a new empty database. @returns its name, which no other call returns
std::string fresh_database(const Server& server);
void drop_database(const Server& server, const std::string& database);

/// A new empty database, dropped in the end with the sessions that are still in it.
class FreshDatabase {
public:
    explicit FreshDatabase(const Server& server);
    FreshDatabase(const FreshDatabase&) = delete;
    FreshDatabase& operator=(const FreshDatabase&) = delete;
    ~FreshDatabase();

    const std::string& url() const noexcept { return server_.url; }
    const std::string& name() const noexcept { return server_.database; }
    const Server& server() const noexcept { return server_; }

private:
    Server server_;
};

}  // namespace retort_test
