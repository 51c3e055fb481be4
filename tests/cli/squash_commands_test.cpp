#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include "script/baseline_folder.hpp"
#include "script/object.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

#include <set>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::contents;
using retort_test::document;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Sqlite;

namespace {

/// Four revisions with rows, of which the third changes what the second put there.
void chain_of_genes(const Place& place) {
    place.script("001", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY AUTOINCREMENT, symbol TEXT NOT NULL "
                 "COLLATE NOCASE UNIQUE, made TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP);\n"
                 "CREATE TABLE note (gene INTEGER REFERENCES gene ON DELETE CASCADE, line TEXT);",
                 "DROP TABLE note;\nDROP TABLE gene;");
    place.script("002", "001",
                 "INSERT INTO gene (symbol) VALUES ('PKD1'), ('PKD2'), ('HNF1B');\n"
                 "INSERT INTO note VALUES (1, 'it''s'), (2, x'00ff'), (3, 1.5), (NULL, NULL);",
                 "DELETE FROM note;\nDELETE FROM gene;");
    place.script(
        "003", "002",
        "UPDATE note SET gene = NULL WHERE gene = 3;\nDELETE FROM gene WHERE symbol = 'HNF1B';\n"
        "UPDATE note SET line = 'edited' WHERE gene = 1;\n"
        "CREATE INDEX note_line ON note (line) WHERE line IS NOT NULL;",
        "DROP INDEX note_line;");
    place.script("004", "003", "ALTER TABLE gene ADD COLUMN score REAL DEFAULT 0.5;",
                 "ALTER TABLE gene DROP COLUMN score;");
}

}  // namespace

TEST_CASE("squash folds a range into one script that builds the same", "[cli]") {
    const Place place;
    chain_of_genes(place);
    const json squashed =
        document(place, {"squash", "003", "--rev-id", "000", "-m", "consolidated schema"}, 0);
    CHECK(squashed["replaces"] == json{"001", "002", "003"});
    CHECK(squashed["seed_rows"] == json{{"gene", 2}, {"note", 4}});
    CHECK(squashed["objects_kept"].empty());
    CHECK(squashed["schema_differences"].empty());
    CHECK(squashed["row_differences"].empty());
    CHECK(squashed["path"] == place.file("migrations/000_consolidated_schema.sql"));
    const std::string text = place.read("migrations/000_consolidated_schema.sql");
    CHECK_THAT(text, ContainsSubstring("-- retort:replaces 003 sha256:"));
    CHECK_THAT(text, ContainsSubstring("INSERT INTO \"gene\" (\"id\", \"symbol\") VALUES\n"
                                       "    (1, 'PKD1'),\n    (2, 'PKD2');"));
    CHECK_THAT(text, ContainsSubstring("UPDATE sqlite_sequence SET seq = 3 WHERE name = 'gene'"));
    CHECK(place.exists("migrations/archive/001.sql"));
    CHECK_FALSE(place.exists("migrations/001.sql"));
    CHECK(document(place, {"history"}, 0).size() == 2);
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(document(place, {"current"}, 0)["current"] == json{"004"});
    CHECK(Sqlite(place.file("app.db")).rows("SELECT id, symbol, score FROM gene") ==
          std::vector<std::string>{"1|PKD1|0.5", "2|PKD2|0.5"});
}

TEST_CASE("a database in the squashed range goes on from where it is", "[cli]") {
    for (const char* stopped : {"001", "002", "003", "004"}) {
        const Place place;
        chain_of_genes(place);
        REQUIRE(place.run({"upgrade", stopped}).status == 0);
        REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "all"}).status == 0);
        const Result upgraded = place.run({"upgrade"});
        CAPTURE(stopped, upgraded.err);
        CHECK(upgraded.status == 0);
        CHECK(document(place, {"current"}, 0)["pending"].empty());
        CHECK(place.run({"check", "--drift"}).status == 0);
        CHECK(Sqlite(place.file("app.db")).value("SELECT group_concat(symbol) FROM gene") ==
              "PKD1,PKD2");
    }
}

TEST_CASE("squash --dry-run proves and writes nothing", "[cli]") {
    const Place place;
    chain_of_genes(place);
    const json squashed =
        document(place, {"squash", "003", "--rev-id", "000", "-m", "m", "--dry-run"}, 0);
    CHECK(squashed["written"] == false);
    CHECK(place.exists("migrations/001.sql"));
    CHECK_FALSE(place.exists("migrations/000_m.sql"));
}

