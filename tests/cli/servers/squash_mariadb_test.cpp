#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

#include <unistd.h>

using namespace retort_test;
using Strings = std::vector<std::string>;

namespace {

struct Revision {
    std::string upgrade;
    std::string downgrade;
};

/// Scripts, one on top of the other, and a MariaDB server.
class Chain {
public:
    Chain(const std::string& upgrade, const std::string& downgrade)
        : Chain(std::vector<Revision>{{upgrade, downgrade}}) {}
    explicit Chain(const std::vector<Revision>& revisions)
        : server_(retort_test::server("mariadb")) {
        for (const Revision& revision : revisions) {
            const std::string parent = last_;
            last_ = fmt::format("{:03}", ++number_);
            place_.write(
                "migrations/" + last_ + ".sql",
                fmt::format("-- {}\n-- retort:revision {}\n{}\n-- retort:upgrade "
                            "mysql\n{}\n\n-- retort:downgrade mysql\n{}\n",
                            last_, last_, parent.empty() ? "" : "-- retort:down_revision " + parent,
                            revision.upgrade, revision.downgrade));
        }
    }

    Result run(Strings words, const FreshDatabase& database) const {
        words.insert(words.end(), {"--scripts", place_.file("migrations"), "--objects",
                                   place_.file("views"), "--url", database.url()});
        return retort_test::run(words);
    }
    Result squash(Strings more = {}) const {
        Strings words{"squash", last_, "--rev-id", "000", "-m", "m", "--scratch", server_.url};
        words.insert(words.end(), more.begin(), more.end());
        return run(words, FreshDatabase(server_));
    }
    void upgrade(const FreshDatabase& database, const std::string& target = "heads") const {
        const Result result = run({"upgrade", target}, database);
        CAPTURE(result.err, target);
        REQUIRE(result.status == 0);
    }
    std::string baseline() const { return place_.read("migrations/000_m.sql"); }

