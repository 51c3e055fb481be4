#include "crash/stride.hpp"
#include "database.hpp"
#include "starters.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include "support/own_server.hpp"
#include "support/server_client.hpp"

#include <chrono>
#include <iostream>

using namespace retort_test;

namespace {

struct Crowd {
    int processes;
    int revisions;
    int rounds;
};

/// Of the full size where every statement is disturbed in the other tests too.
Crowd crowd() {
    return stride(4, 8) == 1 ? Crowd{64, 200, 5} : Crowd{16, 40, 1};
}

using Value = std::function<std::string(const std::string& sql)>;

void check_counts(const Value& value, int revisions) {
    const std::string all = std::to_string(revisions);
    CHECK(value("SELECT count(*) FROM ran") == all);
    CHECK(value("SELECT count(DISTINCT revision) FROM ran") == all);
    CHECK(value("SELECT count(*) FROM retort_history WHERE outcome = 'done' AND action = "
                "'upgrade'") == all);
    CHECK(value("SELECT count(*) FROM retort_history WHERE outcome <> 'done'") == "0");
    CHECK(value("SELECT count(*) FROM retort_journal") == "0");
}

void storm(const std::string& name, const Crowd& crowd, const Place& place, const Value& value) {
    const auto began = std::chrono::steady_clock::now();
    CHECK(run_at_once(RETORT_STORM_STARTER, crowd.processes, [&](int) {
              return std::vector<std::string>{place.backend, place.connect,
                                              std::to_string(crowd.revisions)};
          }) == 0);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << name << ": " << crowd.processes << " starters, " << crowd.revisions
              << " revisions, " << took.count() << " s\n";
    check_counts(value, crowd.revisions);
}

void storm(const std::string& name, const Crowd& crowd, const Server& server) {
    const auto client = ServerClient::connect(server);
    storm(name, crowd, place_of(server),
          [&](const std::string& sql) { return client->value(sql); });
}

}  // namespace

TEST_CASE("processes that start at once on a server run each revision once", "[storm]") {
    const std::string kind = GENERATE("postgresql", "pgbouncer");
    for (int round = 0; round < crowd().rounds; ++round) {
        CAPTURE(kind, round);
        const FreshDatabase database(server(kind));
        storm(kind, crowd(), database.server());
    }
}

TEST_CASE("processes that start at once on a SQLite file run each revision once", "[storm]") {
    for (int round = 0; round < crowd().rounds; ++round) {
        CAPTURE(round);
        const TemporaryFolder folder;
        const std::string path = folder.file("storm.db");
        storm("sqlite", crowd(), place_of_file(path),
              [&](const std::string& sql) { return Sqlite(path).value(sql); });
    }
}

TEST_CASE("more starters than the server takes connections wait for their turn", "[storm]") {
    const bool full = stride(4, 8) == 1;
    const OwnServer own("postgresql", full ? 100 : 16);
    const FreshDatabase database(own.server());
    storm("full server", full ? Crowd{150, 200, 1} : Crowd{24, 20, 1}, database.server());
}