TEST_CASE("a range above another revision keeps its data steps", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"upgrade", "001"}).status == 0);
    Sqlite(place.file("app.db")).run("INSERT INTO gene (symbol) VALUES ('UMOD')");
    REQUIRE(place.run({"squash", "001:003", "--rev-id", "000", "-m", "m"}).status == 0);
    CHECK_THAT(place.read("migrations/000_m.sql"), ContainsSubstring("DELETE FROM gene WHERE"));
    CHECK(place.run({"upgrade"}).status == 0);
    CHECK(Sqlite(place.file("app.db"))
              .value("SELECT group_concat(symbol) FROM (SELECT symbol FROM gene ORDER BY id)") ==
          "UMOD,PKD1,PKD2");
    CHECK(document(place, {"history"}, 0).size() == 3);
}

TEST_CASE("what chance or the clock gives is not frozen", "[cli]") {
    const auto squash = [](const std::string& upgrade, std::vector<std::string> more = {}) {
        const Place place;
        place.script("001", "", upgrade, "DROP TABLE t;");
        std::vector<std::string> words{"squash", "001", "--rev-id", "000", "-m", "m"};
        words.insert(words.end(), more.begin(), more.end());
        const Result result = place.run(words);
        return result.status == 0 ? place.read("migrations/000_m.sql") : result.err;
    };
    CHECK_THAT(squash("CREATE TABLE t (a, at DEFAULT (datetime('now')));\n"
                      "INSERT INTO t (a) VALUES (1), (2);"),
               ContainsSubstring("INSERT INTO \"t\" (\"a\") VALUES\n    (1),\n    (2);"));
    CHECK_THAT(squash("CREATE TABLE t (a, at DEFAULT CURRENT_TIMESTAMP);\n"
                      "INSERT INTO t VALUES (1, '2020-01-02 03:04:05');"),
               ContainsSubstring("(1, '2020-01-02 03:04:05')"));
    CHECK_THAT(squash("CREATE TABLE t (id INTEGER, secret DEFAULT (hex(randomblob(8))));\n"
                      "INSERT INTO t (id) VALUES (1);"),
               ContainsSubstring("INSERT INTO \"t\" (\"id\") VALUES\n    (1);"));
    CHECK_THAT(squash("CREATE TABLE t (secret);\nINSERT INTO t VALUES (hex(randomblob(8)));"),
               ContainsSubstring("it writes what randomblob gives into t"));
    CHECK_THAT(squash("CREATE TABLE t (day);\nINSERT INTO t VALUES (date('now', '+1 year'));"),
               ContainsSubstring("001.sql:"));
    CHECK_THAT(squash("CREATE TABLE t (secret);\nINSERT INTO t VALUES (hex(randomblob(8)));",
                      {"--freeze", "t.secret"}),
               ContainsSubstring("INSERT INTO \"t\" (\"secret\") VALUES"));
    CHECK_THAT(squash("CREATE TABLE t (a, b);\nCREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t "
                      "SET b = strftime('%s', 'now') WHERE rowid = new.rowid; END;\n"
                      "INSERT INTO t VALUES (1, NULL);"),
               ContainsSubstring("t.b differs from run to run"));
}

TEST_CASE("a squash is undone by nothing that it cannot build again", "[cli]") {
    const Place place;
    place.script("001", "", "CREATE TABLE t (a);", "DROP TABLE t;");
    place.script("002", "001", "ATTACH 'x.db' AS x;", "SELECT 1;");
    const Result result = place.run({"squash", "002", "-m", "m"});
    CHECK(result.status == 1);
    CHECK_THAT(result.err, ContainsSubstring("reaches out of its database"));
    CHECK(place.exists("migrations/001.sql"));
    CHECK_FALSE(place.exists("x.db"));
}

