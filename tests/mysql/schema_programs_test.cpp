#include "schema_changing.hpp"

using namespace retort_test;

TEST_CASE("MariaDB: views", "[schema]") {
    Changing it({"CREATE TABLE gene (id INT)", "CREATE VIEW top AS SELECT id FROM gene"});
    CHECK(it.change("ALTER VIEW top AS SELECT id FROM gene WHERE id > 1") ==
          "view critical view top | definition [select `gene`.`id` AS `id` from `gene`] "
          "[select `gene`.`id` AS `id` from `gene` where `gene`.`id` > 1]");
    CHECK(it.change("ALTER VIEW top AS SELECT id FROM gene WHERE id > 1 WITH LOCAL CHECK OPTION") ==
          "view critical view top | check option [] [LOCAL]");
    CHECK(it.change("ALTER ALGORITHM = MERGE SQL SECURITY INVOKER VIEW top AS SELECT id FROM gene "
                    "WHERE id > 1 WITH LOCAL CHECK OPTION") ==
          "view critical view top | algorithm [] [MERGE]\n"
          "view critical view top | security [DEFINER] [INVOKER]");
    CHECK(it.change("ALTER DEFINER = nobody@nowhere VIEW top AS SELECT id FROM gene WHERE id > 1 "
                    "WITH LOCAL CHECK OPTION") ==
          "privilege advisory view top | definer [] [nobody@nowhere]");
}

TEST_CASE("MariaDB: routines", "[schema]") {
    Changing it({"SET sql_mode = ''", "CREATE FUNCTION f(a INT) RETURNS INT RETURN a",
                 "CREATE PROCEDURE f() SET @a = 1"});
    CHECK(it.change("CREATE OR REPLACE FUNCTION f(a INT) RETURNS INT RETURN a + 1") ==
          "function critical function f | body [RETURN a] [RETURN a + 1]");
    CHECK(it.change("CREATE OR REPLACE FUNCTION f(a INT, b TEXT CHARACTER SET latin1) RETURNS "
                    "BIGINT DETERMINISTIC RETURN a + 1") ==
          "function critical function f | deterministic [] [deterministic]\n"
          "function critical function f | parameters [IN a int(11)] [IN a int(11), IN b text "
          "collate latin1_swedish_ci]\n"
          "function critical function f | returns [int(11)] [bigint(20)]");
    CHECK(it.change("ALTER PROCEDURE f SQL SECURITY INVOKER NO SQL COMMENT 'none'") ==
          "comment advisory procedure f | comment [] [none]\n"
          "function critical procedure f | data access [CONTAINS SQL] [NO SQL]\n"
          "function critical procedure f | security [DEFINER] [INVOKER]");
    CHECK(it.changes({"SET sql_mode = 'ANSI_QUOTES'",
                      "CREATE OR REPLACE FUNCTION f(a INT, b TEXT CHARACTER SET latin1) RETURNS "
                      "BIGINT DETERMINISTIC RETURN a + 1"}) ==
          "function critical function f | sql mode [] [ANSI_QUOTES]");
    CHECK(it.changes({"SET sql_mode = 'ORACLE'", "CREATE PACKAGE p AS FUNCTION g RETURN INT; END"})
              .rfind("function critical package p |  [] [body: AS FUNCTION g", 0) == 0);
    CHECK(it.change("DROP PROCEDURE f").rfind("function critical procedure f |  [body: SET", 0) ==
          0);
}

TEST_CASE("MariaDB: triggers, in the order in which they fire", "[schema]") {
    Changing it({"SET sql_mode = ''", "CREATE TABLE gene (id INT)",
                 "CREATE TRIGGER a BEFORE INSERT ON gene FOR EACH ROW SET NEW.id = 1"});
    CHECK(it.change("CREATE OR REPLACE TRIGGER a BEFORE UPDATE ON gene FOR EACH ROW SET NEW.id = "
                    "2") ==
          "trigger critical table gene | trigger a: body [SET NEW.id = 1] [SET NEW.id = 2]\n"
          "trigger critical table gene | trigger a: event [BEFORE INSERT] [BEFORE UPDATE]");
    it.run({"CREATE TRIGGER b BEFORE UPDATE ON gene FOR EACH ROW FOLLOWS a SET NEW.id = 3"});
    it.changes({});
    CHECK(it.changes({"DROP TRIGGER b",
                      "CREATE TRIGGER b BEFORE UPDATE ON gene FOR EACH ROW PRECEDES a SET NEW.id = "
                      "3"}) ==
          "trigger critical table gene | trigger a: order [] [2]\n"
          "trigger critical table gene | trigger b: order [2] []");
}

