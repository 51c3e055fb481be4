#include "dialect/mysql/script_check.hpp"
#include "dialect/mysql/statement_kind.hpp"
#include "support/catch.hpp"

#include <retort/error.hpp>

using namespace retort;
using dialect::StatementKind;
using dialect::mysql::statement_kind;

namespace {

script::Section section(const std::string& text) {
    script::Section section;
    section.first_line = 1;
    section.text = text;
    return section;
}

}  // namespace

TEST_CASE("statements on rows may share a transaction with their record", "[dialect]") {
    const auto* const text = GENERATE(
        "INSERT INTO t VALUES (1)", "update t set a = 1", "DELETE FROM t",
        "REPLACE INTO t VALUES (1)", "SELECT 1", "WITH a AS (SELECT 1) SELECT * FROM a",
        "DO sleep(0)", "(SELECT 1) LIMIT 1", "LOAD DATA INFILE 'x' INTO TABLE t",
        "ANALYZE FORMAT=JSON DELETE FROM t", "SHOW TABLES", "/*!40000 INSERT INTO t VALUES (1) */",
        "SET STATEMENT sql_mode = '' FOR INSERT INTO t VALUES (1)");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::plain);
}

TEST_CASE("statements that begin or end a transaction are known", "[dialect]") {
    const auto* const text =
        GENERATE("START TRANSACTION", "BEGIN", "begin work", "COMMIT", "ROLLBACK TO a",
                 "SAVEPOINT a", "RELEASE SAVEPOINT a", "XA START 'a'", "SET autocommit = 0",
                 "SET @@session.autocommit = 0");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::transaction);
}

TEST_CASE("settings of the session are set again in a new one", "[dialect]") {
    const auto* const text =
        GENERATE("SET sql_mode = 'ANSI'", "SET NAMES utf8mb4", "USE other", "SET @x = 5",
                 "/*!40101 SET @old = @@sql_mode, sql_mode = 'NO_AUTO_VALUE_ON_ZERO' */",
                 "SET foreign_key_checks = 0", "DEALLOCATE PREPARE s");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::session);
}

TEST_CASE("what a new session lacks and cannot get again is known", "[dialect]") {
    const auto* const text =
        GENERATE("CREATE TEMPORARY TABLE t (a INT)", "CREATE OR REPLACE TEMPORARY TABLE t (a INT)",
                 "DROP TEMPORARY TABLE t", "SET @x = (SELECT max(a) FROM t)", "SET @x = uuid()",
                 "SELECT max(a) INTO @x FROM t", "SELECT @x := 1", "PREPARE s FROM 'SELECT 1'");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::temporary);
}

TEST_CASE("what may run again at will is known", "[dialect]") {
    const auto* const text =
        GENERATE("ANALYZE TABLE t", "OPTIMIZE TABLE t", "FLUSH TABLES", "CHECK TABLE t",
                 "GRANT SELECT ON t TO a", "SET GLOBAL max_connections = 5");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::standalone);
}

TEST_CASE("what commits by itself, and what nobody knows, runs once", "[dialect]") {
    const auto* const text = GENERATE(
        "CREATE TABLE t (a INT)", "ALTER TABLE t ADD b INT", "DROP TABLE t", "TRUNCATE t",
        "RENAME TABLE a TO b", "CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a = 1",
        "CALL p()", "EXECUTE s", "BEGIN NOT ATOMIC SELECT 1; END", "REVOKE SELECT ON t FROM a",
        "CREATE USER a", "KILL 5", "/*!50001 CREATE VIEW v AS SELECT 1 */",
        "SET STATEMENT max_statement_time = 1 FOR ALTER TABLE t ADD b INT");
    CAPTURE(text);
    CHECK(statement_kind(text) == StatementKind::once);
}

TEST_CASE("a section has its statements without terminators, with lines and kinds", "[dialect]") {
    const auto text = section(
        "-- first\n\nCREATE TABLE t (a INT);\nDELIMITER //\n"
        "CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND//\nDELIMITER ;\nINSERT INTO t VALUES (1)");
    const auto found = dialect::mysql::check_script(text, "a.sql");
    REQUIRE(found.size() == 3);
    CHECK(found[0].text == "CREATE TABLE t (a INT)");
    CHECK(found[0].line == 3);
    CHECK(found[0].kind == StatementKind::once);
    CHECK(found[1].text == "CREATE PROCEDURE p()\nBEGIN\n  SELECT 1;\nEND");
    CHECK(found[1].line == 5);
    CHECK(found[2].text == "INSERT INTO t VALUES (1)");
    CHECK(found[2].line == 10);
    CHECK(found[2].kind == StatementKind::plain);
}

TEST_CASE("a transaction of its own needs a section marked no_transaction", "[dialect]") {
    auto text = section("INSERT INTO t VALUES (1);\nCOMMIT;\n");
    CHECK_THROWS_WITH(dialect::mysql::check_script(text, "a.sql"),
                      "a.sql:2: \"COMMIT\" would end or nest the transaction that keeps this "
                      "revision whole. Take the statement out, or mark the section "
                      "no_transaction.");
    text.no_transaction = true;
    CHECK(dialect::mysql::check_script(text, "a.sql").size() == 2);
}

TEST_CASE("locked tables would keep the engine from its own", "[dialect]") {
    auto text = section("LOCK TABLES t WRITE;\n");
    text.no_transaction = true;
    CHECK_THROWS_WITH(dialect::mysql::check_script(text, "a.sql"),
                      "a.sql:1: \"LOCK TABLES t WRITE\" would keep the engine from recording what "
                      "is done. Take it out together with its UNLOCK TABLES: nobody else migrates "
                      "meanwhile.");
}