TEST_CASE("squash keeps what SQLite keeps of rows", "[cli]") {
    const Place place;
    place.script(
        "001", "",
        "CREATE TABLE plain (a);\nINSERT INTO plain VALUES (1), (2), (3);\n"
        "DELETE FROM plain WHERE a = 2;\n"
        "CREATE TABLE pair (a INT, b, PRIMARY KEY (b, a)) WITHOUT ROWID;\n"
        "INSERT INTO pair VALUES (2, 'x'), (1, 'x');\n"
        "CREATE TABLE strict (a ANY, g ANY AS (a || '!')) STRICT;\n"
        "INSERT INTO strict VALUES (1), ('1'), (1.0), (0.1), (9e999), (x'31'), (NULL);\n"
        "CREATE TABLE \"odd name\" (\"select\" DEFAULT 'é' UNIQUE, self REFERENCES \"odd "
        "name\" (\"select\"));\n"
        "INSERT INTO \"odd name\" DEFAULT VALUES;\n"
        "CREATE VIEW seen AS SELECT a FROM plain;\n"
        "CREATE TRIGGER once INSTEAD OF INSERT ON seen BEGIN INSERT INTO plain VALUES (new.a); "
        "END;\n"
        "PRAGMA user_version = 7;",
        "DROP VIEW seen;\nDROP TABLE \"odd name\";\nDROP TABLE strict;\nDROP TABLE pair;\n"
        "DROP TABLE plain;\nPRAGMA user_version = 0;");
    REQUIRE(place.run({"upgrade"}).status == 0);
    const std::string chain = contents(place.file("app.db"));
    const Result result = place.run({"squash", "001", "--rev-id", "000", "-m", "m"});
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    boost::filesystem::remove(place.file("app.db"));
    const Result upgraded = place.run({"upgrade"});
    CAPTURE(upgraded.err, place.read("migrations/000_m.sql"));
    REQUIRE(upgraded.status == 0);
    CHECK(contents(place.file("app.db")) == chain);
    CHECK(Sqlite(place.file("app.db")).rows("SELECT rowid, a FROM plain") ==
          std::vector<std::string>{"1|1", "3|3"});
    CHECK(place.run({"downgrade", "base"}).status == 0);
}

TEST_CASE("an id that is none or is taken is no baseline's", "[cli]") {
    const Place place;
    chain_of_genes(place);
    const auto refused = [&](const std::string& id) {
        const Result result = place.run({"squash", "003", "--rev-id", id, "-m", "m"});
        CHECK(result.status == 1);
        CHECK(place.exists("migrations/001.sql"));
        return result.err;
    };
    CHECK_THAT(refused("../outside"), ContainsSubstring("'../outside'"));
    CHECK_FALSE(place.exists("outside_m.sql"));
    CHECK_THAT(refused("004"), ContainsSubstring("004"));
    REQUIRE(place.run({"squash", "002", "--rev-id", "000", "-m", "m"}).status == 0);
    CHECK_THAT(place.run({"squash", "003", "--rev-id", "001", "-m", "m"}).err,
               ContainsSubstring("001"));
}

TEST_CASE("a message of several lines stays a comment", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "all of it\nDROP TABLE gene"})
                .status == 0);
    CHECK_THAT(place.read("migrations/000_all_of_it.sql"),
               ContainsSubstring("-- all of it\n-- DROP TABLE gene\n"));
}

TEST_CASE("what leaves its database is refused on the way down, and in the archive", "[cli]") {
    const std::string leaves = "ATTACH 'copy.db' AS copy;";
    const Place place;
    place.script("001", "", "CREATE TABLE t (a);", "DROP TABLE t;\n" + leaves);
    place.script("002", "001", "CREATE TABLE u (a);", "DROP TABLE u;");
    const Result down = place.run({"squash", "002", "-m", "m"});
    CHECK_THAT(down.err, ContainsSubstring("001.sql"));
    CHECK_THAT(down.err, ContainsSubstring("reaches out of its database"));
    const Place archived;
    chain_of_genes(archived);
    REQUIRE(archived.run({"squash", "003", "--rev-id", "000", "-m", "m"}).status == 0);
    const std::string script = archived.read("migrations/archive/001.sql");
    archived.write("migrations/archive/001.sql", script + leaves + "\n");
    CHECK(archived.run({"schema", "dump", "scripts"}).status == 1);
}

TEST_CASE("one process at a time squashes in a folder, and leaves nothing behind in it", "[cli]") {
    const Place place;
    chain_of_genes(place);
    {
        const retort::script::FolderClaim claim(place.file("migrations"));
        const Result result = place.run({"squash", "003", "-m", "m"});
        CHECK(result.status == 1);
        CHECK_THAT(result.err, ContainsSubstring("Somebody else squashes in"));
    }
    REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "m"}).status == 0);
    std::set<std::string> names;
    for (const auto& entry : boost::filesystem::directory_iterator(place.file("migrations"))) {
        names.insert(entry.path().filename().string());
    }
    CHECK(names == std::set<std::string>{"000_m.sql", "004.sql", "archive"});
}

