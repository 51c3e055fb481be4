#include "fixture.hpp"

using namespace retort_test;

namespace {

constexpr const char* chain =
    "CREATE SCHEMA dba; CREATE TABLE gene (id int, score int, name text, day date); CREATE "
    "FUNCTION "
    "scale(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE VIEW scaled AS SELECT "
    "scale(score) AS x FROM gene; CREATE MATERIALIZED VIEW best AS SELECT max(x) AS x FROM scaled; "
    "CREATE VIEW bests AS SELECT x FROM best; CREATE VIEW dba.report AS SELECT bests.x FROM bests, "
    "scaled; CREATE FUNCTION top() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT x FROM bests; END; "
    "CREATE VIEW topmost AS SELECT top() AS x; CREATE MATERIALIZED VIEW names AS SELECT name FROM "
    "gene; CREATE VIEW all_names AS SELECT name FROM names; CREATE VIEW counted AS SELECT count(*) "
    "FROM gene; CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; "
    "END'; CREATE TRIGGER scored BEFORE UPDATE ON gene FOR EACH ROW WHEN (NEW.score > 1) EXECUTE "
    "FUNCTION touch(); CREATE TRIGGER dated BEFORE UPDATE OF day ON gene FOR EACH ROW EXECUTE "
    "FUNCTION touch()";

const Strings scaled_and_users{"public.topmost", "function public.top",      "dba.report",
                               "public.bests",   "materialized public.best", "public.scaled"};

Strings sorted(Strings names) {
    std::sort(names.begin(), names.end());
    return names;
}

/// Drops them in the order given, then runs the statement.
void take_down_and_run(Fixture& f, const std::string& statement, bool widely = false) {
    f.run("BEGIN; SAVEPOINT before");
    const DatabaseError error = f.refusal(statement);
    f.run("ROLLBACK TO SAVEPOINT before");
    for (const CatalogObject& object :
         f.objects.in_the_way_of(dialect::Statement{statement, 1}, error, widely)) {
        f.run(f.objects.drop(object.id));
    }
    CHECK_NOTHROW(f.run(statement));
    f.run("ROLLBACK");
}

}  // namespace

TEST_CASE("users are found through views, materialized views and functions", "[objects]") {
    Fixture f;
    f.run(chain);
    const std::string path = GENERATE("public", "dba", "''");
    f.run("SET search_path = public");
    CHECK(f.database.default_schema() == "public");
    f.run("SET search_path = " + path);
    const Strings users = f.users(function("scale"));
    CHECK(sorted(users) == sorted(scaled_and_users));
    CHECK(f.users(function("scale")) == users);
    f.run("BEGIN");
    for (const CatalogObject& user : f.objects.users(function("scale"))) {
        CHECK_NOTHROW(f.run(f.objects.drop(user.id)));
    }
    CHECK_NOTHROW(f.run(f.objects.drop(function("scale"))));
    f.run("ROLLBACK");
    CHECK(f.users(view("topmost")).empty());
    CHECK(f.users(view("absent")).empty());
    CHECK(sorted(f.users(function("touch"))) ==
          Strings{"trigger public.dated", "trigger public.scored"});
}

TEST_CASE("users of a view's row type, of a default and of an index are users", "[objects]") {
    Fixture f;
    f.run(
        "CREATE VIEW v AS SELECT 1 AS x; CREATE FUNCTION of_row(v) RETURNS int LANGUAGE sql AS "
        "'SELECT 1'; CREATE FUNCTION of_rows(v[]) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE "
        "FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION same(int) RETURNS "
        "int IMMUTABLE LANGUAGE sql AS 'SELECT $1'; ALTER VIEW v ALTER COLUMN x SET DEFAULT one(); "
        "CREATE MATERIALIZED VIEW m AS SELECT 1 AS x; CREATE INDEX ON m (same(x))");
    CHECK(sorted(f.users(view("v"))) ==
          Strings{"function public.of_row", "function public.of_rows"});
    CHECK(sorted(f.users(function("one"))) ==
          Strings{"function public.of_row", "function public.of_rows", "public.v"});
    CHECK(f.users(function("same")) == Strings{"materialized public.m"});
}