    const Server& server() const { return server_; }
    int size() const { return number_; }

private:
    Server server_;
    Place place_;
    std::string last_;
    int number_ = 0;
};

Strings rows(const FreshDatabase& database, const std::string& sql) {
    return ServerClient::connect(database.server())->rows(sql);
}

/// Databases and users of scratch of this process that are still there.
Strings left(const Server& server) {
    return ServerClient::connect(server)->rows(fmt::format(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE {0} UNION ALL "
        "SELECT user FROM mysql.user WHERE user LIKE {0}",
        fmt::format("'retortscratch{}x%'", getpid())));
}

/// What only one of two databases has.
Strings differences(const FreshDatabase& one, const FreshDatabase& other) {
    const Strings left = told(one);
    const Strings right = told(other);
    Strings result;
    std::set_symmetric_difference(left.begin(), left.end(), right.begin(), right.end(),
                                  std::back_inserter(result));
    return result;
}

/// A dozen revisions of what MariaDB has.
std::vector<Revision> long_chain() {
    return {
        {"CREATE TABLE gene (id INT AUTO_INCREMENT PRIMARY KEY, symbol VARCHAR(20) NOT NULL, "
         "parent INT, FOREIGN KEY (parent) REFERENCES gene (id)) COMMENT 'it''s a \\\\ table';\n"
         "CREATE TABLE note (gene INT, line TEXT, CONSTRAINT of_gene FOREIGN KEY (gene) REFERENCES "
         "gene (id) ON DELETE CASCADE);",
         "DROP TABLE note;\nDROP TABLE gene;"},
        {"INSERT INTO gene (symbol) VALUES ('PKD1'), ('PKD2'), ('HNF1B'), ('é\\\\\\n;''');\n"
         "INSERT INTO note VALUES (1, 'x'), (1, 'x'), (NULL, NULL), (2, 'é\\\\''\\n;\\r');",
         "DELETE FROM note;\nDELETE FROM gene;\nALTER TABLE gene AUTO_INCREMENT = 1;"},
        {"UPDATE gene SET parent = 1 WHERE id = 2;\nDELETE FROM gene WHERE id = 4;\n"
         "UPDATE note SET line = 'edited' WHERE gene = 2;",
         "UPDATE gene SET parent = NULL;\nUPDATE note SET line = 'x' WHERE gene = 2;\n"
         "INSERT INTO gene VALUES (4, 'UMOD', NULL);"},
        {"CREATE SEQUENCE counter START WITH 5 INCREMENT BY 3;\nSELECT NEXTVAL(counter);\n"
         "CREATE SEQUENCE ring MINVALUE 1 MAXVALUE 4 CACHE 3 CYCLE;\n"
         "SELECT NEXTVAL(ring), NEXTVAL(ring), NEXTVAL(ring), NEXTVAL(ring), NEXTVAL(ring);\n"
         "CREATE TABLE counted (id INT PRIMARY KEY DEFAULT NEXTVAL(counter), n INT);\n"
         "INSERT INTO counted (n) VALUES (1), (2);",
         "DROP TABLE counted;\nDROP SEQUENCE ring;\nDROP SEQUENCE counter;"},
        {"CREATE TABLE one (id INT PRIMARY KEY, other INT, CONSTRAINT self FOREIGN KEY (other) "
         "REFERENCES one (id));\n"
         "CREATE TABLE two (id INT PRIMARY KEY, other INT, KEY mine (other), FOREIGN KEY (other) "
         "REFERENCES one (id) ON UPDATE CASCADE);\n"
         "INSERT INTO one VALUES (1, NULL);\nINSERT INTO two VALUES (1, 1);\n"
         "UPDATE one SET other = 1;\n"
         "ALTER TABLE one ADD FOREIGN KEY (other) REFERENCES two (id);",
         "ALTER TABLE one DROP FOREIGN KEY one_ibfk_1, DROP FOREIGN KEY self;\nDROP TABLE two;\n"
         "DROP TABLE one;"},
        {"CREATE TABLE kinds (id INT PRIMARY KEY, d DECIMAL(9,2), inv INT INVISIBLE DEFAULT 3, gen "
         "INT AS (inv + 1) STORED, vi INT AS (inv * 2) VIRTUAL, s VARCHAR(9) CHARACTER SET latin1 "
         "DEFAULT 'é', g POINT NOT NULL DEFAULT (POINT(1, 2)), co TEXT COMPRESSED, ft TEXT, KEY "
         "(inv DESC), KEY ig (d) IGNORED COMMENT 'k''', SPATIAL KEY (g), FULLTEXT KEY (ft), "
         "CONSTRAINT pos CHECK (inv > 0 AND s <> ',)')) PAGE_COMPRESSED=1;\n"
         "INSERT INTO kinds (id, d, co) VALUES (1, 1.5, 'long'), (2, -1, NULL);",
         "DROP TABLE kinds;"},
        {"CREATE TABLE parts (a INT, b INT) PARTITION BY RANGE (a) SUBPARTITION BY HASH (b) "
         "SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN "
         "MAXVALUE);\nINSERT INTO parts VALUES (20, 3), (1, 2);\n"
         "CREATE TABLE periods (a INT, b DATE, c DATE, PERIOD FOR app (b, c), UNIQUE (a, app "
         "WITHOUT OVERLAPS));\n"
         "CREATE TABLE past (a INT PRIMARY KEY) WITH SYSTEM VERSIONING;\n"
         "INSERT INTO past VALUES (1);\n"
         "CREATE TABLE aria (a INT AUTO_INCREMENT PRIMARY KEY) ENGINE=Aria;\n"
         "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\nINSERT INTO aria VALUES (0), (9);",
         "DROP TABLE aria;\nDROP TABLE past;\nDROP TABLE periods;\nDROP TABLE parts;"},
        {"CREATE TABLE moments (id UUID DEFAULT UUID() PRIMARY KEY, name VARCHAR(9), made "
         "TIMESTAMP(6) DEFAULT NOW(6), local DATETIME DEFAULT NOW() ON UPDATE NOW(), tomorrow DATE "
         "DEFAULT (CURDATE() + INTERVAL 1 DAY), n INT DEFAULT UNIX_TIMESTAMP(), who VARCHAR(200) "
         "DEFAULT CURRENT_USER());\n"
         "INSERT INTO moments (name) VALUES ('b'), ('a');\nUPDATE moments SET name = 'c' WHERE "
         "name = 'b';",
         "DROP TABLE moments;"},
        {"CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC BEGIN DECLARE x INT; SET x = a * "
         "2; RETURN x; END;\n"
         "CREATE PROCEDURE p(IN a VARCHAR(10), OUT b INT) COMMENT 'it''s;' READS SQL DATA BEGIN IF "
         "a = ';' THEN SET b = 1; ELSE SET b = 2; END IF; END;\n"
         "SET sql_mode = 'ORACLE';\nDELIMITER //\n"
         "CREATE PACKAGE pk AS FUNCTION a RETURN INT; PROCEDURE b; END//\n"
         "CREATE PACKAGE BODY pk AS x INT := 1; FUNCTION a RETURN INT AS BEGIN RETURN x; END; "
         "PROCEDURE b AS BEGIN SELECT 'b;/' || '/'; END; END//\nDELIMITER ;",
         "SET sql_mode = 'ORACLE';\nDROP PACKAGE pk;\nDROP PROCEDURE p;\nDROP FUNCTION twice;"},
        {"CREATE VIEW z AS SELECT id, twice(id) AS t, 'é\\\\' AS e FROM one;\n"
         "CREATE SQL SECURITY INVOKER VIEW a AS SELECT id FROM z WHERE id > 0;\n"
         "CREATE VIEW m AS SELECT NEXTVAL(counter) AS n FROM a;",
         "DROP VIEW m;\nDROP VIEW a;\nDROP VIEW z;"},
        {"CREATE TRIGGER b1 BEFORE INSERT ON one FOR EACH ROW SET NEW.other = NEW.id;\n"
         "CREATE TRIGGER z0 BEFORE INSERT ON one FOR EACH ROW PRECEDES b1 BEGIN SET @x = ';'; SET "
         "@y = \"é\"; END;\n"
         "SET sql_mode = 'ANSI_QUOTES';\nCREATE TRIGGER ansi AFTER INSERT ON one FOR EACH ROW SET "
         "@x = (SELECT \"id\" FROM \"two\" LIMIT 1);\nSET sql_mode = DEFAULT;\n"
         "SET NAMES latin1;\nCREATE TRIGGER latin BEFORE DELETE ON one FOR EACH ROW SET @x = 'l';",
         "DROP TRIGGER latin;\nDROP TRIGGER ansi;\nDROP TRIGGER z0;\nDROP TRIGGER b1;"},
        {"CREATE EVENT daily ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM note; END;\n"
         "SET time_zone = '+05:00';\n"
         "CREATE EVENT later ON SCHEDULE EVERY 2 HOUR STARTS '2035-01-01 00:00:00' ENDS "
         "'2036-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'c''' DO SET @x = ';';",
         "DROP EVENT later;\nDROP EVENT daily;"},
    };
}

/// What a squash of one revision writes, or why it does not.
struct Tried {
    explicit Tried(const std::string& upgrade, const Strings& more = {})
        : chain(upgrade, "DROP TABLE t;"), result(chain.squash(more)) {}
    std::string text() const { return result.status == 0 ? chain.baseline() : refusal(); }
    /// On one line.
    std::string refusal() const {
        std::string words = result.out + result.err;
        std::replace(words.begin(), words.end(), '\n', ' ');
        return words;
    }

