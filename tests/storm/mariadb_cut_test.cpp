#include "crash/stride.hpp"
#include "database.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

using namespace retort;
using namespace retort_test;

namespace {

constexpr std::size_t chain_length = 7;

ScriptText short_script(const std::string& id, const std::string& parent,
                        const std::string& statement) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n-- retort:down_revision " +
                             parent + "\n-- retort:upgrade\n" + statement + ";\n"};
}

/// Definitions, rows and settings in turn; the ends of some revisions go with the next ones.
Revisions definitions_and_rows() {
    return {ScriptText{"aaa.sql",
                       "-- aaa\n-- retort:revision aaa\n-- retort:upgrade\n"
                       "CREATE TABLE item (id INT PRIMARY KEY);\n"
                       "INSERT INTO item VALUES (1), (2);\n"
                       "ALTER TABLE item ADD name VARCHAR(20) NOT NULL DEFAULT ';';\n"
                       "UPDATE item SET name = concat(name, id);\n"},
            ScriptText{"bbb.sql",
                       "-- bbb\n-- retort:revision bbb\n-- retort:down_revision aaa\n"
                       "-- retort:upgrade\n"
                       "SET sql_mode = 'ANSI_QUOTES';\n"
                       "CREATE TABLE \"part\" (id INT AUTO_INCREMENT PRIMARY KEY, item INT);\n"
                       "CREATE INDEX part_item ON part (item);\n"
                       "INSERT INTO part (item) SELECT id FROM item;\n"
                       "INSERT INTO part (item) SELECT id FROM item;\n"
                       "RENAME TABLE part TO piece;\n"
                       "DROP INDEX part_item ON piece;\n"},
            short_script("ccc", "bbb", "INSERT INTO item VALUES (3, 'c')"),
            short_script("ddd", "ccc", "INSERT INTO item VALUES (4, 'd')"),
            short_script("eee", "ddd", "ALTER TABLE item ADD at INT"),
            short_script("fff", "eee", "CREATE INDEX item_at ON item (at)"),
            short_script("ggg", "fff", "UPDATE item SET name = concat(name, 'g')")};
}

std::string contents(const Server& server) {
    const auto client = ServerClient::connect(server);
    std::string text;
    for (const char* query :
         {"SELECT id, name FROM item ORDER BY id", "SELECT item, count(*) FROM piece GROUP BY item",
          "SELECT table_name, column_name, column_type, column_default FROM "
          "information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ('item', "
          "'piece', 'part') ORDER BY 1, 2",
          "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() "
          "AND "
          "table_name IN ('item', 'piece') ORDER BY 1",
          "SELECT version_num FROM retort_version", "SELECT count(*) FROM retort_journal",
          "SELECT revision, count(*) FROM retort_history WHERE outcome = 'done' GROUP BY 1 ORDER "
          "BY min(id)"}) {
        for (const std::string& row : client->rows(query)) {
            text += row + "\n";
        }
    }
    return text;
}

Ending upgrade_rows(const Server& server) {
    Migration migration(place_of(server), definitions_and_rows(), Direction::upgrade,
                        Migration::Stops::nowhere);
    return migration.ending();
}

/// @returns how many round trips there were until the cut
std::size_t upgrade_and_cut(const Server& server, const Cut& cut, Ending& ending) {
    Proxy proxy(server);
    Migration migration(place_of(proxy.server()), definitions_and_rows(), Direction::upgrade,
                        Migration::Stops::nowhere);
    proxy.serve(migration, cut);
    ending = migration.ending();
    return proxy.round_trips();
}

}  // namespace

TEST_CASE("a MariaDB connection cut at any message leaves what the next run finishes",
          "[storm][cut]") {
    const bool kills = GENERATE(false, true);
    const auto moment = GENERATE(Cut::Moment::request, Cut::Moment::running, Cut::Moment::response);
    const FreshDatabase undisturbed(server("mariadb"));
    REQUIRE_FALSE(upgrade_rows(undisturbed.server()).failed);
    const std::string end = contents(undisturbed.server());
    std::size_t cuts = 0;
    for (std::size_t at = 1;; at += stride(3, 5)) {
        const FreshDatabase database(server("mariadb"));
        CAPTURE(at, kills, moment);
        Ending ending;
        if (upgrade_and_cut(database.server(), {at, moment, kills}, ending) < at) {
            break;
        }
        ++cuts;
        if (kills) {
            CHECK(ending.killed);
        } else if (ending.failed) {
            CHECK(ending.kind == "connection");
        }
        const Ending next = upgrade_rows(database.server());
        CAPTURE(ending.what, next.what);
        REQUIRE_FALSE(next.failed);
        if (ending.failed) {
            REQUIRE(ending.applied.size() + next.applied.size() <= chain_length);
        }
        REQUIRE(contents(database.server()) == end);
    }
    CHECK(cuts * stride(3, 5) > 30);
}
