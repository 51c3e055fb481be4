#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Result;
using retort_test::Sqlite;

namespace {

Sqlite filled(const Place& place) {
    place.script("001", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL CHECK (symbol <> "
                 "''));\n"
                 "CREATE TABLE note (gene INTEGER REFERENCES gene, line TEXT);\n"
                 "INSERT INTO gene VALUES (1, 'PKD1'), (2, 'PKD2');\n"
                 "INSERT INTO note VALUES (1, 'a'), (NULL, 'b');",
                 "DROP TABLE note;\nDROP TABLE gene;");
    REQUIRE(place.run({"upgrade"}).status == 0);
    return Sqlite(place.file("app.db"));
}

json validated(const Place& place, std::vector<std::string> words, int status) {
    words.insert(words.begin(), "validate");
    words.emplace_back("--json");
    const Result result = place.run(words);
    CAPTURE(result.err, result.out);
    REQUIRE(result.status == status);
    return json::parse(result.out);
}

}  // namespace

TEST_CASE("validate counts the rows of every table but Retort's own", "[cli]") {
    const Place place;
    Sqlite database = filled(place);
    const json found = validated(place, {}, 0);
    CHECK(found["tables"] ==
          json{{{"name", "gene"}, {"rows", 2}}, {{"name", "note"}, {"rows", 2}}});
    CHECK(found["problems"].empty());
    CHECK(found["changed"].empty());
    CHECK(place.run({"validate"}).out == "           2  gene\n           2  note\n");
}

TEST_CASE("validate finds rows that no constraint would let in", "[cli]") {
    const Place place;
    Sqlite database = filled(place);
    database.rows("PRAGMA foreign_keys = OFF");
    database.rows("INSERT INTO note VALUES (7, 'orphan'), (8, 'orphan')");
    database.rows("PRAGMA ignore_check_constraints = ON");
    database.rows("INSERT INTO gene VALUES (3, '')");
    const json problems = validated(place, {}, 3)["problems"];
    REQUIRE(problems.size() == 2);
    CHECK(problems[0]["kind"] == "check");
    CHECK(problems[0]["table"] == "gene");
    CHECK(problems[1] == json{{"kind", "foreign_key"},
                              {"table", "note"},
                              {"detail", "2 rows break the foreign key to gene"}});
    CHECK_THAT(place.run({"validate"}).out,
               ContainsSubstring("foreign_key: note: 2 rows break the foreign key to gene\n"));
}

TEST_CASE("validate --compare names every table whose number of rows differs", "[cli]") {
    const Place place;
    Sqlite database = filled(place);
    const std::string saved = place.file("rows.json");
    validated(place, {"--save", saved}, 0);
    CHECK(validated(place, {"--compare", saved}, 0)["changed"].empty());
    database.rows("DELETE FROM note WHERE gene IS NULL");
    database.rows("CREATE TABLE fresh (a)");
    CHECK(validated(place, {"--compare", saved}, 3)["changed"] ==
          json{{{"table", "fresh"}, {"before", nullptr}, {"after", 0}},
               {{"table", "note"}, {"before", 2}, {"after", 1}}});
    database.rows("DROP TABLE note");
    CHECK_THAT(place.run({"validate", "--compare", saved}).out,
               ContainsSubstring("changed: note: no such table, was 2\n"));
}

TEST_CASE("validate compares with what it saved and nothing else", "[cli]") {
    const Place place;
    Sqlite database = filled(place);
    const Result absent = place.run({"validate", "--compare", place.file("none.json")});
    CHECK(absent.status == 1);
    CHECK_THAT(absent.err, ContainsSubstring(place.file("none.json")));
    for (const char* wrong : {"", "[]", "{\"tables\":[{\"name\":1,\"rows\":2}]}",
                              "{\"tables\":[{\"name\":\"gene\",\"rows\":\"2\"}]}"}) {
        place.write("rows.json", wrong);
        const Result refused = place.run({"validate", "--compare", place.file("rows.json")});
        CHECK(refused.status == 1);
        CHECK_THAT(refused.err, ContainsSubstring("does not hold what"));
    }
    CHECK(place.run({"validate", "--save", place.file("no/folder.json")}).status == 1);
}