TEST_CASE("a squash that ended before the scripts were moved is one all the same", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"upgrade", "002"}).status == 0);
    REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "m"}).status == 0);
    for (const char* id : {"001", "002"}) {
        const std::string name = std::string(id) + ".sql";
        boost::filesystem::rename(place.file("migrations/archive/" + name),
                                  place.file("migrations/" + name));
    }
    CHECK(document(place, {"history"}, 0).size() == 2);
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(document(place, {"current"}, 0)["current"] == json{"004"});
}

TEST_CASE("a squash can be squashed", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"upgrade", "001"}).status == 0);
    REQUIRE(place.run({"squash", "002", "--rev-id", "000", "-m", "first"}).status == 0);
    REQUIRE(place.run({"squash", "003", "--rev-id", "0000", "-m", "second"}).status == 0);
    CHECK(document(place, {"history"}, 0).size() == 2);
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
    CHECK(Sqlite(place.file("app.db")).value("SELECT group_concat(symbol) FROM gene") ==
          "PKD1,PKD2");
}

TEST_CASE("differences are accepted where they are exactly those that are listed", "[cli]") {
    const Place place;
    chain_of_genes(place);
    place.script("001", "", "CREATE TABLE gene (id INTEGER);\nCREATE TABLE note (line TEXT);",
                 "DROP TABLE note;");
    place.script("002", "001", "INSERT INTO gene VALUES (1);", "DELETE FROM gene;");
    boost::filesystem::remove(place.file("migrations/003.sql"));
    boost::filesystem::remove(place.file("migrations/004.sql"));
    const std::vector<std::string> squash{"squash", "002", "--rev-id", "000", "-m", "m"};
    const auto accepting = [&](const std::string& text) {
        place.write("accepted.json", text);
        auto words = squash;
        words.insert(words.end(), {"--accept", place.file("accepted.json")});
        return place.run(words);
    };
    const json found = document(place, squash, 1);
    REQUIRE(found["row_differences"] ==
            json{"table gene: 1 row that only the baseline builds, as (1, 1)"});
    json other = found;
    other["row_differences"][0] = "table note: 1 row that only the baseline builds, as (1, 1)";
    json more = found;
    more["schema_differences"].push_back({{"category", "table"},
                                          {"severity", "critical"},
                                          {"object", "table note"},
                                          {"detail", ""},
                                          {"left", nullptr},
                                          {"right", "table note"}});
    json fewer = found;
    fewer["row_differences"].clear();
    for (const json& wrong : {other, more, fewer}) {
        CHECK(accepting(wrong.dump()).status == 1);
    }
    for (const char* wrong : {"", "{", "[]", "{\"schema_differences\":[{}]}",
                              "{\"schema_differences\":[1],\"row_differences\":[]}"}) {
        const Result refused = accepting(wrong);
        CHECK(refused.status == 1);
        CHECK_THAT(refused.err, ContainsSubstring("does not list differences"));
    }
    CHECK_FALSE(place.exists("migrations/000_m.sql"));
    const Result accepted = accepting(found.dump());
    CAPTURE(accepted.err);
    CHECK(accepted.status == 0);
    CHECK_THAT(accepted.err, ContainsSubstring("but for the differences that were accepted"));
    CHECK(place.exists("migrations/000_m.sql"));
}

TEST_CASE("unsquash puts the scripts back, and databases follow", "[cli]") {
    for (const char* stopped : {"base", "001", "003", "004"}) {
        const Place place;
        chain_of_genes(place);
        if (std::string(stopped) != "base") {
            REQUIRE(place.run({"upgrade", stopped}).status == 0);
        }
        const std::string first = place.read("migrations/001.sql");
        REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "all"}).status == 0);
        const bool swapped = GENERATE(false, true);
        if (swapped) {
            REQUIRE(place.run({"upgrade"}).status == 0);
        }
        CAPTURE(stopped, swapped);
        const json undone = document(place, {"unsquash", "000"}, 0);
        CHECK(undone["restored"] == json{"001", "002", "003"});
        CHECK(undone["stands_for"] == "003");
        CHECK(place.read("migrations/001.sql") == first);
        CHECK_FALSE(place.exists("migrations/archive/001.sql"));
        CHECK(document(place, {"history"}, 0).size() == 4);
        REQUIRE(place.run({"upgrade"}).status == 0);
        CHECK(document(place, {"current"}, 0)["current"] == json{"004"});
        CHECK(place.run({"check", "--drift"}).status == 0);
        CHECK(Sqlite(place.file("app.db")).value("SELECT group_concat(symbol) FROM gene") ==
              "PKD1,PKD2");
        CHECK(place.run({"downgrade", "000"}).status == 0);
        CHECK(document(place, {"current"}, 0)["current"] == json{"003"});
        CHECK(place.run({"downgrade", "base"}).status == 0);
    }
}