    Chain chain;
    Result result;
};

}  // namespace

TEST_CASE("MariaDB: a baseline builds all that a dozen revisions build", "[servers][squash]") {
    const Chain chain(long_chain());
    const FreshDatabase by_chain(chain.server());
    chain.upgrade(by_chain);
    const Result result = chain.squash();
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    CHECK(left(chain.server()).empty());
    const FreshDatabase by_baseline(chain.server());
    chain.upgrade(by_baseline);
    CHECK(differences(by_baseline, by_chain) == Strings{});
    CHECK(rows(by_baseline, "SELECT name, who, tomorrow > CURDATE() FROM moments ORDER BY name") ==
          rows(by_chain, "SELECT name, who, tomorrow > CURDATE() FROM moments ORDER BY name"));
    CHECK_THAT(chain.baseline(), !ContainsSubstring("retortscratch"));
    CHECK_THAT(chain.baseline(), !ContainsSubstring("DEFINER="));

    CHECK(chain.run({"downgrade", "base"}, by_baseline).status == 0);
    CHECK(told(by_baseline).empty());
}

TEST_CASE("MariaDB: a database in the squashed range goes on from where it is",
          "[servers][squash]") {
    const auto revisions = long_chain();
    const Chain chain(revisions);
    std::vector<std::unique_ptr<FreshDatabase>> databases;
    for (int stopped = 1; stopped <= chain.size(); ++stopped) {
        databases.push_back(std::make_unique<FreshDatabase>(chain.server()));
        chain.upgrade(*databases.back(), fmt::format("{:03}", stopped));
    }
    REQUIRE(chain.squash().status == 0);
    const FreshDatabase fresh(chain.server());
    chain.upgrade(fresh);
    for (const auto& database : databases) {
        chain.upgrade(*database);
        CHECK(differences(*database, fresh) == Strings{});
        CHECK(rows(*database, "SELECT version_num FROM retort_version") == Strings{"000"});
    }
}

