#include "script/identifiers.hpp"
#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::Identifier;
using script::identifiers_of;
using script::may_name;
using script::object_id;
using script::with_or_replace;

namespace {

std::string written(const Identifier& identifier) {
    return identifier.schema.empty() ? identifier.name : identifier.schema + "." + identifier.name;
}

/// Those that are sure, in the order of the text.
std::string sure(const std::string& text, Dialect dialect = Dialect::postgresql) {
    std::string names;
    for (const Identifier& identifier : identifiers_of(text, dialect)) {
        if (identifier.surely) {
            names += (names.empty() ? "" : " ") + written(identifier);
        }
    }
    return names;
}

/// How `name` stands in the text.
std::string how(const std::string& text, const std::string& name,
                Dialect dialect = Dialect::postgresql) {
    for (const Identifier& identifier : identifiers_of(text, dialect)) {
        if (written(identifier) == name) {
            return identifier.surely ? "surely" : "maybe";
        }
    }
    return "not";
}

script::ObjectId view(const std::string& name, Dialect dialect = Dialect::postgresql) {
    return object_id(ObjectKind::view, name, dialect).value();
}

}  // namespace

TEST_CASE("a query surely names what it reads from", "[script]") {
    CHECK(sure("SELECT a, b FROM t") == "t");
    CHECK(sure("SELECT * FROM t, ONLY u AS x, s.v LEFT JOIN w ON a = b, \"Odd\" WHERE c IN (d)") ==
          "t u s.v w Odd in");
    CHECK(sure("SELECT 1 FROM (SELECT x, y FROM t) q, u ORDER BY a, b") == "t u");
    CHECK(sure("SELECT 1 FROM (t CROSS JOIN u), v") == "t u v");
    CHECK(sure("SELECT 1 FROM t GROUP BY a, b UNION SELECT c, d FROM u LIMIT 1") == "t u");
    CHECK(sure("SELECT 1 FROM db.s.t") == "s.t");
    CHECK(sure("SELECT 1 WHERE EXISTS (SELECT FROM t)") == "exists t");
    CHECK(sure("SELECT 1 FROM `T` JOIN `db`.`U`", Dialect::mysql) == "T db.U");
    CHECK(sure("SELECT 1 FROM [a b], main.\"T\"", Dialect::sqlite) == "a b main.t");
}

TEST_CASE("FROM within a function's arguments is no list of tables", "[script]") {
    CHECK(how("SELECT extract(year FROM made) FROM t", "made") == "maybe");
    CHECK(how("SELECT trim(both FROM a), substring(b FROM 2) FROM t", "a") == "maybe");
    CHECK(how("SELECT a IS DISTINCT FROM b FROM t", "b") == "maybe");
    CHECK(how("SELECT array(SELECT x FROM t)", "t") == "surely");
}

TEST_CASE("statements surely name what they write to", "[script]") {
    CHECK(sure("INSERT INTO t (a, b) VALUES (1, 2)") == "t");
    CHECK(sure("UPDATE t SET a = b, c = d") == "t");
    CHECK(sure("UPDATE t, u SET a = b, c = d", Dialect::mysql) == "t u");
    CHECK(sure("DELETE FROM ONLY t WHERE a") == "t");
    CHECK(sure("ALTER TABLE IF EXISTS s.t ADD a integer REFERENCES u") == "s.t u");
    CHECK(sure("INSERT INTO t SELECT a FROM u ON CONFLICT DO UPDATE SET b = c") == "t u");
    CHECK(sure("CALL p", Dialect::mysql) == "p");
    CHECK(sure("GRANT SELECT ON v TO reader") == "v");
    CHECK(sure("CREATE UNIQUE INDEX i ON t (a)") == "t");
    CHECK(sure("COMMENT ON VIEW s.v IS 'x'") == "s.v");
}

TEST_CASE("a name before a bracket is surely that of a routine", "[script]") {
    CHECK(sure("SELECT score(a) + s.rate (b)") == "score s.rate");
    CHECK(sure("CREATE TRIGGER t BEFORE UPDATE OF a, b ON g FOR EACH ROW EXECUTE FUNCTION f()") ==
          "g f");
    CHECK(how("SELECT 1 FROM unnest(x) AS gene(id)", "gene") == "maybe");
    CHECK(how("CREATE FUNCTION f() RETURNS SETOF v AS 'x' LANGUAGE sql", "v") == "surely");
}

TEST_CASE("what else is named may be anything", "[script]") {
    CHECK(how("SELECT t.a FROM t", "t.a") == "maybe");
    CHECK(how("COMMENT ON COLUMN v.c IS 'x'", "v") == "maybe");
    CHECK(how("SELECT a AS v", "v") == "maybe");
    CHECK(how("SELECT 'v', \"w\" /* x */ -- y\n", "v") == "not");
    CHECK(how("SELECT 'v', \"w\" /* x */ -- y\n", "w") == "maybe");
    CHECK(how("SELECT 'v', \"w\" /* x */ -- y\n", "x") == "not");
    CHECK(how("SELECT 'v', \"w\" /* x */ -- y\n", "y") == "not");
    CHECK(how("SELECT \"w\"", "w", Dialect::mysql) == "not");
    CHECK(how("SELECT E'v'", "v") == "not");
}

