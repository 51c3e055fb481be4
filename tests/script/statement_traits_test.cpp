#include "script/statement_traits.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using retort::Dialect;
using retort::script::statement_traits;
using retort::script::StatementTraits;

namespace {

using Texts = std::vector<std::string>;

/// All of `yes` have the trait, and none of `no`.
void check(Dialect dialect, bool StatementTraits::*trait, const Texts& yes, const Texts& no) {
    for (const std::string& text : yes) {
        INFO(text);
        CHECK(statement_traits(text, dialect).*trait);
    }
    for (const std::string& text : no) {
        INFO(text);
        CHECK_FALSE(statement_traits(text, dialect).*trait);
    }
}

}  // namespace

TEST_CASE("PostgreSQL's transaction control is known by its words", "[script]") {
    check(Dialect::postgresql, &StatementTraits::transaction,
          {"BEGIN", "begin work", "START /* x */ TRANSACTION", "COMMIT AND CHAIN", "END",
           "-- x\nROLLBACK TO s", "abort", "SAVEPOINT s", "RELEASE s", "PREPARE TRANSACTION 'a'",
           "COMMIT PREPARED 'a'", "ROLLBACK PREPARED 'a'"},
          {"SET TRANSACTION READ ONLY", "SELECT 'commit'", "\"begin\"", "PREPARE p AS SELECT 1",
           "START", "DO $$ BEGIN END $$",
           "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; "
           "END"});
}

TEST_CASE("what PostgreSQL changes in the session alone is known by its words", "[script]") {
    check(Dialect::postgresql, &StatementTraits::session,
          {"SET search_path = a", "SET SESSION x = 1", "RESET ALL", "DISCARD ALL", "LISTEN a",
           "PREPARE p AS SELECT 1", "DEALLOCATE p"},
          {"SET TRANSACTION READ ONLY", "SET LOCAL x = 1", "SET CONSTRAINTS ALL DEFERRED",
           "PREPARE TRANSACTION 'a'", "UPDATE a SET b = 1"});
}

TEST_CASE("temporary objects of PostgreSQL are known by their words", "[script]") {
    check(Dialect::postgresql, &StatementTraits::temporary,
          {"CREATE TEMP TABLE a (b int)", "CREATE LOCAL TEMPORARY TABLE a (b int)",
           "create or replace temp view a AS SELECT 1", "CREATE TABLE pg_temp.a (b int)",
           "CREATE OR REPLACE FUNCTION pg_temp . f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
           "SELECT 1 AS a INTO TEMP b", "WITH c AS (SELECT 1) SELECT * INTO TEMPORARY b FROM c"},
          {"CREATE TABLE temp (a int)", "CREATE TABLE a (temp int)", "INSERT INTO temp SELECT 1",
           "WITH c AS (INSERT INTO temp SELECT 1) SELECT 1", "DROP TABLE a",
           "CREATE VIEW v AS SELECT 'pg_temp.a'", "SELECT 1 INTO a"});
}

TEST_CASE("what PostgreSQL refuses inside a transaction is known by its words", "[script]") {
    check(Dialect::postgresql, &StatementTraits::standalone,
          {"VACUUM", "CREATE INDEX CONCURRENTLY ON a (b)",
           "create unique index /* x */ concurrently i on a (b)", "DROP INDEX CONCURRENTLY i",
           "REINDEX TABLE CONCURRENTLY a", "REINDEX (VERBOSE, CONCURRENTLY) INDEX i",
           "REINDEX SCHEMA a", "CREATE DATABASE a", "DROP TABLESPACE a", "ALTER SYSTEM SET a = 1",
           "ALTER TABLE a DETACH PARTITION b CONCURRENTLY", "CLUSTER", "COMMIT PREPARED 'a'",
           "ALTER DATABASE a SET TABLESPACE b", "DISCARD ALL"},
          {"CREATE INDEX concurrently_i ON a (b)", "REINDEX TABLE a", "CLUSTER a USING i",
           "REFRESH MATERIALIZED VIEW CONCURRENTLY a", "ALTER TABLE a DETACH PARTITION b",
           "ALTER TYPE a ADD VALUE 'b'", "ALTER DATABASE a SET x = 1", "ANALYZE"});
    check(Dialect::postgresql, &StatementTraits::enum_value,
          {"ALTER TYPE a ADD VALUE 'b'", "alter type \"x\".a add value if not exists 'b'"},
          {"ALTER TYPE a RENAME VALUE 'b' TO 'c'", "ALTER TYPE a OWNER TO b"});
}