TEST_CASE("MariaDB: an index that was made for a foreign key goes as it did", "[servers][squash]") {
    const Chain chain(
        "CREATE TABLE p (id INT PRIMARY KEY);\n"
        "CREATE TABLE c (a INT, b INT, d INT, FOREIGN KEY (a) REFERENCES p (id), "
        "CONSTRAINT named FOREIGN KEY (b) REFERENCES p (id), KEY asked (d), FOREIGN "
        "KEY (d) REFERENCES p (id));",
        "DROP TABLE c;\nDROP TABLE p;");
    const FreshDatabase by_chain(chain.server());
    chain.upgrade(by_chain);
    REQUIRE(chain.squash().status == 0);
    const FreshDatabase by_baseline(chain.server());
    chain.upgrade(by_baseline);
    for (const FreshDatabase* database : {&by_chain, &by_baseline}) {
        CHECK(rows(*database, "SHOW INDEX FROM c").size() == 3);
        rows(*database,
             "ALTER TABLE c ADD KEY later_a (a), ADD KEY later_b (b), ADD KEY later_d "
             "(d)");
        CHECK(rows(*database,
                   "SELECT index_name FROM information_schema.statistics WHERE table_schema = "
                   "DATABASE() AND table_name = 'c' ORDER BY 1") ==
              Strings{"asked", "later_a", "later_b", "later_d"});
    }
}

TEST_CASE("MariaDB: foreign keys of all sorts", "[servers][squash]") {
    // An index that one makes and another one references; a gap in the names; one for several.
    const Chain chain(
        "CREATE TABLE p (id INT PRIMARY KEY, k INT, KEY (id, k)) WITH SYSTEM VERSIONING;\n"
        "CREATE TABLE t (a INT, b INT, FOREIGN KEY (a) REFERENCES p (id), FOREIGN "
        "KEY (a, b) REFERENCES p (id, k), CONSTRAINT z FOREIGN KEY (b) REFERENCES p "
        "(id), CONSTRAINT t_ibfk_9 FOREIGN KEY (b) REFERENCES t (a));\n"
        "ALTER TABLE t ADD c INT, ADD FOREIGN KEY (c) REFERENCES p (id);\n"
        "ALTER TABLE t ADD d INT, ADD FOREIGN KEY (d) REFERENCES p (id) ON DELETE "
        "SET NULL;\nALTER TABLE t DROP FOREIGN KEY t_ibfk_10;\n"
        "CREATE TABLE many (a INT, b INT, c INT, KEY asked (b), FOREIGN KEY (a) REFERENCES p (id), "
        "FOREIGN KEY (b) REFERENCES p (id), FOREIGN KEY (c) REFERENCES p (id));\n"
        "INSERT INTO p VALUES (1, 1);\nINSERT INTO t VALUES (1, 1, 1, 1);",
        "DROP TABLE many;\nDROP TABLE t;\nDROP TABLE p;");
    const FreshDatabase by_chain(chain.server());
    chain.upgrade(by_chain);
    const Result result = chain.squash();
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    const FreshDatabase by_baseline(chain.server());
    chain.upgrade(by_baseline);
    for (const char* sql : {"SHOW CREATE TABLE t", "SHOW CREATE TABLE many"}) {
        CHECK(rows(by_baseline, sql) == rows(by_chain, sql));
    }
    CHECK(chain.run({"downgrade", "base"}, by_baseline).status == 0);
}

