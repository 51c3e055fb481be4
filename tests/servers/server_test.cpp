#include "support/catch.hpp"
#include "support/own_server.hpp"
#include "support/server_client.hpp"

#include <signal.h>

#include <cerrno>
#include <cstdlib>
#include <stdexcept>

using namespace retort_test;

namespace {

bool is_gone(int pid) {
    return ::kill(pid, 0) == -1 && errno == ESRCH;
}

bool has_database(const Server& server, const std::string& name) {
    const std::string table = server.url.rfind("postgresql:", 0) == 0
                                  ? "pg_database WHERE datname"
                                  : "information_schema.schemata WHERE schema_name";
    const auto client = ServerClient::connect(server);
    return client->value("SELECT count(*) FROM " + table + " = '" + name + "'") == "1";
}

}  // namespace

TEST_CASE("a fresh database is empty, another each time, and dropped in the end", "[servers]") {
    const std::string kind = GENERATE("postgresql", "mariadb", "pgbouncer");
    CAPTURE(kind);
    const Server shared = server(kind);
    std::string name;
    {
        const FreshDatabase one(shared);
        const FreshDatabase other(shared);
        CHECK(one.name() != other.name());
        CHECK(one.url().substr(one.url().rfind('/') + 1) == one.name());
        name = one.name();
        const auto client = ServerClient::connect(one.server());
        CHECK(client->rows("CREATE TABLE item (id INT, name TEXT)").empty());
        CHECK(client->rows("INSERT INTO item VALUES (1, 'a'), (2, NULL)").empty());
        CHECK(client->rows("SELECT id, name FROM item ORDER BY id") ==
              std::vector<std::string>{"1|a", "2|NULL"});
        CHECK_THROWS_AS(ServerClient::connect(other.server())->rows("SELECT id FROM item"),
                        std::runtime_error);
        CHECK(has_database(shared, name));
    }
    CHECK_FALSE(has_database(shared, name));
}

TEST_CASE("a test kills a server of its own, and restarts it", "[servers]") {
    const std::string kind = GENERATE("postgresql", "mariadb");
    CAPTURE(kind);
    OwnServer own(kind);
    const Server before = own.server();
    ServerClient::connect(before)->rows("CREATE TABLE kept (id INT)");
    ServerClient::connect(before)->rows("INSERT INTO kept VALUES (1)");
    own.kill();
    CHECK(is_gone(before.pids.at(0)));
    CHECK_THROWS_AS(ServerClient::connect(before), std::runtime_error);
    own.restart();
    CHECK(own.server().url == before.url);
    CHECK(ServerClient::connect(before)->value("SELECT count(*) FROM kept") == "1");
}

TEST_CASE("without a server the message says how to start one", "[servers]") {
    CHECK_THROWS_WITH(server_in("/nowhere", "postgresql"),
                      "There is no /nowhere/postgresql.json, so no server runs. Start it with: "
                      "tests/servers/servers.py start postgresql /nowhere");
}