TEST_CASE("MariaDB: events, whose start is told where it is no moment of making", "[schema]") {
    Changing it({"SET time_zone = '+05:00'", "SET timestamp = 1700000000",
                 "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @a = 1"});
    CHECK(it.changes({"DROP EVENT e", "SET timestamp = 1700007777",
                      "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SET @a = 1"})
              .empty());
    CHECK(it.change("ALTER EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00'") ==
          "other critical event e | schedule [every 1 DAY] [every 2 DAY]\n"
          "other critical event e | starts [] [2030-01-01 00:00:00]");
    CHECK(it.change("ALTER EVENT e DISABLE COMMENT 'off'") ==
          "comment advisory event e | comment [] [off]\n"
          "other critical event e | status [ENABLED] [DISABLED]");
    CHECK(it.change("ALTER EVENT e DO SET @a = 2") ==
          "other critical event e | body [SET @a = 1] [SET @a = 2]");
}

TEST_CASE("MariaDB: sequences, whose attributes are in their rows", "[schema]") {
    Changing it(Strings{});
    CHECK(it.change("CREATE SEQUENCE `s``'é` START 5 MAXVALUE 90 COMMENT 'it''s'") ==
          "sequence critical sequence s`'é |  [] [cache: 1000; comment: it's; engine: InnoDB; "
          "increment: 1; maximum: 90; minimum: 1; next value: 5; start: 5]");
    CHECK(it.change("ALTER SEQUENCE `s``'é` INCREMENT 2 CYCLE") ==
          "sequence critical sequence s`'é | cycle [] [cycle]\n"
          "sequence critical sequence s`'é | increment [1] [2]");
    CHECK(it.change("DO SETVAL(`s``'é`, 20)").empty());
    CHECK(it.changes({"DO SETVAL(`s``'é`, 30)"}, {true}) ==
          "sequence critical sequence s`'é | next value [22] [32]");
    it.run({"CREATE SEQUENCE b"});
    CHECK(it.change("DROP SEQUENCE `s``'é`").find("critical sequence b |") != std::string::npos);
}

TEST_CASE("MariaDB: partitions", "[schema]") {
    Changing it(
        {"CREATE TABLE gene (id INT) PARTITION BY RANGE (id) (PARTITION a VALUES LESS THAN "
         "(5), PARTITION b VALUES LESS THAN (9))"});
    CHECK(it.change("ALTER TABLE gene ADD PARTITION (PARTITION c VALUES LESS THAN MAXVALUE COMMENT "
                    "'rest')") ==
          "partition critical table gene | partition c [] [comment: rest; values: MAXVALUE]");
    CHECK(it.change("ALTER TABLE gene REORGANIZE PARTITION c INTO (PARTITION c VALUES LESS THAN "
                    "(12), PARTITION d VALUES LESS THAN MAXVALUE)") ==
          "comment advisory table gene | partition c: comment [rest] []\n"
          "partition critical table gene | partition c: values [MAXVALUE] [12]\n"
          "partition critical table gene | partition d [] [values: MAXVALUE]");
    CHECK(it.changes({"ALTER TABLE gene REMOVE PARTITIONING",
                      "ALTER TABLE gene PARTITION BY LINEAR HASH (id) (PARTITION a, PARTITION b, "
                      "PARTITION c, PARTITION d)"})
              .rfind("partition critical table gene | partitioning [RANGE (`id`)] [LINEAR HASH "
                     "(`id`)]\n"
                     "partition critical table gene | partition a: number [] [1]\n",
                     0) == 0);
}
