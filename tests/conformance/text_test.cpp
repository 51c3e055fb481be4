#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

/// Means itself as a string literal in every dialect.
const std::string awkward =
    "it''s :x ::y := \"double\" `tick` $$ $1 $q$ ? ?? % %s %% {} -- no comment /* nor this */ ; "
    "# @v \xC3\xA9 \xE6\x97\xA5\xE6\x9C\xAC \xF0\x9F\x98\x80";

}  // namespace

TEST_CASE("script text reaches the server unchanged", "[text]") {
    Fixture f;
    auto migrator = f.migrator({upgrade_only(
        "aaa", "",
        "CREATE TABLE aaa (x VARCHAR(500));\nINSERT INTO aaa VALUES ('" + awkward +
            "'); -- don't :one\nINSERT INTO aaa VALUES ('a:b');\n/* it's ; */INSERT INTO aaa "
            "VALUES ('two\nlines');\n-- only row :one\nDELETE FROM aaa -- :x ?\n WHERE x = "
            "'a:b';\n")});
    migrator.upgrade();
    CHECK(f.contents() ==
          Strings{"aaa: " + replaced(awkward, "''", "'"), "aaa: two\nlines", "table aaa (x)"});
}

TEST_CASE("ids, messages and kept texts may hold quotes", "[text]") {
    Fixture f;
    const std::string id = "it's\"$$`;?:x%";
    const std::string id_of_script = "a'b\"c`d;e?f%g$$";
    const ScriptText text{"quotes.sql", "-- it's \"quoted\" \\ $$ ? :x % {}\n-- retort:revision " +
                                            id_of_script +
                                            "\n-- retort:upgrade\nCREATE TABLE aaa (x INTEGER);\n"
                                            "-- retort:downgrade\n-- 'kept' \\ $$ ? :x\n"
                                            "DROP TABLE aaa;\n"};
    f.migrator({text}).upgrade();
    CHECK(f.record() == Record{{id_of_script},
                               {id_of_script + "|run"},
                               {id_of_script + "|upgrade|done||" + id_of_script},
                               {}});
    CHECK(f.value("SELECT message FROM retort_applied") == "it's \"quoted\" \\ $$ ? :x % {}");
    auto older = f.migrator({table("zzz", "")});
    CHECK(revisions_of(older.downgrade("base")) == Strings{id_of_script});
    CHECK(f.contents().empty());
}

TEST_CASE("a megabyte of script, kept for the way down", "[text]") {
    Fixture f;
    const std::string value(1'000'000, 'v');
    const auto scripts = [&] {
        return script_text("big", "",
                           "-- retort:upgrade\nCREATE TABLE big (x " + f.place->traits().big_text +
                               ");\nINSERT INTO big VALUES ('" + value +
                               "');\n-- retort:downgrade\nDELETE FROM big WHERE x <> '" + value +
                               "';\nDROP TABLE big;\n");
    };
    f.migrator({scripts()}).upgrade();
    CHECK(f.value("SELECT LENGTH(x) FROM big") == "1000000");
    auto older = f.migrator({table("zzz", "")});
    CHECK(older.downgrade("base").steps.size() == 1);
    CHECK(f.contents().empty());
}

TEST_CASE("twenty thousand statements in one revision", "[text]") {
    Fixture f;
    std::string text = "CREATE TABLE many (x INTEGER);\n";
    for (int i = 0; i < 20'000; ++i) {
        text += "INSERT INTO many VALUES (" + std::to_string(i) + ");\n";
    }
    f.migrator({upgrade_only("aaa", "", text)}).upgrade();
    CHECK(f.value("SELECT COUNT(*), SUM(x) FROM many") == "20000|199990000");
}

TEST_CASE("dollar quotes, E strings, operators and bodies of PostgreSQL", "[text][postgresql]") {
    Fixture f;
    f.migrator({upgrade_only("aaa", "", R"sql(
CREATE TABLE aaa (n INTEGER, x TEXT);
INSERT INTO aaa VALUES (1, $$ select $q$ :tok ; $q$ 'x' $$);
INSERT INTO aaa VALUES (2, E'it\'s :x \\ ; \u00e9');
INSERT INTO aaa VALUES (3, U&'d\0061t\+000061');
INSERT INTO aaa VALUES (4, (ARRAY['a', 'b', 'c'])[1:2]::text);
INSERT INTO aaa VALUES (5, ('{"a":1}'::jsonb ? 'a')::text);
CREATE FUNCTION days(n INTEGER) RETURNS INTEGER LANGUAGE plpgsql AS $body$
DECLARE total INTEGER := 0;
BEGIN
    total := n + 1; -- it's :total
    RETURN total;
END $body$;
CREATE FUNCTION twice(n INTEGER) RETURNS INTEGER LANGUAGE sql
BEGIN ATOMIC; SELECT 1; SELECT n * 2; END;
/* outer /* inner ; */ still outer ; */
INSERT INTO aaa VALUES (6, days(twice(3))::text);
CREATE TABLE "we;ird""name" ("a:b" INTEGER);
)sql")})
        .upgrade();
    CHECK(f.rows("SELECT x FROM aaa ORDER BY n") == Strings{" select $q$ :tok ; $q$ 'x' ",
                                                            "it's :x \\ ; \xC3\xA9", "data",
                                                            "{a,b}", "true", "7"});
    CHECK(f.value("SELECT count(*) FROM \"we;ird\"\"name\"") == "0");
    CHECK_THAT(f.value("SELECT prosrc FROM pg_proc WHERE proname = 'days'"),
               ContainsSubstring("-- it's :total"));
}
