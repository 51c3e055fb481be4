#include "database.hpp"
#include "hold.hpp"
#include "migration.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <chrono>

using namespace retort;
using namespace retort_test;

namespace {

Revisions one_revision(const std::string& statement) {
    return {ScriptText{"r01.sql",
                       "-- slow\n-- retort:revision r01\n-- retort:upgrade\n"
                       "CREATE TABLE ran (revision text);\n"
                       "INSERT INTO ran VALUES ('r01');\n" +
                           statement + ";\n"}};
}

/// Until a session of the database sleeps.
void wait_for_sleeper(ServerClient& client) {
    while (client.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                        "AND wait_event = 'PgSleep'") == "0") {
    }
}

}  // namespace

TEST_CASE("a starter waits for a dead one until the server has ended its statement",
          "[storm][waiting]") {
    const FreshDatabase database(server("postgresql"));
    const auto client = ServerClient::connect(database.server());
    const auto stops = GENERATE(Migration::Stops::nowhere, Migration::Stops::before_statements);
    const Place place = place_of(database.server());
    Migration dead(place, one_revision("SELECT pg_sleep(60)"), Direction::upgrade, stops);
    for (int statement = 0; statement < 3 && stops != Migration::Stops::nowhere; ++statement) {
        REQUIRE(dead.stands());
        dead.go_on();
    }
    wait_for_sleeper(*client);
    dead.kill();
    const auto began = std::chrono::steady_clock::now();
    Migration next(place, one_revision("SELECT pg_sleep(0)"), Direction::upgrade,
                   Migration::Stops::nowhere);
    CHECK_FALSE(next.ending().failed);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(10));
    CHECK(client->value("SELECT count(*) FROM ran") == "1");
    CHECK(dead.ending().killed);
}
