#include "counting_chain.hpp"
#include "database.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"

#include <iostream>
#include <optional>

using namespace retort;
using namespace retort_test;

namespace {

constexpr std::size_t revision_count = 50;
/// The most round trips on PostgreSQL, where the lock is free and nobody asks for statements.
constexpr std::size_t when_nothing_is_to_do = 1;
constexpr std::size_t for_an_upgrade = revision_count + 6;
/// With objects that it does not concern.
constexpr std::size_t for_an_upgrade_beside_objects = revision_count + 7;
constexpr std::size_t objects = 500;
/// On MariaDB: one for each statement, and few more for the run.
constexpr std::size_t when_nothing_is_to_do_on_mariadb = 1;
constexpr std::size_t beside_statements = 10;

/// Of an upgrade, with what opening the session takes.
std::size_t round_trips(const Server& database, const Program& program) {
    Proxy proxy(database);
    Migration migration(place_of(proxy.server()), program);
    proxy.serve(migration);
    const Ending ending = migration.ending();
    CAPTURE(ending.what);
    CHECK_FALSE(ending.failed);
    return proxy.round_trips();
}

std::size_t to_open(const Server& database) {
    Proxy proxy(database);
    Migration nothing(place_of(proxy.server()));
    proxy.serve(nothing);
    nothing.ending();
    return proxy.round_trips();
}

/// counting_chain(), whose revisions change the session each.
Revisions session_chain(int count) {
    std::vector<Source> sources;
    for (ScriptText& script : counting_scripts(count)) {
        script.text +=
            "SET search_path = public, pg_catalog;\nCREATE TEMPORARY TABLE scratch ();\n"
            "PREPARE one AS SELECT 1;\n";
        sources.emplace_back(std::move(script));
    }
    return Revisions(sources);
}

std::size_t round_trips(const Server& database, const Revisions& chain) {
    return round_trips(database, Program{chain, {}});
}

Program with_objects(int count) {
    std::vector<ObjectSource> views;
    for (std::size_t i = 0; i < objects; ++i) {
        const std::string name = "view_" + std::to_string(i);
        views.emplace_back(ObjectText{name + ".sql", "-- " + name + "\n-- retort:object view " +
                                                         name + "\nCREATE VIEW " + name +
                                                         " AS SELECT 1 AS one;\n"});
    }
    return {counting_chain(count), Objects(views)};
}

ScriptText varied_first() {
    return {"aaa.sql",
            "-- aaa\n-- retort:revision aaa\n-- retort:upgrade\n"
            "CREATE TABLE item (id INT PRIMARY KEY);\n"};
}

/// One more revision, with seven statements.
Revisions varied_chain() {
    return {varied_first(),
            ScriptText{"bbb.sql",
                       "-- bbb\n-- retort:revision bbb\n-- retort:down_revision aaa\n"
                       "-- retort:upgrade\n"
                       "CREATE TABLE part (id INT PRIMARY KEY, item INT);\n"
                       "INSERT INTO item VALUES (1), (2);\n"
                       "INSERT INTO part VALUES (1, 1);\n"
                       "ALTER TABLE part ADD FOREIGN KEY (item) REFERENCES item (id);\n"
                       "CREATE INDEX part_item ON part (item, id);\n"
                       "CREATE VIEW parts AS SELECT id FROM part;\n"
                       "UPDATE part SET item = 2;\n"}};
}

}  // namespace

TEST_CASE("an upgrade costs one round trip for each revision and few more",
          "[storm][round_trips]") {
    const FreshDatabase database(server("postgresql"));
    const std::size_t opening = to_open(database.server());
    round_trips(database.server(), counting_chain(1));
    const std::size_t upgrade =
        round_trips(database.server(), counting_chain(1 + static_cast<int>(revision_count))) -
        opening;
    const std::size_t nothing =
        round_trips(database.server(), counting_chain(1 + static_cast<int>(revision_count))) -
        opening;
    std::cout << "round trips: " << nothing << " with nothing to do, " << upgrade << " for "
              << revision_count << " revisions" << std::endl;
    CHECK(nothing <= when_nothing_is_to_do);
    CHECK(upgrade <= for_an_upgrade);
}

TEST_CASE("revisions that change the session cost no round trip more", "[storm][round_trips]") {
    const FreshDatabase database(server("postgresql"));
    const std::size_t opening = to_open(database.server());
    round_trips(database.server(), session_chain(1));
    const std::size_t upgrade =
        round_trips(database.server(), session_chain(1 + static_cast<int>(revision_count))) -
        opening;
    std::cout << "round trips: " << upgrade << " for " << revision_count
              << " revisions that change the session" << std::endl;
    CHECK(upgrade <= for_an_upgrade);
}

TEST_CASE("with 500 objects in sync a start costs one round trip", "[storm][round_trips]") {
    const std::string kind = GENERATE("postgresql", "mariadb");
    const FreshDatabase database(server(kind));
    const std::size_t opening = to_open(database.server());
    CHECK(round_trips(database.server(), with_objects(1)) > opening + 1);
    const std::size_t nothing = round_trips(database.server(), with_objects(1)) - opening;
    CHECK(nothing == 1);
    if (kind == "postgresql") {
        const std::size_t upgrade =
            round_trips(database.server(), with_objects(1 + static_cast<int>(revision_count))) -
            opening;
        std::cout << "round trips beside objects: " << upgrade << " for " << revision_count
                  << " revisions" << std::endl;
        CHECK(upgrade <= for_an_upgrade_beside_objects);
    }
}

TEST_CASE("an upgrade of MariaDB costs one round trip for each statement and few more",
          "[storm][round_trips]") {
    const FreshDatabase database(server("mariadb"));
    const std::size_t opening = to_open(database.server());
    const Revisions chain = counting_chain(1 + static_cast<int>(revision_count));
    round_trips(database.server(), counting_chain(1));
    const std::size_t upgrade = round_trips(database.server(), chain) - opening;
    const std::size_t nothing = round_trips(database.server(), chain) - opening;
    std::cout << "round trips: " << nothing << " with nothing to do, " << upgrade << " for "
              << revision_count << " statements in as many revisions" << std::endl;
    CHECK(nothing <= when_nothing_is_to_do_on_mariadb);
    CHECK(upgrade <= revision_count + beside_statements);
}

TEST_CASE("on MariaDB definitions and rows cost one round trip for each statement alike",
          "[storm][round_trips]") {
    constexpr std::size_t statements = 7;
    const FreshDatabase database(server("mariadb"));
    const std::size_t opening = to_open(database.server());
    {
        Migration first(place_of(database.server()), Revisions{varied_first()}, Direction::upgrade,
                        Migration::Stops::nowhere);
        CHECK_FALSE(first.ending().failed);
    }
    const std::size_t upgrade = round_trips(database.server(), varied_chain()) - opening;
    std::cout << "round trips: " << upgrade << " for " << statements << " statements" << std::endl;
    CHECK(upgrade <= statements + beside_statements);
}
