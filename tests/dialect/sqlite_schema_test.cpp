#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>
#include <retort/schema.hpp>

#include <soci/soci.h>

#include <algorithm>

using namespace retort;
using namespace retort_test;
using Differences = std::vector<SchemaDifference>;

namespace {

Schema schema_of(const std::string& sql) {
    const auto session = open_session(":memory:");
    char* message = nullptr;
    sqlite3_exec(native(*session), sql.c_str(), nullptr, nullptr, &message);
    CAPTURE(sql);
    REQUIRE(std::string(message == nullptr ? "" : message).empty());
    return read_schema(*session);
}

Differences differences(const std::string& left, const std::string& right) {
    return compare(schema_of(left), schema_of(right));
}

/// `category severity object detail [left] [right]`
std::string difference(const std::string& left, const std::string& right) {
    std::string result;
    for (const SchemaDifference& found : differences(left, right)) {
        result += (result.empty() ? "" : "\n") + std::string(to_string(found.category)) + " " +
                  std::string(to_string(found.severity)) + " " + found.object + " | " +
                  found.detail + " [" + found.left + "] [" + found.right + "]";
    }
    return result;
}

std::string between_tables(const std::string& left, const std::string& right) {
    const std::string gene = "CREATE TABLE gene (id INTEGER PRIMARY KEY, x, y);";
    return difference(gene + "CREATE TABLE t (" + left + ")",
                      gene + "CREATE TABLE t (" + right + ")");
}

}  // namespace

TEST_CASE("SQLite: what differs is told by its category", "[schema]") {
    CHECK(difference("", "CREATE TABLE t (a)") == "table critical table t |  [] [table]");
    CHECK(between_tables("a", "a, b") == "column critical table t | column b [] [column]");
    CHECK(between_tables("a INT", "a TEXT") ==
          "type critical table t | column a: type [int] [text]");
    CHECK(between_tables("a", "a NOT NULL") ==
          "nullability critical table t | column a: nullability [] [not null]");
    CHECK(between_tables("a NOT NULL", "a NOT NULL ON CONFLICT IGNORE") ==
          "nullability critical table t | column a: on conflict [] [ignore]");
    CHECK(between_tables("a DEFAULT 1", "a DEFAULT 2") ==
          "default advisory table t | column a: default [1] [2]");
    CHECK(between_tables("a NOT NULL DEFAULT 1", "a NOT NULL") ==
          "default critical table t | column a: default [1] []");
    CHECK(between_tables("a, b AS (a + 1)", "a, b AS (a + 2)") ==
          "generated critical table t | column b: generated [(a + 1) virtual] [(a + 2) virtual]");
    CHECK(between_tables("a, b AS (a + 1)", "a, b AS (a + 1) STORED") ==
          "generated critical table t | column b: generated [(a + 1) virtual] [(a + 1) stored]");
    CHECK(between_tables("a TEXT", "a TEXT COLLATE NOCASE") ==
          "collation critical table t | column a: collation [] [nocase]");
    CHECK(between_tables("a, b, PRIMARY KEY (a)", "a, b, PRIMARY KEY (a, b DESC)") ==
          "primary_key critical table t | primary key: columns [a] [a, b desc]");
    CHECK(between_tables("a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY AUTOINCREMENT") ==
          "identity critical table t | primary key: autoincrement [] [yes]");
    CHECK(between_tables("a", "a UNIQUE") ==
          "unique critical table t | unique (a) [] [columns: a]");
    CHECK(between_tables("a, CONSTRAINT c CHECK (a > 0)", "a, CONSTRAINT c CHECK (a > 1)") ==
          "check critical table t | check c: expression [a > 0] [a > 1]");
    CHECK(between_tables("a REFERENCES gene", "a REFERENCES gene ON DELETE CASCADE") ==
          "foreign_key advisory table t | foreign key (a) references gene: on delete [] [cascade]");
    CHECK(between_tables("a REFERENCES gene (id)", "a CONSTRAINT f REFERENCES gene (id)") ==
          "foreign_key advisory table t | foreign key (a) references gene (id): name [] [f]");
    CHECK(between_tables("a, FOREIGN KEY (a) REFERENCES gene (id)",
                         "a, FOREIGN KEY (a) REFERENCES gene (id) DEFERRABLE INITIALLY DEFERRED") ==
          "foreign_key critical table t | foreign key (a) references gene (id): deferrable [] "
          "[initially deferred]");
    CHECK(between_tables("a, b", "b, a") ==
          "order advisory table t | order of columns [a, b] [b, a]");
}

