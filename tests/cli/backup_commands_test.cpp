#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::contents;
using retort_test::Place;
using retort_test::Result;
using retort_test::Sqlite;

namespace {

namespace fs = boost::filesystem;

/// At 001 of two revisions.
void half_way(const Place& place) {
    place.script("001", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol);\n"
                 "INSERT INTO gene VALUES (1, 'PKD1'), (7, 'a' || char(0) || 'b'), (8, x'00ff'), "
                 "(9, 9e999), (10, NULL);\n"
                 "DELETE FROM gene WHERE id = 8;\n"
                 "CREATE TABLE \"odd\nname\" (a, b GENERATED ALWAYS AS (a * 2));\n"
                 "INSERT INTO \"odd\nname\" VALUES (3);\n"
                 "CREATE VIEW symbols AS SELECT symbol FROM gene;",
                 "DROP VIEW symbols;\nDROP TABLE \"odd\nname\";\nDROP TABLE gene;");
    place.script("002", "001",
                 "INSERT INTO \"odd\nname\" VALUES (4), (5);\nDELETE FROM gene WHERE id = 7;\n"
                 "CREATE TABLE note (line);",
                 "DROP TABLE note;");
    REQUIRE(place.run({"upgrade", "001"}).status == 0);
}

Result restored(const Place& place, const std::string& database, const std::string& folder) {
    return retort_test::run(
        {"--url", "sqlite:///" + place.file(database), "restore", place.file(folder)});
}

}  // namespace

TEST_CASE("a backup holds the whole database, and says what is in it", "[cli]") {
    const Place place;
    half_way(place);
    const json backup = document(place, {"backup", place.file("saved")}, 0);
    CHECK(backup["revision"] == json{"001"});
    CHECK(backup["tables"] ==
          json{{{"name", "gene"}, {"rows", 4}}, {{"name", "odd\nname"}, {"rows", 1}}});
    CHECK(backup["files"].size() == 3);
    const std::string before = contents(place.file("app.db"));
    REQUIRE(restored(place, "new.db", "saved").status == 0);
    CHECK(contents(place.file("new.db")) == before);
    CHECK(Sqlite(place.file("new.db")).value("SELECT version_num FROM retort_version") == "001");
}

TEST_CASE("a backup's texts build the same in the sqlite3 shell's way", "[cli]") {
    const Place place;
    half_way(place);
    REQUIRE(place.run({"backup", place.file("saved")}).status == 0);
    Sqlite built(place.file("built.db"));
    built.run(place.read("saved/schema.sql"));
    built.run(place.read("saved/data.sql"));
    CHECK(contents(place.file("built.db")) == contents(place.file("app.db")));
    CHECK(built.value("SELECT seq FROM sqlite_sequence") == "10");
}

TEST_CASE("a backup is written into a new folder alone", "[cli]") {
    const Place place;
    half_way(place);
    fs::create_directories(place.file("empty"));
    CHECK(place.run({"backup", place.file("empty")}).status == 0);
    const Result again = place.run({"backup", place.file("empty")});
    CHECK(again.status == 1);
    CHECK_THAT(again.err, ContainsSubstring("is there already, and a backup is a folder of its "
                                            "own. Name a new one."));
    CHECK(place.run({"backup", place.file("no/such/folder")}).status == 1);
    CHECK(fs::status(place.file("empty")).permissions() == fs::owner_all);
}

