#include "counting_chain.hpp"
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

using Line = std::vector<std::string>;

/// @param line a program and its arguments
void storm(const std::string& name, const Crowd& crowd, const Line& line, const Value& value) {
    const auto began = std::chrono::steady_clock::now();
    CHECK(run_at_once(line, crowd.processes) == 0);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::cout << name << ": " << crowd.processes << " starters, " << crowd.revisions
              << " revisions, " << took.count() << " s" << std::endl;
    check_counts(value, crowd.revisions);
}

Line starter(const Place& place, const Crowd& crowd) {
    return {RETORT_STORM_STARTER, place.backend, place.connect, std::to_string(crowd.revisions)};
}

void storm(const std::string& name, const Crowd& crowd, const Server& server, const Line& line) {
    const auto client = ServerClient::connect(server);
    storm(name, crowd, line, [&](const std::string& sql) { return client->value(sql); });
}

}  // namespace

TEST_CASE("processes that start at once on a server run each revision once", "[storm]") {
    const std::string kind = GENERATE("postgresql", "pgbouncer", "mariadb");
    for (int round = 0; round < crowd().rounds; ++round) {
        CAPTURE(kind, round);
        const FreshDatabase database(server(kind));
        storm(kind, crowd(), database.server(), starter(place_of(database.server()), crowd()));
    }
}

TEST_CASE("processes that start at once on a SQLite file run each revision once", "[storm]") {
    for (int round = 0; round < crowd().rounds; ++round) {
        CAPTURE(round);
        const TemporaryFolder folder;
        const std::string path = folder.file("storm.db");
        storm("sqlite", crowd(), starter(place_of_file(path), crowd()),
              [&](const std::string& sql) { return Sqlite(path).value(sql); });
    }
}

TEST_CASE("more starters than the server takes connections wait for their turn", "[storm]") {
    const bool full = stride(4, 8) == 1;
    const Crowd crowd = full ? Crowd{150, 200, 1} : Crowd{24, 20, 1};
    const OwnServer own("postgresql", full ? 100 : 16);
    {
        const FreshDatabase database(own.server());
        storm("full server", crowd, database.server(), starter(place_of(database.server()), crowd));
    }
#ifdef RETORT_PROGRAM
    const FreshDatabase database(own.server());
    const TemporaryFolder folder;
    for (const retort::ScriptText& script : counting_scripts(crowd.revisions)) {
        folder.write(script.name, script.text);
    }
    storm("full server, command line", crowd, database.server(),
          {RETORT_PROGRAM, "--quiet", "--url", database.url(), "--scripts", folder.path(),
           "--lock-timeout", "180", "upgrade"});
#endif
}
