#include "dialect/mysql/row_change.hpp"

#include "support/catch.hpp"

using namespace retort::dialect::mysql;

namespace {

/// `schema.table` each.
std::string changed_by(const char* statement) {
    std::string names;
    for (const ObjectName& table : tables_of_changed_rows(statement)) {
        names += (names.empty() ? "" : " ") + (table.schema.empty() ? "" : table.schema + ".") +
                 table.name;
    }
    return names;
}

}  // namespace

TEST_CASE("the tables whose rows a statement changes are read from its words", "[dialect]") {
    CHECK(changed_by("INSERT INTO t VALUES (1)") == "t");
    CHECK(changed_by("insert low_priority ignore `a t` (x) SELECT x FROM u") == "a t");
    CHECK(changed_by("REPLACE db.t SET a = 1") == "db.t");
    CHECK(changed_by("LOAD DATA INFILE 'x' INTO TABLE t FIELDS TERMINATED BY ','") == "t");
    CHECK(changed_by("UPDATE t, db.u SET t.a = u.a") == "t db.u");
    CHECK(changed_by("DELETE FROM t WHERE a IN (SELECT a FROM u)").find('u') == std::string::npos);
    CHECK(changed_by("DELETE t FROM t JOIN u USING (a) WHERE u.b").find('u') != std::string::npos);
    CHECK(changed_by("WITH a AS (SELECT 1) DELETE FROM t").find('t') != std::string::npos);
    CHECK(changed_by("/*!40000 INSERT INTO t VALUES (1) */") == "t");
    CHECK(changed_by("SET STATEMENT sql_mode = '' FOR INSERT INTO t VALUES (1)") == "t");
}

TEST_CASE("what changes no rows, or those of others alone, names no table", "[dialect]") {
    const auto* const text = GENERATE("SELECT * FROM t", "CALL p()", "CREATE TABLE t (a INT)",
                                      "SET @x = 1", "TRUNCATE t");
    CAPTURE(text);
    CHECK(changed_by(text).empty());
}