TEST_CASE("a query that WITH names is surely no table", "[script]") {
    CHECK(how("WITH v AS (SELECT 1) SELECT * FROM v, s.v", "v") == "maybe");
    CHECK(how("WITH v AS (SELECT 1) SELECT * FROM v, s.v", "s.v") == "surely");
    CHECK(how("WITH RECURSIVE a AS (SELECT 1), v (x, y) AS NOT MATERIALIZED (SELECT 2) "
              "SELECT * FROM v",
              "v") == "maybe");
    CHECK(how("CREATE VIEW x AS WITH v AS (SELECT 1) SELECT * FROM v", "v") == "maybe");
}

TEST_CASE("a routine's body counts, but for nothing sure", "[script]") {
    const std::string head = "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS ";
    CHECK(how(head + "$$ SELECT 1 FROM v $$", "v") == "maybe");
    CHECK(how(head + "$a$ SELECT $$v$$ $a$", "v") == "maybe");
    CHECK(how(head + "'SELECT 1 FROM v'", "v") == "maybe");
    CHECK(how("SELECT 'x' AS y, 'v' FROM t", "v") == "not");
    CHECK(how("CREATE FUNCTION f() RETURNS int RETURN (SELECT max(a) FROM v)", "v") == "surely");
    CHECK(how("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT a, b FROM v; END", "v",
              Dialect::mysql) == "surely");
}

TEST_CASE("each identifier is there once, sure when it is so anywhere", "[script]") {
    const auto found = identifiers_of("t T t", Dialect::postgresql);
    REQUIRE(found.size() == 1);
    CHECK_FALSE(found.front().surely);
    CHECK(how("SELECT v FROM v", "v") == "surely");
    CHECK(how("SELECT a FROM v WHERE v", "v") == "surely");
}

TEST_CASE("an identifier may name an object of its name in the same schema or in any", "[script]") {
    CHECK(may_name({"", "v", false}, view("v")));
    CHECK(may_name({"s", "v", false}, view("v")));
    CHECK(may_name({"", "v", false}, view("s.v")));
    CHECK(may_name({"s", "v", false}, view("s.v")));
    CHECK_FALSE(may_name({"t", "v", false}, view("s.v")));
    CHECK_FALSE(may_name({"", "w", false}, view("v")));
    CHECK_FALSE(may_name({"", "V", false}, view("v", Dialect::mysql)));
    CHECK(may_name({"", "Score", false},
                   object_id(ObjectKind::function, "score", Dialect::mysql).value()));
    CHECK_FALSE(may_name({"", "touch", true},
                         object_id(ObjectKind::trigger, "touch on t", Dialect::mysql).value()));
}

TEST_CASE("OR REPLACE is put behind CREATE where it is not there", "[script]") {
    const auto replaced = [](const std::string& text) {
        return with_or_replace(text, Dialect::mysql);
    };
    CHECK(replaced("CREATE VIEW v AS SELECT 1") == "CREATE OR REPLACE VIEW v AS SELECT 1");
    CHECK(replaced("create /* x */ view v as select 1") ==
          "create OR REPLACE /* x */ view v as select 1");
    CHECK(replaced("CREATE or  replace VIEW v AS SELECT 1") ==
          "CREATE or  replace VIEW v AS SELECT 1");
    CHECK(replaced("CREATE VIEW IF NOT EXISTS v AS SELECT IF(a, b, c)") ==
          "CREATE OR REPLACE VIEW v AS SELECT IF(a, b, c)");
    CHECK(replaced("CREATE PROCEDURE p() BEGIN DROP TABLE IF EXISTS x; "
                   "CREATE TABLE IF NOT EXISTS x (a INT); END") ==
          "CREATE OR REPLACE PROCEDURE p() BEGIN DROP TABLE IF EXISTS x; "
          "CREATE TABLE IF NOT EXISTS x (a INT); END");
    CHECK(replaced("SET STATEMENT max_statement_time = 1 FOR CREATE VIEW v AS SELECT 1") ==
          "SET STATEMENT max_statement_time = 1 FOR CREATE OR REPLACE VIEW v AS SELECT 1");
    CHECK(replaced("GRANT CREATE VIEW ON x TO y") == "GRANT CREATE VIEW ON x TO y");
    CHECK(replaced("").empty());
    CHECK(with_or_replace("CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql",
                          Dialect::postgresql) ==
          "CREATE OR REPLACE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql");
}
