#include "dialect/sqlite/table_text.hpp"
#include "support/catch.hpp"

#include <string>
#include <vector>

using namespace retort::dialect::sqlite;
using Kind = ConstraintText::Kind;

namespace {

/// The one constraint of a table.
ConstraintText constraint(const std::string& element) {
    const TableText table = read_table("CREATE TABLE t (a INTEGER, b, " + element + ")");
    CAPTURE(element, table.rest);
    CHECK(table.rest.empty());
    REQUIRE(table.constraints.size() == 1);
    return table.constraints.front();
}

ColumnText column(const std::string& definition) {
    const TableText table = read_table("CREATE TABLE t (" + definition + ")");
    CAPTURE(definition, table.rest);
    CHECK(table.rest.empty());
    REQUIRE(table.columns.size() == 1);
    return table.columns.front();
}

}  // namespace

TEST_CASE("a definition has one form, however it is written", "[sqlite]") {
    CHECK(one_form("A>0  AND \"Score\" -- why\n<= [x y]") == "a > 0 and score <= \"x y\"");
    CHECK(one_form("length( `name` )||'It''s  A'") == "length (name) || 'It''s  A'");
    CHECK(one_form("x->>'$.A', - 1.5, a.b") == "x ->> '$.A', - 1.5, a.b");
    CHECK(one_form("a - -1") != one_form("a--1\n"));
}

TEST_CASE("constraints of a table are read with everything they say", "[sqlite]") {
    const ConstraintText key =
        constraint("CONSTRAINT pk PRIMARY KEY (a ASC, b DESC) ON CONFLICT FAIL");
    CHECK(key.kind == Kind::primary_key);
    CHECK(key.name == "pk");
    CHECK(key.columns == "a, b desc");
    CHECK(key.on_conflict == "fail");
    const ConstraintText unique = constraint("UNIQUE (a COLLATE NOCASE)");
    CHECK(unique.kind == Kind::unique);
    CHECK(unique.columns == "a collate nocase");
    CHECK(unique.name.empty());
    const ConstraintText check =
        constraint("CONSTRAINT \"Positive\" CHECK (a > (0) AND b IN (1, 2))");
    CHECK(check.kind == Kind::check);
    CHECK(check.name == "positive");
    CHECK(check.columns == "a > (0) and b in (1, 2)");
    const ConstraintText foreign = constraint(
        "FOREIGN KEY (a, b) REFERENCES gene (x, y) ON DELETE SET NULL ON UPDATE NO ACTION MATCH "
        "FULL DEFERRABLE INITIALLY DEFERRED");
    CHECK(foreign.kind == Kind::foreign_key);
    CHECK(foreign.columns == "a, b");
    CHECK(foreign.references == "gene (x, y)");
    CHECK(foreign.on_delete == "set null");
    CHECK(foreign.on_update.empty());
    CHECK(foreign.match == "full");
    CHECK(foreign.deferrable == "initially deferred");
    CHECK(constraint("PRIMARY KEY (a AUTOINCREMENT)").autoincrement);
}

TEST_CASE("a column says what belongs to it and what are constraints", "[sqlite]") {
    const TableText table = read_table(
        "CREATE TABLE t (id INTEGER CONSTRAINT k PRIMARY KEY DESC AUTOINCREMENT NOT NULL ON "
        "CONFLICT IGNORE, \"x y\" DECIMAL(10, 2) DEFAULT -1.5 CHECK (\"x y\" < 3) COLLATE NOCASE "
        "REFERENCES gene ON DELETE CASCADE, CHECK (id > 0)) STRICT, WITHOUT ROWID");
    CHECK(table.rest.empty());
    REQUIRE(table.columns.size() == 2);
    CHECK(table.columns[0].not_null_on_conflict == "ignore");
    CHECK(table.columns[1].name == "\"x y\"");
    CHECK(table.columns[1].collation == "nocase");
    REQUIRE(table.constraints.size() == 4);
    CHECK(table.constraints[0].autoincrement);
    CHECK(table.constraints[0].name == "k");
    CHECK(table.constraints[0].columns == "id desc");
    CHECK(table.constraints[1].columns == "\"x y\" < 3");
    CHECK(table.constraints[2].columns == "\"x y\"");
    CHECK(table.constraints[2].references == "gene");
    CHECK(table.constraints[2].on_delete == "cascade");
    CHECK(table.constraints[3].columns == "id > 0");
}

TEST_CASE("generated columns, defaults and types of any form are passed over whole", "[sqlite]") {
    CHECK(column("a INT GENERATED ALWAYS AS (b + (1)) STORED").generated == "b + (1)");
    CHECK(column("a AS (b)").generated == "b");
    CHECK(column("a DEFAULT (1 + 2) NOT NULL").collation.empty());
    CHECK(column("a DEFAULT 'x, y' COLLATE RTRIM").collation == "rtrim");
    CHECK(column("a DEFAULT +1 COLLATE RTRIM").collation == "rtrim");
    CHECK(column("a DEFAULT CURRENT_TIMESTAMP NULL").name == "a");
    CHECK(column("a").name == "a");
    CHECK(column("a UNSIGNED BIG INT (1, 2) NULL").name == "a");
}

TEST_CASE("what is not understood is told", "[sqlite]") {
    CHECK(read_table("CREATE TABLE t (a INT FROBNICATED)").rest.empty());  // part of the type
    CHECK(read_table("CREATE TABLE t (a INT NOT NULL FROBNICATED)").rest == "frobnicated");
    CHECK(read_table("CREATE TABLE t (a) FASTER").rest == "faster");
}

TEST_CASE("an index says its columns, their order and its condition", "[sqlite]") {
    const IndexText index = read_index(
        "CREATE UNIQUE INDEX \"on\" ON t (a ASC, lower(b) DESC, c COLLATE nocase) WHERE a IS NOT "
        "NULL");
    CHECK(index.unique);
    CHECK(index.columns == "a, lower (b) desc, c collate nocase");
    CHECK(index.condition == "a is not null");
    CHECK_FALSE(read_index("CREATE INDEX i ON t (a)").unique);
}
