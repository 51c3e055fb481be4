#include "dialect/mysql/catalog_change.hpp"

#include "support/catch.hpp"

#include <string>

using namespace retort::dialect::mysql;
using Action = CatalogChange::Action;

namespace {

/// `make relation a.b, c`
std::string told(const char* statement) {
    static const char* const actions[] = {"make",   "replace table", "alter",  "drop",
                                          "rename", "whole",         "unknown"};
    static const char* const kinds[] = {"relation", "procedure", "function",
                                        "trigger",  "event",     "database"};
    const CatalogChange change = catalog_change(statement);
    std::string text = actions[static_cast<int>(change.action)];
    for (const ObjectName& name : change.names) {
        text += std::string(&name == &change.names.front() ? " " : ", ") +
                kinds[static_cast<int>(name.kind)] + " " +
                (name.schema.empty() ? "" : name.schema + ".") + name.name;
    }
    return text;
}

}  // namespace

TEST_CASE("a statement's words say which objects it makes", "[dialect]") {
    CHECK(told("CREATE TABLE t (a INT)") == "make relation t");
    CHECK(told("create table if not exists `my db`.`a``b` (a int)") == "make relation my db.a`b");
    CHECK(told("CREATE OR REPLACE TABLE t (a INT)") == "replace table relation t");
    CHECK(told("CREATE OR REPLACE VIEW v AS SELECT 1") == "make relation v");
    CHECK(told("/*!50001 CREATE ALGORITHM=UNDEFINED */ /*!50013 DEFINER=`root`@`localhost` SQL "
               "SECURITY DEFINER */ /*!50001 VIEW `v` AS SELECT 1 */") == "make relation v");
    CHECK(told("CREATE /* a table */ TABLE -- x\n t (a INT)") == "make relation t");
    CHECK(told("CREATE DEFINER=CURRENT_USER() PROCEDURE p() SELECT 1") == "make procedure p");
    CHECK(told("CREATE FUNCTION f() RETURNS INT RETURN 1") == "make function f");
    CHECK(told("CREATE FUNCTION f RETURNS INT SONAME 'f.so'") == "unknown");
    CHECK(told("CREATE TRIGGER d.x BEFORE INSERT ON t FOR EACH ROW SET @a = 1") ==
          "make trigger d.x");
    CHECK(told("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1") == "make event e");
    CHECK(told("CREATE SEQUENCE s") == "make relation s");
    CHECK(told("CREATE DATABASE IF NOT EXISTS d") == "make database d.");
    CHECK(told("CREATE USER table") == "unknown");
}

TEST_CASE("an index is a change of its table", "[dialect]") {
    CHECK(told("CREATE UNIQUE INDEX IF NOT EXISTS i USING BTREE ON d.t (a)") ==
          "alter relation d.t");
    CHECK(told("DROP INDEX `i` ON `t`") == "alter relation t");
}

TEST_CASE("a statement's words say which objects it alters", "[dialect]") {
    CHECK(told("ALTER ONLINE IGNORE TABLE IF EXISTS t ADD b INT") == "alter relation t");
    CHECK(told("ALTER TABLE t ADD b INT, RENAME TO d.u") == "alter relation t, relation d.u");
    CHECK(told("ALTER TABLE t RENAME COLUMN a TO b, RENAME KEY c TO d") == "alter relation t");
    CHECK(told("ALTER TABLE t RENAME u") == "alter relation t, relation u");
    CHECK(told("ALTER TABLE t EXCHANGE PARTITION p WITH TABLE u") == "whole");
    CHECK(told("ALTER TABLE t TRUNCATE PARTITION p") == "whole");
    CHECK(told("ALTER SEQUENCE s RESTART 5") == "whole");
    CHECK(told("ALTER DATABASE CHARACTER SET utf8mb4") == "alter database ");
    CHECK(told("ALTER DATABASE d COLLATE utf8mb4_bin") == "alter database d.");
    CHECK(told("ALTER EVENT e RENAME TO f") == "alter event e, event f");
    CHECK(told("SET STATEMENT max_statement_time = 1 FOR ALTER TABLE t ADD b INT") ==
          "alter relation t");
}

TEST_CASE("a statement's words say which objects it drops or renames", "[dialect]") {
    CHECK(told("DROP TABLE IF EXISTS a, d.b CASCADE") == "drop relation a, relation d.b");
    CHECK(told("DROP VIEW v") == "drop relation v");
    CHECK(told("DROP PROCEDURE IF EXISTS p") == "drop procedure p");
    CHECK(told("DROP DATABASE d") == "drop database d.");
    CHECK(told("RENAME TABLE a TO b, d.c WAIT 5 TO d.d") ==
          "rename relation a, relation b, relation d.c, relation d.d");
    CHECK(told("TRUNCATE TABLE t") == "whole");
    CHECK(told("DROP USER a") == "unknown");
    CHECK(told("CALL p()") == "unknown");
}
