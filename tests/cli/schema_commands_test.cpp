#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::document;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Sqlite;

namespace {

/// Two revisions, both applied.
void two_tables(const Place& place) {
    place.revision("001", "");
    place.revision("002", "001");
    REQUIRE(place.run({"upgrade"}).status == 0);
}

}  // namespace

TEST_CASE("schema diff compares a database with what the scripts build", "[cli]") {
    const Place place;
    two_tables(place);
    CHECK(place.run({"schema", "diff", "scripts", place.url()}).status == 0);
    CHECK(place.run({"schema", "diff", "scripts", "scripts@heads"}).err == "No difference.\n");
    CHECK(document(place, {"schema", "diff", "scripts@001", place.url()}, 3) ==
          json{{"differences",
                {{{"category", "table"},
                  {"severity", "critical"},
                  {"object", "table t_002"},
                  {"detail", ""},
                  {"left", nullptr},
                  {"right", "table"}}}},
               {"counts", {{"critical", 1}, {"advisory", 0}}}});
}

TEST_CASE("schema diff leaves out what is not asked for", "[cli]") {
    const Place place;
    two_tables(place);
    Sqlite(place.file("app.db")).run("CREATE INDEX i ON t_001 (a); CREATE VIEW v AS SELECT 1");
    const std::vector<std::string> diff{"schema", "diff", "scripts", place.url()};
    const auto with = [&](std::vector<std::string> more) {
        std::vector<std::string> words = diff;
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    CHECK(document(place, diff, 3)["counts"] == json{{"critical", 1}, {"advisory", 1}});
    CHECK(document(place, with({"--min-severity", "critical"}), 3)["counts"] ==
          json{{"critical", 1}, {"advisory", 0}});
    CHECK(document(place, with({"--ignore", "view,index"}), 0)["counts"] ==
          json{{"critical", 0}, {"advisory", 0}});
    CHECK(place.run(diff).out ==
          "advisory index table t_001: index i\n"
          "    left   (none)\n"
          "    right  columns: a\n"
          "critical view view v\n"
          "    left   (none)\n"
          "    right  definition: create view v as select 1\n");
}

TEST_CASE("schema dump prints what is read", "[cli]") {
    const Place place;
    two_tables(place);
    CHECK(place.run({"schema", "dump"}).out == place.run({"schema", "dump", "scripts"}).out);
    CHECK(place.run({"schema", "dump", "scripts@001"}).out ==
          "table t_001\n"
          "    column a: type: integer\n");
    const json dumped = document(place, {"schema", "dump"}, 0);
    CHECK(dumped["dialect"] == "sqlite");
    CHECK(dumped["objects"][0]["kind"] == "table");
}

TEST_CASE("check --drift tells what somebody changed by hand", "[cli]") {
    const Place place;
    two_tables(place);
    CHECK(place.run({"check", "--drift"}).status == 0);
    Sqlite(place.file("app.db")).run("ALTER TABLE t_001 ADD COLUMN by_hand");
    CHECK(place.run({"check"}).status == 0);
    CHECK(document(place, {"check", "--drift"}, 3) ==
          json{{"ok", false},
               {"problems",
                {{{"kind", "drift"},
                  {"revision", nullptr},
                  {"detail",
                   "critical column: table t_001, column by_hand is column in this database and "
                   "absent in what the scripts build"}}}}});
}

TEST_CASE("drift is measured where the database is", "[cli]") {
    const Place place;
    two_tables(place);
    place.revision("003", "002");
    const json problems = document(place, {"check", "--drift"}, 3)["problems"];
    REQUIRE(problems.size() == 1);
    CHECK(problems[0]["kind"] == "behind");
}

TEST_CASE("a script that leaves its database is not built in a scratch one", "[cli]") {
    const Place place;
    place.script("001", "", "CREATE TABLE t (a);\nATTACH 'other.db' AS other;\n", "DROP TABLE t;");
    const Result result = place.run({"schema", "dump", "scripts"});
    CHECK(result.status == 1);
    CHECK_THAT(result.err, ContainsSubstring("'ATTACH 'other.db' AS' reaches out of its database"));
    CHECK_THAT(result.err, ContainsSubstring("001"));
}

TEST_CASE("schema says what is wrong with its words", "[cli]") {
    const Place place;
    CHECK(place.run({"schema", "diff", "scripts"}).err ==
          "error: `schema diff` takes two sides: a URL, `scripts` or `scripts@TARGET`. `retort "
          "schema --help` shows how it is used.\n");
    CHECK(place.run({"schema", "dump", "heads"}).status == 2);
    const Result category =
        place.run({"schema", "diff", "scripts", "scripts", "--ignore", "tables"});
    CHECK(category.status == 2);
    CHECK_THAT(category.err, ContainsSubstring("There is no category 'tables'. Did you mean"));
    place.revision("001", "");
    const Result other =
        place.run({"schema", "diff", "scripts", "postgresql://somebody@localhost/x"});
    CHECK(other.status == 1);
    CHECK_THAT(other.err, ContainsSubstring("--scratch postgresql://..."));
}
