#include "script/identifiers.hpp"
#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::definitions_of;
using script::tables_changed_by;

namespace {

constexpr auto of_postgresql = Dialect::postgresql;
constexpr auto of_mysql = Dialect::mysql;
constexpr auto of_sqlite = Dialect::sqlite;

std::string verb_of(const script::ObjectDefinition& definition) {
    switch (definition.verb) {
        case script::ObjectDefinition::Verb::create:
            return "create ";
        case script::ObjectDefinition::Verb::alter:
            return "alter ";
        case script::ObjectDefinition::Verb::drop:
            break;
    }
    return "drop ";
}

std::string defined(const std::string& statement, Dialect dialect) {
    std::string text;
    for (const auto& definition : definitions_of(statement, dialect)) {
        const script::ObjectId& id = definition.object;
        text += (text.empty() ? "" : "; ") + verb_of(definition);
        text += std::string(to_string(id.kind)) + " ";
        text += (id.schema.empty() ? "" : id.schema + ".") + id.name;
        text += id.has_arguments ? "(" + id.arguments + ")" : "";
        text += id.table.empty() ? "" : " on " + id.table;
    }
    return text;
}

std::string changed(const std::string& statement, Dialect dialect) {
    std::string text;
    for (const auto& table : tables_changed_by(statement, dialect)) {
        CHECK(table.surely);
        text += text.empty() ? "" : " ";
        text += (table.schema.empty() ? "" : table.schema + ".") + table.name;
    }
    return text;
}

}  // namespace

TEST_CASE("statements that create a view", "[script]") {
    CHECK(defined("CREATE VIEW V AS SELECT 1", of_sqlite) == "create view v");
    CHECK(defined("create view if not exists main.v (a) as select 1", of_sqlite) ==
          "create view main.v");
    CHECK(defined("CREATE OR REPLACE VIEW s.\"V\" WITH (security_barrier) AS SELECT 1",
                  of_postgresql) == "create view s.V");
    CHECK(defined("CREATE RECURSIVE VIEW v (n) AS SELECT 1", of_postgresql) == "create view v");
    CHECK(defined("CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1", of_postgresql) ==
          "create materialized_view v");
    CHECK(defined("CREATE OR REPLACE ALGORITHM = MERGE DEFINER = `root`@`localhost` "
                  "SQL SECURITY INVOKER VIEW `db`.`V` AS SELECT 1",
                  of_mysql) == "create view db.V");
    CHECK(defined("CREATE /*!50001 ALGORITHM=UNDEFINED */ DEFINER=CURRENT_USER() VIEW v AS "
                  "SELECT 1",
                  of_mysql) == "create view v");
    CHECK(defined("CREATE DEFINER=root@'%' VIEW v AS SELECT 1", of_mysql) == "create view v");
    CHECK(defined("SET STATEMENT max_statement_time=1 FOR CREATE VIEW v AS SELECT 1", of_mysql) ==
          "create view v");
}

TEST_CASE("statements that create a routine", "[script]") {
    CHECK(defined("CREATE OR REPLACE FUNCTION App.Score(a int, b text DEFAULT 'x, y') RETURNS "
                  "int AS $$ SELECT 1 $$ LANGUAGE sql",
                  of_postgresql) == "create function app.score(integer, text)");
    CHECK(defined("CREATE PROCEDURE p(INOUT a bigint) LANGUAGE sql AS ''", of_postgresql) ==
          "create procedure p(bigint)");
    CHECK(defined("CREATE DEFINER=`a`@`b` FUNCTION Score(x INT) RETURNS INT RETURN x", of_mysql) ==
          "create function score");
    CHECK(defined("CREATE OR REPLACE AGGREGATE FUNCTION IF NOT EXISTS f(x INT) RETURNS INT BEGIN "
                  "END",
                  of_mysql) == "create function f");
    CHECK(defined("CREATE PROCEDURE db.P() BEGIN DROP VIEW v; END", of_mysql) ==
          "create procedure db.p");
}

TEST_CASE("statements that create a trigger", "[script]") {
    CHECK(defined("CREATE TRIGGER T AFTER UPDATE OF a, b ON Main.Gene BEGIN SELECT 1; END",
                  of_sqlite) == "create trigger main.t on gene");
    CHECK(defined("CREATE TRIGGER IF NOT EXISTS t INSTEAD OF INSERT ON v BEGIN SELECT 1; END",
                  of_sqlite) == "create trigger t on v");
    CHECK(defined("CREATE OR REPLACE TRIGGER t BEFORE INSERT OR UPDATE ON s.g FOR EACH ROW "
                  "EXECUTE FUNCTION f()",
                  of_postgresql) == "create trigger s.t on g");
    CHECK(defined("CREATE CONSTRAINT TRIGGER t AFTER INSERT ON g DEFERRABLE FOR EACH ROW EXECUTE "
                  "PROCEDURE f()",
                  of_postgresql) == "create trigger t on g");
    CHECK(defined("CREATE DEFINER=a@b TRIGGER T BEFORE INSERT ON G FOR EACH ROW SET @x = 1",
                  of_mysql) == "create trigger T on G");
}

TEST_CASE("statements that drop objects", "[script]") {
    CHECK(defined("DROP VIEW IF EXISTS a, S.b CASCADE", of_postgresql) ==
          "drop view a; drop view s.b");
    CHECK(defined("DROP MATERIALIZED VIEW a", of_postgresql) == "drop materialized_view a");
    CHECK(defined("DROP FUNCTION f(int), g, h()", of_postgresql) ==
          "drop function f(integer); drop function g; drop function h()");
    CHECK(defined("DROP ROUTINE f(int)", of_postgresql) ==
          "drop function f(integer); drop procedure f(integer)");
    CHECK(defined("DROP TRIGGER IF EXISTS t ON s.g", of_postgresql) == "drop trigger s.t on g");
    CHECK(defined("DROP TRIGGER IF EXISTS main.T", of_sqlite) == "drop trigger main.t");
    CHECK(defined("DROP PROCEDURE IF EXISTS db.P", of_mysql) == "drop procedure db.p");
}