TEST_CASE("only what uses a changed column is in the way", "[objects]") {
    Fixture f;
    f.run(chain);
    Strings of_score = scaled_and_users;
    of_score.push_back("trigger public.scored");
    for (const char* statement :
         {"ALTER TABLE gene ALTER COLUMN score TYPE bigint", "ALTER TABLE gene DROP score",
          "ALTER TABLE IF EXISTS ONLY public.gene ADD z int, ALTER \"score\" SET DATA TYPE bigint "
          "USING score + id + length(name)",
          "ALTER TABLE gene DROP COLUMN IF EXISTS score, ADD CHECK (name > '')"}) {
        CAPTURE(statement);
        CHECK(sorted(f.in_the_way_of(statement)) == sorted(of_score));
        take_down_and_run(f, statement);
    }
    CHECK(f.in_the_way_of("ALTER TABLE gene ALTER day TYPE timestamp") ==
          Strings{"trigger public.dated"});
    CHECK(f.in_the_way_of("ALTER TABLE gene DROP name") ==
          Strings{"public.all_names", "materialized public.names"});
    Strings all = of_score;
    for (const char* more : {"public.all_names", "materialized public.names", "public.counted",
                             "trigger public.dated"}) {
        all.emplace_back(more);
    }
    CHECK(sorted(f.in_the_way_of("ALTER TABLE gene DROP name", true)) == sorted(all));
    take_down_and_run(f, "ALTER TABLE gene DROP name", true);
}

TEST_CASE("all that uses a whole table is in the way of its drop, but for its triggers",
          "[objects]") {
    Fixture f;
    f.run(chain);
    f.run("CREATE TABLE other (id int); CREATE VIEW others AS SELECT id FROM other");
    Strings all = scaled_and_users;
    for (const char* more : {"public.all_names", "materialized public.names", "public.counted"}) {
        all.emplace_back(more);
    }
    CHECK(sorted(f.in_the_way_of("DROP TABLE gene")) == sorted(all));
    take_down_and_run(f, "DROP TABLE gene");
    all.emplace_back("public.others");
    CHECK(sorted(f.in_the_way_of("DROP TABLE IF EXISTS public.gene, other")) == sorted(all));
    CHECK(f.in_the_way_of("DROP VIEW bests") ==
          Strings{"public.topmost", "function public.top", "dba.report"});
    CHECK(f.in_the_way_of("DROP MATERIALIZED VIEW names") == Strings{"public.all_names"});
}

TEST_CASE("what uses a routine is in the way of its drop, not what uses its namesake",
          "[objects]") {
    Fixture f;
    f.run(chain);
    f.run(
        "CREATE FUNCTION scale(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE VIEW "
        "texts AS SELECT scale('a'::text) AS x");
    CHECK(f.in_the_way_of("DROP FUNCTION scale(text)") == Strings{"public.texts"});
    CHECK(sorted(f.in_the_way_of("DROP FUNCTION public.scale(int)")) == sorted(scaled_and_users));
    take_down_and_run(f, "DROP FUNCTION public.scale(int)");
    CHECK(sorted(f.in_the_way_of("DROP FUNCTION touch()")) ==
          Strings{"trigger public.dated", "trigger public.scored"});
}

