#include "runtime/support.hpp"

#include <retort/offline.hpp>

#include <cstdio>
#include <cstdlib>

using namespace retort_test;

namespace {

Revisions history() {
    return {script_text("aaa", "",
                        "-- retort:upgrade\nCREATE TABLE a (x PRIMARY KEY);\nINSERT INTO a VALUES "
                        "('it''s; 1')\n"
                        "-- retort:downgrade\nDROP TABLE a;\n"),
            script_text("bbb", "aaa",
                        "-- retort:upgrade\nCREATE TABLE b (x REFERENCES a (x));\n"
                        "-- retort:upgrade no_transaction\nVACUUM;\n"
                        "-- retort:upgrade foreign_keys\nCREATE TABLE c (x);\n"
                        "-- retort:downgrade\nDROP TABLE c;\nDROP TABLE b;\n")};
}

Strings records(const std::string& path) {
    Sqlite database(path);
    Strings all;
    for (const char* const sql :
         {"SELECT * FROM retort_version",
          "SELECT revision, down_revisions, upgrade_checksum, "
          "downgrade_checksum, downgrade_text, origin FROM "
          "retort_applied",
          "SELECT revision, action, checksum, outcome, heads_before, heads_after, retort FROM "
          "retort_history ORDER BY id",
          "SELECT * FROM retort_state", "SELECT * FROM retort_journal"}) {
        for (const std::string& row : database.rows(sql)) {
            all.push_back(row);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("offline SQL brings a database to the same state as a run", "[runtime]") {
    const auto mode = GENERATE(std::string("heads"), std::string("aaa"));
    Fixture online;
    Fixture offline;
    online.migrator(history()).upgrade(mode);
    REQUIRE(shell(offline, offline_sql(history(), Dialect::sqlite, Direction::upgrade, mode)) == 0);
    CHECK(contents(offline.path) == contents(online.path));
    CHECK(records(offline.path) == records(online.path));
    CHECK(offline.migrator(history()).upgrade(mode).empty());
    CHECK(offline.migrator(history()).check().size() == online.migrator(history()).check().size());
}

TEST_CASE("offline SQL goes on from a range's lower end and down again", "[runtime]") {
    Fixture online;
    Fixture offline;
    online.migrator(history()).upgrade("aaa");
    offline.migrator(history()).upgrade("aaa");
    online.migrator(history()).upgrade();
    REQUIRE(shell(offline,
                  offline_sql(history(), Dialect::sqlite, Direction::upgrade, "aaa:bbb")) == 0);
    CHECK(records(offline.path) == records(online.path));
    online.migrator(history()).downgrade("base");
    REQUIRE(shell(offline,
                  offline_sql(history(), Dialect::sqlite, Direction::downgrade, "bbb:base")) == 0);
    CHECK(records(offline.path) == records(online.path));
    CHECK(contents(offline.path).empty());
}

TEST_CASE("offline SQL stops on a database that is elsewhere", "[runtime]") {
    Fixture f;
    f.migrator(history()).upgrade();
    const auto before = records(f.path);
    CHECK(shell(f, offline_sql(history(), Dialect::sqlite, Direction::upgrade, "aaa:bbb")) != 0);
    CHECK(shell(f, offline_sql(history(), Dialect::sqlite, Direction::upgrade, ":bbb")) != 0);
    CHECK(records(f.path) == before);
}

TEST_CASE("offline SQL stops where foreign keys would break", "[runtime]") {
    Fixture f;
    const Revisions revisions{
        script_text("aaa", "",
                    "-- retort:upgrade\nCREATE TABLE p (id INTEGER PRIMARY KEY);\nCREATE TABLE "
                    "c (p REFERENCES p);\nINSERT INTO c VALUES (1);\n")};
    CHECK(shell(f, offline_sql(revisions, Dialect::sqlite, Direction::upgrade, "heads")) != 0);
    CHECK(contents(f.path).empty());
}

TEST_CASE("an offline stamp records the same as a stamp", "[runtime]") {
    Fixture online;
    Fixture offline;
    online.migrator(history()).stamp({"bbb"});
    REQUIRE(shell(offline, offline_stamp_sql(history(), Dialect::sqlite, {"bbb"})) == 0);
    CHECK(records(offline.path) == records(online.path));
    online.migrator(history()).stamp({"aaa"});
    REQUIRE(shell(offline, offline_stamp_sql(history(), Dialect::sqlite, {"bbb:aaa"})) == 0);
    CHECK(records(offline.path) == records(online.path));
}

TEST_CASE("a statement that the sqlite3 shell would cut in two is not printed", "[runtime]") {
    const auto [statement, line, word] =
        GENERATE(Catch::Generators::table<std::string, int, std::string>(
            {{"SELECT 4\n/\n2;\n", 5, "/"},
             {"SELECT 4\n \t/\r\n2;\n", 5, "/"},
             {"SELECT 4\n/ -- by\n2;\n", 5, "/"},
             {"SELECT 4\n/ /* by */\n2;\n", 5, "/"},
             {"SELECT 4\n+ 1\nGo\n;\n", 6, "go"}}));
    CAPTURE(statement);
    const Revisions revisions{script_text("aaa", "", "-- retort:upgrade\n" + statement)};
    const Error error =
        error_of([&] { offline_sql(revisions, Dialect::sqlite, Direction::upgrade, "heads"); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(error.facts().file == "aaa.sql");
    CHECK(error.facts().line == line);
    CHECK_THAT(error.what(),
               ContainsSubstring("aaa.sql:" + std::to_string(line) + ": the line holds only '" +
                                 word + "', which ends a statement for the sqlite3 shell, in \""));
}

TEST_CASE("what the sqlite3 shell reads as it stands is printed", "[runtime]") {
    const auto query = GENERATE(as<std::string>(), "SELECT 'a\n/\nb'", "SELECT 'a;\ngo\nb'",
                                "SELECT 3 AS \"a\n/\nb\"", "SELECT 4 /* ;\n/\n*/ + 5",
                                "SELECT 4 -- by\n/\n2", "SELECT 4\n/ 2", "SELECT 4\n/* by */ /\n2",
                                "SELECT t\n.a FROM (SELECT 3 AS a) AS t", "SELECT 'a\n#b\n.c'",
                                "SELECT 4 AS go,\ngo.a\nFROM (SELECT 1 AS a) AS go");
    CAPTURE(query);
    const Revisions revisions{
        script_text("aaa", "",
                    "-- retort:upgrade\nCREATE TABLE a AS\n" + query +
                        ";\n"
                        "CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 4\n/\n2;\nEND;\n")};
    Fixture online;
    Fixture offline;
    online.migrator(revisions).upgrade();
    REQUIRE(shell(offline, offline_sql(revisions, Dialect::sqlite, Direction::upgrade, "heads")) ==
            0);
    CHECK(contents(offline.path) == contents(online.path));
}

TEST_CASE("what the sqlite3 shell takes for its own command is no statement", "[runtime]") {
    const auto statement = GENERATE(as<std::string>(), ".mode list", "#x", "SELECT 1;\n.mode list",
                                    "/* x */\n.mode list", "SELECT 1;\n#x");
    CAPTURE(statement);
    const ScriptText text = script_text("aaa", "", "-- retort:upgrade\n" + statement + "\n");
    CHECK(error_of([&] {
              offline_sql(Revisions{text}, Dialect::sqlite, Direction::upgrade, "heads");
          }).kind() == ErrorKind::script);
    Fixture f;
    CHECK(error_of([&] { f.migrator(Revisions{text}).upgrade(); }).kind() == ErrorKind::script);
}

TEST_CASE("what cannot be printed is refused", "[runtime]") {
    FunctionRevision function;
    function.revision.id = "aaa";
    function.upgrade = [](soci::session&) {};
    const Revisions revisions{Source(function)};
    CHECK(error_of([&] {
              offline_sql(revisions, Dialect::sqlite, Direction::upgrade, "heads");
          }).kind() == ErrorKind::usage);
    CHECK(error_of([&] {
              offline_sql(history(), Dialect::sqlite, Direction::downgrade, "aaa");
          }).kind() == ErrorKind::usage);
}