TEST_CASE("SQLite: options, indexes, views and triggers are read", "[schema]") {
    const auto beside = [](const std::string& left, const std::string& right) {
        const std::string table = "CREATE TABLE t (a INT PRIMARY KEY NOT NULL, b);";
        return difference(table + left, table + right);
    };
    CHECK(difference("CREATE TABLE t (a INT PRIMARY KEY NOT NULL)",
                     "CREATE TABLE t (a INT PRIMARY KEY NOT NULL) STRICT") ==
          "other critical table t | strict [] [yes]");
    CHECK(difference("CREATE TABLE t (a INT NOT NULL PRIMARY KEY)",
                     "CREATE TABLE t (a INT NOT NULL PRIMARY KEY) WITHOUT ROWID") ==
          "other critical table t | without rowid [] [yes]");
    CHECK(beside("CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a DESC)") ==
          "index advisory table t | index i: columns [a] [a desc]");
    CHECK(beside("CREATE INDEX i ON t (a) WHERE b > 0", "CREATE INDEX i ON t (a) WHERE b > 1") ==
          "index advisory table t | index i: condition [b > 0] [b > 1]");
    CHECK(beside("CREATE INDEX i ON t (lower(a))", "CREATE UNIQUE INDEX i ON t (lower(a))") ==
          "index critical table t | index i: uniqueness [] [unique]");
    CHECK(beside("CREATE VIEW v AS SELECT a FROM t", "CREATE VIEW v AS SELECT b FROM t") ==
          "view critical view v | definition [create view v as select a from t] [create view v as "
          "select b from t]");
    CHECK(beside("", "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END") ==
          "trigger critical table t | trigger g [] [definition: create trigger g after insert on t "
          "begin select 1; end]");
    CHECK(beside("CREATE VIEW v AS SELECT 1 AS x",
                 "CREATE VIEW v AS SELECT 1 AS x; CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN "
                 "SELECT 1; END")
              .rfind("trigger critical view v | trigger g", 0) == 0);
    CHECK(beside("", "PRAGMA user_version = 7") ==
          "other critical file header |  [] [user_version: 7]");
    CHECK(beside("", "CREATE VIRTUAL TABLE f USING fts5(x)").rfind("table critical table f", 0) ==
          0);
}

TEST_CASE("SQLite: how a definition is written makes no difference", "[schema]") {
    CHECK(between_tables("a INTEGER NOT NULL DEFAULT (1+2) CHECK(a>0), b TEXT",
                         "\"a\" integer not null -- one\n default ( 1 + 2 ) check ([a] > 0),\n"
                         "`b` Text") == "");
    CHECK(difference(
              "CREATE TABLE t (a); CREATE INDEX i ON t (a ASC)",
              "CREATE TABLE IF NOT EXISTS main.\"t\" (a); create index \"i\" on \"t\"(\"a\")") ==
          "");
    CHECK(difference("CREATE TABLE old (a CHECK (a > 0), x); ALTER TABLE old RENAME x TO b; ALTER "
                     "TABLE old RENAME TO t; CREATE TABLE c (t REFERENCES t (a))",
                     "CREATE TABLE t (a CHECK (a > 0), b); CREATE TABLE c (t REFERENCES t (a))") ==
          "");
    CHECK(between_tables("a DEFAULT 'A'", "a DEFAULT 'a'") ==
          "default advisory table t | column a: default ['A'] ['a']");
}

TEST_CASE("SQLite: rows count only where AUTOINCREMENT goes on from them", "[schema]") {
    const std::string counted = "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);";
    const Schema left = schema_of(counted);
    const Schema right = schema_of(counted + "INSERT INTO t VALUES (7)");
    CHECK(compare(left, right).empty());
    CHECK(compare(left, right, {true}) ==
          Differences{{Category::sequence, Severity::critical, "table t", "next value", "", "8"}});
}

TEST_CASE("SQLite: the tables of the engine are not part of a schema", "[schema]") {
    const auto session = open_session(":memory:");
    Migrator migrator(
        *session,
        Revisions({ScriptText{"a.sql",
                              "-- m\n-- retort:revision aaa\n-- retort:upgrade\nCREATE TABLE "
                              "t (a);\n"}}));
    migrator.upgrade();
    CHECK(read_schema(*session) == schema_of("CREATE TABLE t (a)"));
    SchemaOptions others;
    others.version_table = "another";
    CHECK(compare(read_schema(*session), read_schema(*session, others)).size() == 6);
}

TEST_CASE("SQLite: a view that is broken is read all the same", "[schema]") {
    CHECK(difference("CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; DROP TABLE t",
                     "CREATE VIEW v AS SELECT a FROM t") == "");
}

TEST_CASE("SQLite: the session is given back as it was", "[schema]") {
    const auto session = open_session(":memory:");
    *session << "CREATE TABLE t (a)";
    read_schema(*session);
    CHECK(sqlite3_get_autocommit(native(*session)) != 0);
}