TEST_CASE("partitions and heirs count, as do types, constraints and schemas", "[objects]") {
    Fixture f;
    f.run(
        "CREATE TABLE part (a int, b int) PARTITION BY LIST (a); CREATE TABLE part1 PARTITION OF "
        "part FOR VALUES IN (1); CREATE VIEW of_part AS SELECT b FROM part1; CREATE TABLE parent "
        "(q int); CREATE TABLE child () INHERITS (parent); CREATE VIEW of_child AS SELECT q FROM "
        "child; CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION feel(mood[]) RETURNS int LANGUAGE "
        "sql AS 'SELECT 1'; CREATE TABLE keyed (k int CONSTRAINT the_key PRIMARY KEY, z int); "
        "CREATE VIEW grouped AS SELECT k, z FROM keyed GROUP BY k; CREATE TYPE pair AS (a int, b "
        "int); CREATE VIEW paired AS SELECT (ROW(1, 2)::pair).a; CREATE MATERIALIZED VIEW rows AS "
        "SELECT parent FROM parent; CREATE SCHEMA empty; CREATE VIEW empty.v AS SELECT 1 AS x");
    CHECK(f.in_the_way_of("ALTER TABLE part ALTER b TYPE bigint") == Strings{"public.of_part"});
    CHECK(f.in_the_way_of("ALTER TABLE part DROP b") == Strings{"public.of_part"});
    CHECK(f.in_the_way_of("DROP TABLE part") == Strings{"public.of_part"});
    CHECK(sorted(f.in_the_way_of("ALTER TABLE parent ALTER q TYPE bigint")) ==
          Strings{"materialized public.rows", "public.of_child"});
    CHECK(f.in_the_way_of("DROP TYPE mood") == Strings{"function public.feel"});
    CHECK(f.in_the_way_of("ALTER TABLE keyed DROP CONSTRAINT the_key") ==
          Strings{"public.grouped"});
    CHECK(f.in_the_way_of("ALTER TYPE pair DROP ATTRIBUTE a") == Strings{"public.paired"});
    CHECK(f.in_the_way_of("ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint") ==
          Strings{"public.paired"});
    CHECK(f.in_the_way_of("DROP SCHEMA empty") == Strings{"empty.v"});
}

TEST_CASE("a block of statements is read for the names of columns", "[objects]") {
    Fixture f;
    f.run(chain);
    const std::string block = "DO $$ BEGIN ALTER TABLE gene DROP COLUMN name; END $$";
    CHECK(f.in_the_way_of(block) == Strings{"public.all_names", "materialized public.names"});
    take_down_and_run(f, block);
    const std::string drop = "DO $$ BEGIN DROP FUNCTION scale(int); END $$";
    CHECK(f.in_the_way_of(drop).empty());
    take_down_and_run(f, drop, true);
}

TEST_CASE("names mean what the search path says", "[objects]") {
    Fixture f;
    f.run(
        "CREATE SCHEMA other; CREATE TABLE gene (id int); CREATE TABLE other.gene (id int); CREATE "
        "VIEW one AS SELECT id FROM public.gene; CREATE VIEW two AS SELECT id FROM other.gene");
    CHECK(f.in_the_way_of("DROP TABLE gene") == Strings{"public.one"});
    CHECK(f.in_the_way_of("DROP TABLE other.gene") == Strings{"public.two"});
    f.run("SET search_path = other");
    CHECK(f.in_the_way_of("DROP TABLE gene") == Strings{"public.two"});
}

TEST_CASE("other failures are not taken for a block, absences are told", "[objects]") {
    Fixture f;
    f.run("CREATE VIEW v AS SELECT 1 AS x, 2 AS y");
    for (const char* statement :
         {"SELECT * FROM absent", "SELECT absent FROM v", "SELECT absent(1)", "SELECT 1::absent",
          "SELECT absent.f()", "DROP VIEW absent"}) {
        CAPTURE(statement);
        const DatabaseError error = f.refusal(statement);
        CHECK(f.objects.is_absence(error));
        CHECK_FALSE(f.objects.is_blocked(error));
    }
    const DatabaseError narrower = f.refusal("CREATE OR REPLACE VIEW v AS SELECT 1 AS x");
    CHECK(narrower.facts().code == "42P16");
    CHECK_FALSE(f.objects.is_blocked(narrower));
    CHECK_FALSE(f.objects.is_absence(narrower));
    CHECK_FALSE(f.objects.is_absence(f.refusal("SELECT 1 / 0")));
}