TEST_CASE("MySQL's transaction control is known by its words", "[script]") {
    check(Dialect::mysql, &StatementTraits::transaction,
          {"BEGIN", "begin work", "START TRANSACTION READ ONLY", "COMMIT", "ROLLBACK TO s",
           "SAVEPOINT s", "RELEASE SAVEPOINT s", "SET autocommit = 0", "SET @@autocommit=0",
           "SET a = 1, @@session.autocommit := 1", "XA START 'a'", "LOCK TABLES a WRITE",
           "UNLOCK TABLES", "/*!40000 SET autocommit=0 */", "/*M!100100 COMMIT */"},
          {"BEGIN NOT ATOMIC SELECT 1; END", "SET @autocommit = 1", "SET a = 1", "START SLAVE",
           "SET TRANSACTION READ ONLY", "`begin`", "SELECT @@autocommit = 1"});
}

TEST_CASE("what MySQL commits by itself is known by its words", "[script]") {
    check(Dialect::mysql, &StatementTraits::commits,
          {"CREATE TABLE a (b int)",
           "/*!50003 CREATE*/ /*!50017 DEFINER=a@b*/ /*!50003 TRIGGER t "
           "BEFORE INSERT ON a FOR EACH ROW SET @x = 1 */",
           "# x\nALTER TABLE a ADD b int", "DROP VIEW v", "RENAME TABLE a TO b", "TRUNCATE a",
           "GRANT SELECT ON *.* TO a", "ANALYZE TABLE a", "CHECK TABLE a", "SET PASSWORD = 'a'",
           "SET STATEMENT max_statement_time = 1 FOR DROP TABLE a", "FLUSH TABLES"},
          {"CREATE TEMPORARY TABLE a (b int)", "DROP TEMPORARY TABLE a", "INSERT INTO a SELECT 1",
           "CREATE OR REPLACE TEMPORARY TABLE a (b int)", "SET NAMES utf8mb4", "COMMIT",
           "ANALYZE UPDATE a SET b = 1", "DEALLOCATE PREPARE p", "DROP PREPARE p",
           "SET STATEMENT max_statement_time = 1 FOR SELECT 1"});
}

TEST_CASE("what MySQL changes in rows, in the session or for a time is known by its words",
          "[script]") {
    check(
        Dialect::mysql, &StatementTraits::changes_rows,
        {"INSERT INTO a VALUES (1)", "replace a values (1)", "UPDATE a SET b = 1", "DELETE FROM a",
         "LOAD DATA INFILE 'a' INTO TABLE b", "/*!40000 INSERT INTO a VALUES (1) */",
         "SET STATEMENT x = 1 FOR DELETE FROM a", "ANALYZE UPDATE a SET b = 1"},
        {"SELECT 'insert'", "LOAD INDEX INTO CACHE a", "CALL p()", "TRUNCATE a",
         "CREATE TABLE a AS SELECT 1"});
    check(Dialect::mysql, &StatementTraits::session,
          {"SET NAMES utf8", "USE a", "/*!40101 SET @x = @@y */", "PREPARE p FROM 'SELECT 1'",
           "DEALLOCATE PREPARE p", "SET TRANSACTION READ ONLY"},
          {"SET autocommit = 1", "SET PASSWORD = 'a'", "SELECT 1"});
    check(Dialect::mysql, &StatementTraits::temporary,
          {"CREATE TEMPORARY TABLE a (b int)", "create or replace temporary table a (b int)"},
          {"CREATE TABLE temporary_a (b int)", "DROP TEMPORARY TABLE a"});
}