TEST_CASE("MariaDB: a baseline that stopped goes on in another session", "[servers][squash]") {
    const Chain chain(
        "CREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY, at DATETIME);\n"
        "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\nINSERT INTO a VALUES (0, "
        "'0000-00-00');\nCREATE TABLE z (id INT);",
        "DROP TABLE z;\nDROP TABLE a;");
    REQUIRE(chain.squash().status == 0);
    const FreshDatabase database(chain.server());
    rows(database, "CREATE TABLE z (id INT)");
    CHECK(chain.run({"upgrade"}, database).status == 1);
    rows(database, "DROP TABLE z");
    chain.upgrade(database);
    CHECK(rows(database, "SELECT id, at FROM a") == Strings{"0|0000-00-00 00:00:00"});
}

TEST_CASE("MariaDB: a range above another revision keeps its data steps", "[servers][squash]") {
    const Chain chain({{"CREATE TABLE t (a INT);", "DROP TABLE t;"},
                       {"INSERT INTO t VALUES (1);", "DELETE FROM t WHERE a = 1;"},
                       {"UPDATE t SET a = a + 1;", "UPDATE t SET a = a - 1;"}});
    const FreshDatabase database(chain.server());
    chain.upgrade(database, "001");
    rows(database, "INSERT INTO t VALUES (7)");
    const Result result = chain.run(
        {"squash", "001:003", "--rev-id", "000", "-m", "m", "--scratch", chain.server().url},
        database);
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    chain.upgrade(database);
    CHECK(rows(database, "SELECT a FROM t ORDER BY a") == Strings{"2", "8"});
}

TEST_CASE("MariaDB: every value is read back as it was", "[servers][squash]") {
    const Chain chain(
        "SET sql_mode = '';\nSET time_zone = '+00:00';\n"
        "CREATE TABLE numbers (id INT PRIMARY KEY, f FLOAT, d DOUBLE, f2 FLOAT(20,3), c "
        "DECIMAL(65,30), b BIT(64), z INT(5) ZEROFILL, y YEAR, u BIGINT UNSIGNED);\n"
        "INSERT INTO numbers VALUES (1, 0.1, 0.1, 123456789.125, "
        "12345678901234567890.123456789012345678901234567890, 5, 7, 1999, "
        "18446744073709551615), (2, 16777217, 1.7976931348623157e308, 1e10, -1.5, ~0, 0, 0, 0), "
        "(3, 123456.7, 5e-324, 0.001, 0, 0, NULL, NULL, NULL), (4, 1.17549e-38, "
        "12345678901234567000, 1, 0, 1, 1, 2155, 1), (5, 3.4028234e38, 0.30000000000000004, -1, "
        "0, NULL, 1, 1901, 1);\n"
        "CREATE TABLE texts (id INT PRIMARY KEY, t TEXT, l VARCHAR(99) CHARACTER SET latin1, u "
        "VARCHAR(99) CHARACTER SET utf16, s VARCHAR(9) CHARACTER SET sjis, c CHAR(9), v "
        "VARBINARY(99), bl BLOB, fb BINARY(4));\n"
        "INSERT INTO texts VALUES (1, 'it''s \\\\ \\n\\r\\t\\0\\Z \\\" -- x', 'é\\\\', 'é😀', "
        "'あ\\\\', 'a  ', X'00ff5c27', 'text', 'ab'), (2, '', '', '', '', '', '', '', ''), (3, "
        "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (4, ' a ', _latin1 X'8081FF', 'a ', "
        "'x', ' é', ' ', ' ', ' '), (5, '\\n-- retort:downgrade mysql\\n', '?', ':x', '@x', "
        "';', ';', ';', ';'), (6, REPEAT('é', 5000), '%', '_', '''', '''''', '''', '''', "
        "'''');\n"
        "CREATE TABLE others (id INT PRIMARY KEY, e ENUM('', 'a', '0', '1', 'é,'), st "
        "SET('x', 'y'), j JSON, g GEOMETRY, u UUID, i6 INET6, i4 INET4, d DATE, t TIME(6), dt "
        "DATETIME(6), ts TIMESTAMP(3) NULL);\n"
        "INSERT INTO others VALUES (1, '', 'x,y', '{\"a\": \"x\\\\\\\"y\"}', "
        "ST_GeomFromText('POLYGON((0 0,1 0,1 1,0 0))', 4326), "
        "'123e4567-e89b-12d3-a456-426614174000', '::1', '1.2.3.4', '0000-00-00', "
        "'-838:59:59.999999', '9999-12-31 23:59:59.999999', '2020-06-01 00:00:00.5'), (2, 0, "
        "'', '[]', POINT(1, 2), NULL, NULL, NULL, '2020-00-00', '0:0:0.000001', '0000-00-00', "
        "'2038-01-19 03:14:07'), (3, '1', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
        "'0000-00-00'), (4, 'é,', 'y', '1', NULL, NULL, NULL, NULL, '1000-01-01', NULL, NULL, "
        "NULL);\n"
        "CREATE TABLE bare (a INT DEFAULT 1);\nINSERT INTO bare VALUES (), ();\nINSERT INTO bare "
        "VALUES (NULL);",
        "DROP TABLE bare;\nDROP TABLE others;\nDROP TABLE texts;\nDROP TABLE numbers;");
    const FreshDatabase by_chain(chain.server());
    chain.upgrade(by_chain);
    const Result result = chain.squash();
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    const FreshDatabase by_baseline(chain.server());
    chain.upgrade(by_baseline);
    CHECK(differences(by_baseline, by_chain) == Strings{});
    for (const char* table : {"numbers", "texts", "others", "bare"}) {
        const auto columns = rows(
            by_chain, fmt::format("SELECT GROUP_CONCAT('HEX(`', column_name, '`)') FROM "
                                  "information_schema.columns WHERE table_schema = DATABASE() AND "
                                  "table_name = '{}'",
                                  table));
        const std::string sql = fmt::format("SELECT {} FROM {}", columns[0], table);
        CHECK(rows(by_baseline, sql) == rows(by_chain, sql));
    }
    const std::string exact = "SELECT CAST(f AS DOUBLE), CAST(f2 AS DOUBLE), d FROM numbers";
    CHECK(rows(by_baseline, exact) == rows(by_chain, exact));
    CHECK(rows(by_baseline, "SELECT e + 0 FROM others") == Strings{"1", "0", "4", "5"});
}