TEST_CASE("restore replaces what is in a database only when it is told to", "[cli]") {
    const Place place;
    half_way(place);
    REQUIRE(place.run({"backup", place.file("saved")}).status == 0);
    const std::string before = contents(place.file("app.db"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    const Result refused = place.run({"restore", place.file("saved")});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("is not empty. Nothing was changed."));
    Sqlite user(place.file("app.db"));
    REQUIRE(place.run({"restore", place.file("saved"), "--replace"}).status == 0);
    CHECK(contents(place.file("app.db")) == before);
    CHECK(user.value("SELECT count(*) FROM gene") == "4");
    CHECK(document(place, {"current"}, 0)["current"] == json{"001"});
}

TEST_CASE("a database with a log of another page size is replaced too", "[cli]") {
    const Place place;
    half_way(place);
    REQUIRE(place.run({"backup", place.file("saved")}).status == 0);
    {
        Sqlite other(place.file("other.db"));
        other.run("PRAGMA page_size = 1024");
        other.run("PRAGMA journal_mode = WAL");
        other.run("CREATE TABLE mine (a)");
    }
    CHECK(retort_test::run({"--url", "sqlite:///" + place.file("other.db"), "restore",
                            place.file("saved"), "--replace"})
              .status == 0);
    CHECK(contents(place.file("other.db")) == contents(place.file("app.db")));
}

TEST_CASE("restore takes no file that is not as it was made", "[cli]") {
    const Place place;
    half_way(place);
    REQUIRE(place.run({"backup", place.file("saved")}).status == 0);
    const std::string note = place.read("saved/backup.txt");
    for (const char* name : {"full.db", "schema.sql", "data.sql", "backup.txt"}) {
        CAPTURE(name);
        const std::string text = place.read(std::string("saved/") + name);
        std::string damaged = text;
        damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
        for (const std::string& wrong : {damaged, text.substr(0, text.size() - 9), text + "\n"}) {
            place.write(std::string("saved/") + name, wrong);
            const Result refused = restored(place, "new.db", "saved");
            CHECK(refused.status == 1);
            CHECK_THAT(refused.err, ContainsSubstring("is not what it was when the backup was"));
        }
        place.write(std::string("saved/") + name, text);
    }
    fs::remove(place.file("saved/data.sql"));
    CHECK(restored(place, "new.db", "saved").status == 1);
    place.write("saved/backup.txt", "retort backup 2\n");
    CHECK_THAT(restored(place, "new.db", "saved").err,
               ContainsSubstring("was made by a newer version of Retort"));
    CHECK_THAT(restored(place, "new.db", "migrations").err, ContainsSubstring("is no backup"));
    CHECK_FALSE(place.exists("new.db"));
}

TEST_CASE("upgrade --backup saves what it is about to change, and nothing where there is nothing",
          "[cli]") {
    const Place place;
    half_way(place);
    const std::string before = contents(place.file("app.db"));
    REQUIRE(place.run({"upgrade", "--backup", place.file("first")}).status == 0);
    REQUIRE(place.run({"upgrade", "--backup", place.file("second")}).status == 0);
    CHECK_FALSE(place.exists("second"));
    REQUIRE(restored(place, "old.db", "first").status == 0);
    CHECK(contents(place.file("old.db")) == before);
    REQUIRE(place.run({"downgrade", "001", "--backup", place.file("third")}).status == 0);
    CHECK(place.exists("third/full.db"));
    const Result refused = place.run({"upgrade", "--backup", place.file("third")});
    CHECK(refused.status == 1);
    CHECK(document(place, {"current"}, 0)["current"] == json{"001"});
    CHECK(place.run({"upgrade", "--dry-run", "--backup", place.file("x")}).status == 2);
}

TEST_CASE("rehearse upgrades a copy, and tells time and rows of each revision", "[cli]") {
    const Place place;
    half_way(place);
    const std::string before = contents(place.file("app.db"));
    const json rehearsed = document(place, {"rehearse"}, 0);
    CHECK(rehearsed["ok"] == true);
    REQUIRE(rehearsed["steps"].size() == 1);
    CHECK(rehearsed["steps"][0]["revision"] == "002");
    CHECK(rehearsed["steps"][0]["duration_ms"].is_number_integer());
    CHECK(rehearsed["steps"][0]["row_changes"] == json{{"gene", -1}, {"odd\nname", 2}});
    CHECK(contents(place.file("app.db")) == before);
}

TEST_CASE("a rehearsal that fails says where, with what was done before", "[cli]") {
    const Place place;
    half_way(place);
    place.script("003", "002", "CREATE TABLE more (a);\nINSERT INTO nowhere VALUES (1);",
                 "DROP TABLE more;");
    const Result failed = place.run({"rehearse"});
    CHECK(failed.status == 1);
    CHECK(failed.out.substr(0, 3) == "002");
    CHECK_THAT(failed.err, ContainsSubstring("error: ") && ContainsSubstring("nowhere") &&
                               ContainsSubstring("The database is as it was."));
    const json told = retort_test::document(place, {"rehearse"}, 1);
    CHECK(told["ok"] == false);
    CHECK(told["steps"].size() == 1);
    CHECK(told["error"]["revision"] == "003");
    CHECK(document(place, {"current"}, 0)["current"] == json{"001"});
}

TEST_CASE("a script that leaves its database is not rehearsed", "[cli]") {
    const Place place;
    half_way(place);
    place.script("003", "002",
                 "-- retort:no_transaction\nATTACH '" + place.file("other.db") + "' AS other;", "");
    CHECK(place.run({"rehearse"}).status == 1);
    CHECK_FALSE(place.exists("other.db"));
}