TEST_CASE("statements that alter an object", "[script]") {
    CHECK(defined("ALTER VIEW IF EXISTS v RENAME TO w", of_postgresql) == "alter view v");
    CHECK(defined("ALTER MATERIALIZED VIEW s.v OWNER TO x", of_postgresql) ==
          "alter materialized_view s.v");
    CHECK(defined("ALTER FUNCTION f(a int) STABLE", of_postgresql) == "alter function f(integer)");
    CHECK(defined("ALTER PROCEDURE p OWNER TO x", of_postgresql) == "alter procedure p");
    CHECK(defined("ALTER TRIGGER t ON g RENAME TO u", of_postgresql) == "alter trigger t on g");
    CHECK(defined("ALTER ALGORITHM=TEMPTABLE DEFINER='a'@'b' VIEW v AS SELECT 1, 2", of_mysql) ==
          "alter view v");
}

TEST_CASE("other statements define no object", "[script]") {
    for (const std::string statement :
         {"", "CREATE", "CREATE VIEW", "CREATE TABLE view (a int)", "DROP TABLE a", "SELECT 1",
          "CREATE INDEX i ON v (a)", "ALTER TABLE a RENAME TO b", "COMMENT ON VIEW v IS 'x'",
          "GRANT ALL ON v TO x", "CREATE EVENT TRIGGER t ON ddl_command_end EXECUTE FUNCTION f()",
          "REFRESH MATERIALIZED VIEW v", "EXPLAIN CREATE VIEW v AS SELECT 1"}) {
        for (const Dialect dialect : {of_sqlite, of_postgresql, of_mysql}) {
            CAPTURE(statement, to_string(dialect));
            CHECK(defined(statement, dialect).empty());
        }
    }
}

TEST_CASE("temporary objects are none", "[script]") {
    CHECK(defined("CREATE TEMP VIEW v AS SELECT 1", of_sqlite).empty());
    CHECK(defined("CREATE OR REPLACE TEMPORARY VIEW v AS SELECT 1", of_postgresql).empty());
    CHECK(defined("CREATE FUNCTION pg_temp.f() RETURNS int RETURN 1", of_postgresql).empty());
    CHECK(defined("CREATE TRIGGER temp.t AFTER INSERT ON main.g BEGIN SELECT 1; END", of_sqlite)
              .empty());
    CHECK(defined("DROP VIEW temp.v", of_sqlite).empty());
}

TEST_CASE("statements that change tables", "[script]") {
    CHECK(changed("CREATE TABLE IF NOT EXISTS S.T (a int)", of_postgresql) == "s.t");
    CHECK(changed("CREATE UNLOGGED TABLE t AS SELECT 1", of_postgresql) == "t");
    CHECK(changed("CREATE VIRTUAL TABLE t USING fts5(a)", of_sqlite) == "t");
    CHECK(changed("ALTER TABLE IF EXISTS ONLY s.t * ADD a int", of_postgresql) == "s.t");
    CHECK(changed("ALTER TABLE s.t RENAME TO u", of_postgresql) == "s.t s.u");
    CHECK(changed("ALTER TABLE t RENAME a TO b", of_postgresql) == "t");
    CHECK(changed("ALTER TABLE t RENAME COLUMN a TO b", of_mysql) == "t");
    CHECK(changed("ALTER TABLE T ADD x INT DEFAULT (f(rename)), RENAME U", of_mysql) == "T U");
    CHECK(changed("ALTER TABLE t RENAME AS db.u, RENAME INDEX a TO b", of_mysql) == "t db.u");
    CHECK(changed("ALTER MATERIALIZED VIEW v RENAME TO w", of_postgresql) == "v w");
    CHECK(changed("DROP TABLE IF EXISTS a, s.b CASCADE", of_postgresql) == "a s.b");
    CHECK(changed("DROP VIEW a, b", of_mysql) == "a b");
    CHECK(changed("DROP TEMPORARY TABLE a", of_mysql) == "a");
    CHECK(changed("CREATE OR REPLACE VIEW v AS SELECT 1 FROM t", of_postgresql) == "v");
    CHECK(changed("RENAME TABLE a TO b, db.c WAIT 5 TO d", of_mysql) == "a b db.c d");
    CHECK(changed("TRUNCATE ONLY a, b RESTART IDENTITY", of_postgresql) == "a b");
    CHECK(changed("TRUNCATE TABLE a", of_mysql) == "a");
}

TEST_CASE("other statements change no table", "[script]") {
    for (const std::string statement :
         {"", "CREATE INDEX i ON t (a)", "COMMENT ON TABLE t IS 'x'", "INSERT INTO t VALUES (1)",
          "DROP INDEX i", "CREATE FUNCTION f() RETURNS int RETURN 1", "DROP TABLE", "ALTER TABLE",
          "CREATE TRIGGER t AFTER INSERT ON g BEGIN SELECT 1; END", "TRUNCATE", "RENAME TABLE"}) {
        for (const Dialect dialect : {of_sqlite, of_postgresql, of_mysql}) {
            CAPTURE(statement, to_string(dialect));
            CHECK(changed(statement, dialect).empty());
        }
    }
}