TEST_CASE("unsquash takes one squash at a time, and may be called again", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"squash", "002", "--rev-id", "000", "-m", "first"}).status == 0);
    REQUIRE(place.run({"squash", "003", "--rev-id", "0000", "-m", "second"}).status == 0);
    CHECK_THAT(place.run({"unsquash", "000"}).err, ContainsSubstring("retort unsquash 0000"));
    CHECK_THAT(place.run({"unsquash", "003"}).err, ContainsSubstring("no baseline"));
    CHECK_THAT(place.run({"unsquash", "nobody"}).err, ContainsSubstring("no baseline"));
    CHECK(document(place, {"unsquash", "0000"}, 0)["restored"] == json{"000", "003"});
    CHECK(place.run({"unsquash", "0000"}).status == 0);
    CHECK(place.exists("migrations/archive/001.sql"));
    CHECK(document(place, {"unsquash", "000"}, 0)["restored"] == json{"001", "002"});
    CHECK(document(place, {"history"}, 0).size() == 4);
    CHECK_THAT(place.run({"squash", "003", "--rev-id", "000", "-m", "again"}).err,
               ContainsSubstring("000"));
    REQUIRE(place.run({"squash", "003", "--rev-id", "00", "-m", "again"}).status == 0);
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
}

TEST_CASE("an unsquash that ended before the baseline went is none", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "m"}).status == 0);
    boost::filesystem::rename(place.file("migrations/archive/002.sql"),
                              place.file("migrations/002.sql"));
    CHECK(document(place, {"history"}, 0).size() == 2);
    boost::filesystem::rename(place.file("migrations/archive/001.sql"),
                              place.file("migrations/archive/of_001.sql"));
    place.write("migrations/of_001.sql", "-- in the way\n");
    const std::string before = place.read("migrations/000_m.sql");
    CHECK(place.run({"unsquash", "000"}).status == 1);
    CHECK(place.read("migrations/000_m.sql") == before);
    CHECK(place.exists("migrations/archive/003.sql"));
    boost::filesystem::remove(place.file("migrations/of_001.sql"));
    REQUIRE(place.run({"unsquash", "000"}).status == 0);
    CHECK(document(place, {"history"}, 0).size() == 4);
}