TEST_CASE("MariaDB: names and texts that look like something else", "[servers][squash]") {
    const Chain chain(
        "CREATE TABLE `odd ``na;me'\"` (`co``l;'\"\\` INT PRIMARY KEY, `select` VARCHAR(99) "
        "DEFAULT 'it''s, (a) \\\\ \"x\"\\n;' COMMENT 'AUTO_INCREMENT=5 , ) FOREIGN KEY', `é` "
        "ENUM('a,b', 'c)d') DEFAULT 'c)d', CONSTRAINT `c ) , FOREIGN KEY` CHECK (`select` <> "
        "'x\\\\''\\n,)'), KEY `FOREIGN KEY (` (`select`(3)) COMMENT 'k''\\\\') "
        "COMMENT='AUTO_INCREMENT=5 ) , '' FOREIGN KEY';\n"
        "INSERT INTO `odd ``na;me'\"` (`co``l;'\"\\`) VALUES (1), (-5);\n"
        "CREATE VIEW `v``;\"'` AS SELECT `co``l;'\"\\` AS `a``;b'` FROM `odd ``na;me'\"`;\n"
        "CREATE VIEW b AS SELECT 1 AS a;\nCREATE VIEW a AS SELECT b.a AS b FROM b;\n"
        "CREATE TABLE T (a INT);\nCREATE TABLE t (b INT);\nINSERT INTO T VALUES (1);\n"
        "DELIMITER //\nCREATE TRIGGER `tr;g` BEFORE INSERT ON T FOR EACH ROW\nlab: BEGIN\n"
        "-- retort:downgrade mysql\n    /* end; */ # end;\n    CASE NEW.a WHEN 1 THEN SET @x = "
        "'DELIMITER //'; ELSE BEGIN END; END CASE;\nEND//\n"
        "CREATE OR REPLACE TRIGGER again /* DEFINER=nobody */ BEFORE UPDATE ON T FOR EACH ROW "
        "SET @x = 'DEFINER=`x`@`%` ';//\nDELIMITER ;",
        "DROP TABLE t;\nDROP TABLE T;\nDROP VIEW a;\nDROP VIEW b;\nDROP VIEW `v``;\"'`;\nDROP "
        "TABLE `odd ``na;me'\"`;");
    const FreshDatabase by_chain(chain.server());
    chain.upgrade(by_chain);
    const Result result = chain.squash();
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
    const FreshDatabase by_baseline(chain.server());
    chain.upgrade(by_baseline);
    CHECK(differences(by_baseline, by_chain) == Strings{});
    CHECK(chain.run({"downgrade", "base"}, by_baseline).status == 0);
    CHECK(told(by_baseline).empty());
}

