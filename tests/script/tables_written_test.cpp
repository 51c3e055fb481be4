#include "script/identifiers.hpp"
#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::Identifier;

namespace {

std::string written(const std::string& statement, Dialect dialect) {
    std::string names;
    for (const Identifier& table : script::tables_written_by(statement, dialect)) {
        names += (names.empty() ? "" : " ") + (table.schema.empty() ? "" : table.schema + ".") +
                 table.name;
    }
    return names;
}

std::string on_postgresql(const std::string& statement) {
    return written(statement, Dialect::postgresql);
}
std::string on_mysql(const std::string& statement) {
    return written(statement, Dialect::mysql);
}
std::string on_sqlite(const std::string& statement) {
    return written(statement, Dialect::sqlite);
}

}  // namespace

TEST_CASE("a statement writes the tables whose rows it changes", "[script]") {
    CHECK(on_sqlite("INSERT INTO t (a) SELECT b FROM u") == "t");
    CHECK(on_sqlite("INSERT OR REPLACE INTO main.[T] VALUES (1)") == "main.t");
    CHECK(on_sqlite("REPLACE INTO t VALUES (1)") == "t");
    CHECK(on_sqlite("UPDATE OR IGNORE t SET a = (SELECT b FROM u)") == "t");
    CHECK(on_sqlite("UPDATE OR ABORT t SET a = 1") == "t");
    CHECK(on_sqlite("DELETE FROM t WHERE a IN (SELECT b FROM u)") == "t");
    CHECK(on_postgresql("DELETE FROM ONLY s.\"T\" USING u") == "s.T");
    CHECK(on_postgresql("TRUNCATE a, ONLY b, s.c") == "a b s.c");
    CHECK(on_postgresql("MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE") == "t");
    CHECK(on_postgresql(
              "WITH gone AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM gone") ==
          "t u");
    CHECK(on_mysql("INSERT IGNORE t VALUES (1) ON DUPLICATE KEY UPDATE a = 2") == "t");
    CHECK(on_mysql("UPDATE LOW_PRIORITY a, b SET a.x = b.x") == "a b");
    CHECK(on_mysql("DELETE QUICK FROM t") == "t");
    CHECK(on_mysql("DELETE t, u FROM t JOIN u JOIN v") == "t u");
    CHECK(on_mysql("LOAD DATA INFILE 'x' INTO TABLE t") == "t");
}

TEST_CASE("a statement writes the tables that it defines, renames and drops", "[script]") {
    CHECK(on_sqlite("CREATE TABLE IF NOT EXISTS t (a, b REFERENCES u ON DELETE CASCADE, c)") ==
          "t");
    CHECK(on_sqlite("ALTER TABLE t RENAME TO u") == "t u");
    CHECK(on_sqlite("DROP TABLE IF EXISTS main.t") == "main.t");
    CHECK(on_postgresql("DROP TABLE IF EXISTS a, b CASCADE") == "a b");
    CHECK(on_postgresql("CREATE OR REPLACE VIEW v AS SELECT * FROM t, u") == "v");
    CHECK(on_postgresql("ALTER TABLE IF EXISTS ONLY t ADD COLUMN a int, ADD b int") == "t");
    CHECK(on_postgresql("SELECT * INTO t FROM u, v") == "t");
    CHECK(on_mysql("RENAME TABLE a TO b, c TO d") == "a b c d");
    CHECK(on_mysql("CREATE OR REPLACE TABLE `t` LIKE u") == "t");
}

TEST_CASE("a statement writes what a body in it does", "[script]") {
    CHECK(on_postgresql("DO $x$ BEGIN DELETE FROM t; PERFORM 1 FROM u; END $x$") == "t");
    CHECK(
        on_sqlite("CREATE TRIGGER a AFTER UPDATE ON b BEGIN INSERT INTO t VALUES (1); DELETE FROM "
                  "u; END") == "t u");
    CHECK(on_mysql("CREATE PROCEDURE p() BEGIN UPDATE t SET a = 1; END") == "t");
}

TEST_CASE("a statement that reads tables and makes temporary ones writes none", "[script]") {
    CHECK(on_postgresql("SELECT * FROM t, u JOIN v ON a = b FOR UPDATE OF t, u") == "");
    CHECK(on_postgresql("TABLE t") == "");
    CHECK(on_postgresql("LOCK TABLE t") == "");
    CHECK(on_postgresql("COMMENT ON TABLE t IS 'x'") == "");
    CHECK(on_postgresql("GRANT INSERT, UPDATE, DELETE ON t TO u, v") == "");
    CHECK(on_postgresql("CREATE INDEX i ON t (a, b)") == "");
    CHECK(on_sqlite("CREATE TRIGGER a BEFORE DELETE ON t BEGIN SELECT 1; END") == "");
    CHECK(on_sqlite("CREATE TEMP TABLE t AS SELECT * FROM u") == "");
    CHECK(on_sqlite("SELECT 'DELETE FROM t' -- DELETE FROM t\n/* DELETE FROM t */") == "");
    CHECK(on_mysql("SELECT \"DELETE FROM t\", replace(a, 'b', 'c') FROM u") == "");
    CHECK(on_mysql("OPTIMIZE TABLE t") == "");
}