TEST_CASE("without the scripts that it stands for a baseline stays", "[cli]") {
    const Place place;
    chain_of_genes(place);
    REQUIRE(place.run({"squash", "003", "--rev-id", "000", "-m", "m"}).status == 0);
    boost::filesystem::remove(place.file("migrations/archive/002.sql"));
    const Result refused = place.run({"unsquash", "000"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("the scripts of 002 are missing"));
    CHECK(place.exists("migrations/archive/001.sql"));
}

TEST_CASE("views that nothing else needs are lifted into object files", "[cli]") {
    const Place place;
    chain_of_genes(place);
    place.script("0021", "002",
                 "CREATE VIEW symbols AS SELECT symbol FROM gene;\n"
                 "CREATE VIEW few AS SELECT symbol FROM symbols LIMIT 1;\n"
                 "CREATE VIEW written AS SELECT symbol FROM gene;\n"
                 "CREATE TRIGGER writing INSTEAD OF INSERT ON written BEGIN\n"
                 "    INSERT INTO gene (symbol) VALUES (NEW.symbol);\nEND;\n"
                 "CREATE VIEW under AS SELECT 1 AS one;\n"
                 "CREATE VIEW over AS SELECT one FROM under;\n"
                 "CREATE TRIGGER noted AFTER DELETE ON note BEGIN\n"
                 "    INSERT INTO note (line) SELECT one FROM over;\nEND;\n"
                 "CREATE VIEW later AS SELECT 2 AS two;",
                 "DROP TRIGGER noted;\nDROP VIEW later;\nDROP VIEW over;\nDROP VIEW under;\n"
                 "DROP VIEW written;\nDROP VIEW few;\nDROP VIEW symbols;");
    place.script("003", "0021",
                 "DROP VIEW few;\nCREATE VIEW few AS SELECT symbol FROM symbols "
                 "ORDER BY symbol LIMIT 1;",
                 "DROP VIEW few;\nCREATE VIEW few AS SELECT symbol FROM "
                 "symbols LIMIT 1;");
    place.script("004", "003", "CREATE TABLE twos AS SELECT two FROM later;", "DROP TABLE twos;");
    const std::string stopped =
        GENERATE(std::string("base"), std::string("001"), std::string("0021"), std::string("003"),
                 std::string("004"));
    CAPTURE(stopped);
    if (stopped != "base") {
        REQUIRE(place.run({"upgrade", stopped}).status == 0);
    }
    const json squashed = document(place, {"squash", "003", "--rev-id", "000", "-m", "m"}, 0);
    CHECK(squashed["objects_moved"] == json{"view few", "view symbols"});
    CHECK(squashed["objects_kept"] == json{"view later", "view over", "view under", "view written",
                                           "trigger noted", "trigger writing"});
    const std::string few = place.read("views/few.sql");
    CHECK_THAT(few, ContainsSubstring("-- As of revision 003\n-- retort:object view few\n"
                                      "-- retort:lifted_by 000\n\n-- retort:create sqlite\n"
                                      "CREATE VIEW few AS SELECT symbol FROM symbols ORDER BY "
                                      "symbol LIMIT 1;\n"));
    CHECK_THAT(place.read("migrations/000_m.sql"),
               ContainsSubstring("-- retort:lifted view symbols sha256:"));
    CHECK(place.read("migrations/000_m.sql").find("VIEW symbols") == std::string::npos);
    REQUIRE(place.run({"upgrade"}).status == 0);
    const auto is_whole = [&] {
        const Result checked = place.run({"check", "--drift"});
        CAPTURE(checked.out, checked.err);
        CHECK(checked.status == 0);
        CHECK(Sqlite(place.file("app.db")).rows("SELECT symbol FROM few") ==
              std::vector<std::string>{"HNF1B"});
    };
    is_whole();
    if (GENERATE(true, false)) {
        CHECK(place.run({"downgrade", "base"}).status == 0);
        CHECK(Sqlite(place.file("app.db"))
                  .rows("SELECT name FROM sqlite_schema WHERE name NOT LIKE '%retort%' AND name "
                        "NOT LIKE 'sqlite%' AND name NOT LIKE 'alembic%'")
                  .empty());
        return;
    }
    const json undone = document(place, {"unsquash", "000"}, 0);
    CHECK(undone["removed"] == json{place.file("views/few.sql"), place.file("views/symbols.sql")});
    CHECK_FALSE(place.exists("views/few.sql"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    is_whole();
    const Result down = place.run({"downgrade", "001"});
    CAPTURE(down.err);
    CHECK(down.status == 0);
}

TEST_CASE("a trigger is lifted where that is asked for and nothing needs it", "[cli]") {
    const Place place;
    chain_of_genes(place);
    place.script("003", "002",
                 "CREATE TRIGGER noted AFTER INSERT ON gene BEGIN\n"
                 "    INSERT INTO note (gene) VALUES (NEW.id);\nEND;",
                 "DROP TRIGGER noted;");
    const Result refused =
        place.run({"squash", "003", "--rev-id", "000", "-m", "m", "--lift", "nobody"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("'nobody' cannot be lifted"));
    CHECK_FALSE(place.exists("migrations/000_m.sql"));
    const json squashed =
        document(place, {"squash", "003", "--rev-id", "000", "-m", "m", "--lift", "noted"}, 0);
    CHECK(squashed["objects_moved"] == json{"trigger noted"});
    CHECK_THAT(place.read("views/noted_on_gene.sql"),
               ContainsSubstring("-- retort:object trigger noted on gene\n"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
}

TEST_CASE("a lifted file does not count without its baseline", "[cli]") {
    const Place place;
    chain_of_genes(place);
    place.script("003", "002", "CREATE VIEW symbols AS SELECT symbol FROM gene;",
                 "DROP VIEW symbols;");
    boost::filesystem::create_directory(place.file("views"));
    const std::string left =
        "-- retort:object view symbols\n-- retort:lifted_by 000\n"
        "CREATE VIEW symbols AS SELECT 1;\n";
    place.write("views/symbols.sql", left);
    CHECK(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check"}).status == 0);
    REQUIRE(place.run({"squash", "003", "--rev-id", "00", "-m", "m"}).status == 0);
    CHECK_THAT(place.read("views/symbols.sql"), ContainsSubstring("lifted_by 00\n"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
    REQUIRE(place.run({"squash", "004", "--rev-id", "0", "-m", "m"}).status == 0);
    CHECK_THAT(place.read("migrations/0_m.sql"), ContainsSubstring("retort:lifted view symbols"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
    CHECK(document(place, {"unsquash", "0"}, 0)["removed"].empty());
    REQUIRE(place.run({"unsquash", "00", "--keep-objects"}).status == 0);
    CHECK(place.read("views/symbols.sql").find("lifted_by") == std::string::npos);
}

TEST_CASE("unsquash removes the files of lifted objects unless they were edited", "[cli]") {
    const Place place;
    boost::filesystem::create_directory(place.file("views"));
    chain_of_genes(place);
    const std::string view = "CREATE VIEW symbols AS SELECT symbol FROM gene;";
    place.script("005", "004", view, "DROP VIEW symbols;");
    REQUIRE(place.run({"squash", "005", "--rev-id", "000", "-m", "m"}).status == 0);
    const std::string object = "-- retort:object view symbols\n" + view + "\n";
    place.write("views/symbols.sql", object);
    const auto checksum = retort::script::checksum(
        retort::script::parse_object(object, "symbols.sql"), retort::Dialect::sqlite);
    std::string baseline = place.read("migrations/000_m.sql");
    baseline.insert(baseline.find("-- retort:created"),
                    "-- retort:lifted view symbols " + checksum + "\n");
    place.write("migrations/000_m.sql", baseline);
    place.write("views/symbols.sql",
                "-- retort:object view symbols\nCREATE VIEW symbols AS SELECT id FROM gene;\n");
    const Result edited = place.run({"unsquash", "000"});
    CHECK(edited.status == 1);
    CHECK_THAT(edited.err, ContainsSubstring("symbols.sql was edited since 000 lifted it"));
    CHECK(place.exists("migrations/archive/001.sql"));
    if (GENERATE(false, true)) {
        CHECK(document(place, {"unsquash", "000", "--keep-objects"}, 0)["removed"].empty());
        CHECK(place.exists("views/symbols.sql"));
        return;
    }
    place.write("views/symbols.sql", object);
    CHECK(document(place, {"unsquash", "000"}, 0)["removed"] ==
          json{place.file("views/symbols.sql")});
    CHECK_FALSE(place.exists("views/symbols.sql"));
    CHECK(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check", "--drift"}).status == 0);
}

TEST_CASE("values of the moment in joined scripts go on being asked for", "[cli]") {
    const Place place;
    place.script("001", "", "CREATE TABLE t (a, at);", "DROP TABLE t;");
    place.script("002", "001", "INSERT INTO t VALUES (1, datetime('now'));", "DELETE FROM t;");
    REQUIRE(place.run({"squash", "001:002", "--rev-id", "000", "-m", "m"}).status == 0);
    CHECK_THAT(place.read("migrations/000_m.sql"), ContainsSubstring("datetime('now')"));
}

TEST_CASE("a folder may be named with a slash behind it", "[cli]") {
    const Place place;
    chain_of_genes(place);
    const Result result =
        run({"squash", "003", "--rev-id", "000", "-m", "m", "--objects", place.file("views"),
             "--scripts", place.file("migrations/"), "--url", place.url()});
    CAPTURE(result.err);
    CHECK(result.status == 0);
    CHECK(result.out == place.file("migrations/000_m.sql\n"));
}

TEST_CASE("without a place for scratch databases a server's chain is not run", "[cli]") {
    const Place place;
    chain_of_genes(place);
    const Result result = run({"squash", "003", "-m", "m", "--scripts", place.file("migrations"),
                               "--url", "postgresql://somebody@localhost/x"});
    CHECK(result.status == 1);
    CHECK_THAT(result.err, ContainsSubstring("--scratch postgresql://..."));
}