TEST_CASE("MariaDB: what chance or the clock gives is not frozen", "[servers][squash]") {
    CHECK_THAT(Tried("CREATE TABLE t (a INT, at DATETIME DEFAULT (NOW() + INTERVAL 1 DAY), ts "
                     "TIMESTAMP DEFAULT NOW());\nINSERT INTO t (a) VALUES (1), (2);")
                   .text(),
               ContainsSubstring("INSERT INTO `t` (`a`) VALUES\n    (1),\n    (2);"));
    CHECK_THAT(Tried("CREATE TABLE t (at DATETIME DEFAULT NOW());\nINSERT INTO t VALUES "
                     "('2020-01-02 03:04:05');")
                   .text(),
               ContainsSubstring("('2020-01-02 03:04:05')"));
    CHECK_THAT(Tried("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, at DATETIME DEFAULT "
                     "NOW());\nINSERT INTO t () VALUES (), ();")
                   .text(),
               ContainsSubstring("INSERT INTO `t` (`id`) VALUES\n    (1),\n    (2);"));
    CHECK_THAT(
        Tried("CREATE TABLE t (at DATETIME DEFAULT NOW());\nINSERT INTO t () VALUES ();").text(),
        ContainsSubstring("INSERT INTO `t` () VALUES ();"));
    CHECK_THAT(Tried("CREATE TABLE t (a UUID);\nINSERT INTO t VALUES (UUID());").text(),
               ContainsSubstring("it writes what UUID gives"));
    CHECK_THAT(Tried("CREATE TABLE t (a DATETIME);\nINSERT INTO t SELECT NOW();").text(),
               ContainsSubstring("it writes what NOW gives"));
    CHECK_THAT(Tried("CREATE TABLE t (a VARCHAR(99));\nSET @u = UUID();\nINSERT INTO t VALUES "
                     "(@u);")
                   .text(),
               ContainsSubstring("t.a differs from run to run"));
    CHECK_THAT(
        Tried("CREATE TABLE t (a UUID);\nINSERT INTO t VALUES (UUID());", {"--freeze", "t.a"})
            .text(),
        ContainsSubstring("INSERT INTO `t` (`a`) VALUES"));
    CHECK_THAT(Tried("CREATE TABLE t (a INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME "
                     "INTERVAL 1 MONTH PARTITIONS 3;")
                   .text(),
               !ContainsSubstring("STARTS"));
    CHECK(left(server("mariadb")).empty());
}

TEST_CASE("MariaDB: what no baseline can build is not written", "[servers][squash]") {
    CHECK_THAT(Tried("CREATE TABLE t (a INT) WITH SYSTEM VERSIONING;\nINSERT INTO t VALUES (1);\n"
                     "UPDATE t SET a = 2;")
                   .refusal(),
               ContainsSubstring("1 rows of the past"));
    CHECK_THAT(Tried("CREATE TABLE t (a INT);\nSET NAMES latin1;\nCREATE TRIGGER g BEFORE INSERT "
                     "ON t FOR EACH ROW SET @x = 'é';")
                   .refusal(),
               ContainsSubstring("client character set"));
    CHECK_THAT(Tried("CREATE TABLE t (a INT);\nCREATE TABLE u (a INT);\nCREATE VIEW v AS SELECT a "
                     "FROM u;\nDROP TABLE u;")
                   .refusal(),
               ContainsSubstring("doesn't exist"));
    CHECK_THAT(Tried("CREATE TABLE t (a INT PRIMARY KEY, b INT, FOREIGN KEY (b) REFERENCES t (a));"
                     "\nSET foreign_key_checks = 0;\nINSERT INTO t VALUES (1, 2);")
                   .refusal(),
               ContainsSubstring("foreign key constraint fails"));
    CHECK(left(server("mariadb")).empty());
}
