#include "schema_changing.hpp"

using namespace retort_test;

namespace {

Changing with_gene(const std::string& more = "") {
    return Changing(
        {"CREATE TABLE gene (id INT NOT NULL, score INT, name VARCHAR(20) NOT NULL "
         "DEFAULT 'x'" +
         more + ")"});
}

}  // namespace

TEST_CASE("MariaDB: a table and its options", "[schema]") {
    Changing it = with_gene();
    CHECK(it.change("CREATE TABLE clan (a INT) COMMENT 'of genes'") ==
          "table critical table clan |  [] [collation: utf8mb4_general_ci; comment: of genes; "
          "engine: InnoDB; row format: DYNAMIC by default]");
    CHECK(it.change("ALTER TABLE clan COMMENT ''") ==
          "comment advisory table clan | comment [of genes] []");
    CHECK(it.change("ALTER TABLE clan ENGINE = MyISAM") ==
          "other critical table clan | engine [InnoDB] [MyISAM]\n"
          "other critical table clan | row format [DYNAMIC by default] []");
    CHECK(it.change("ALTER TABLE gene ROW_FORMAT = COMPACT") ==
          "other critical table gene | row format [DYNAMIC by default] [COMPACT]");
    CHECK(it.change("ALTER TABLE gene STATS_PERSISTENT = 1 ROW_FORMAT = COMPACT") ==
          "other critical table gene | options [] [stats_persistent=1]");
    CHECK(it.change("ALTER TABLE gene ADD SYSTEM VERSIONING") ==
          "other critical table gene | system versioning [] [with]");
    CHECK(it.change("ALTER TABLE clan RENAME TO tribe").rfind("table critical table clan |", 0) ==
          0);
}

TEST_CASE("MariaDB: where AUTO_INCREMENT goes on is told when asked for", "[schema]") {
    Changing it({"CREATE TABLE gene (id INT AUTO_INCREMENT PRIMARY KEY)"});
    CHECK(it.change("ALTER TABLE gene AUTO_INCREMENT = 7").empty());
    CHECK(it.changes({"ALTER TABLE gene AUTO_INCREMENT = 9"}, {true}) ==
          "sequence critical table gene | next value [7] [9]");
}

TEST_CASE("MariaDB: columns", "[schema]") {
    Changing it = with_gene();
    CHECK(it.change("ALTER TABLE gene ADD COLUMN at DATETIME(3)") ==
          "column critical table gene | column at [] [type: datetime(3)]");
    CHECK(it.change("ALTER TABLE gene MODIFY at TIMESTAMP(3) NULL") ==
          "type critical table gene | column at: type [datetime(3)] [timestamp(3)]");
    CHECK(it.change("ALTER TABLE gene MODIFY score INT NOT NULL") ==
          "nullability critical table gene | column score: nullability [] [not null]");
    CHECK(it.change("ALTER TABLE gene MODIFY score INT NOT NULL COMMENT 'of one'") ==
          "comment advisory table gene | column score: comment [] [of one]");
    CHECK(it.change("ALTER TABLE gene MODIFY at TIMESTAMP(3) NULL AFTER id") ==
          "order advisory table gene | order of columns [id, score, name, at] "
          "[id, at, score, name]");
    CHECK(it.change("ALTER TABLE gene MODIFY name VARCHAR(20) INVISIBLE NOT NULL DEFAULT 'x'") ==
          "other critical table gene | column name: visibility [] [invisible]");
    CHECK(it.change("ALTER TABLE gene MODIFY name VARCHAR(20) COMPRESSED INVISIBLE NOT NULL "
                    "DEFAULT 'x'") ==
          "other critical table gene | column name: compression [] [compressed]");
    CHECK(it.change("ALTER TABLE gene DROP COLUMN at") ==
          "column critical table gene | column at [type: timestamp(3)] []");
}

TEST_CASE("MariaDB: defaults that are none, literals, expressions and ON UPDATE", "[schema]") {
    Changing it = with_gene(", at DATETIME");
    CHECK(it.change("ALTER TABLE gene ALTER score SET DEFAULT 1") ==
          "default advisory table gene | column score: default [] [1]");
    CHECK(it.change("ALTER TABLE gene ALTER score SET DEFAULT (1 + 1)") ==
          "default advisory table gene | column score: default [1] [(1 + 1)]");
    CHECK(it.change("ALTER TABLE gene ALTER score SET DEFAULT NULL") ==
          "default advisory table gene | column score: default [(1 + 1)] []");
    CHECK(it.change("ALTER TABLE gene ALTER name SET DEFAULT 'NULL'") ==
          "default advisory table gene | column name: default ['x'] ['NULL']");
    CHECK(it.change("ALTER TABLE gene ALTER name SET DEFAULT (uuid())") ==
          "default advisory table gene | column name: default ['NULL'] [uuid()]");
    CHECK(it.change("ALTER TABLE gene ALTER name DROP DEFAULT") ==
          "default critical table gene | column name: default [uuid()] []");
    CHECK(it.change("ALTER TABLE gene MODIFY at DATETIME DEFAULT NOW() ON UPDATE NOW()") ==
          "default advisory table gene | column at: default [] [current_timestamp()]\n"
          "default advisory table gene | column at: on update [] [current_timestamp()]");
    CHECK(it.change("ALTER TABLE gene MODIFY at DATETIME DEFAULT NOW()") ==
          "default advisory table gene | column at: on update [current_timestamp()] []");
}

TEST_CASE("MariaDB: the default of a timestamp is the same in every time zone", "[schema]") {
    Changing it({"SET time_zone = '+05:00'",
                 "CREATE TABLE gene (at TIMESTAMP NOT NULL DEFAULT '2020-01-01 05:00:00')"});
    const Schema before = it.schema();
    *it.session << "SET time_zone = '-03:00'";
    CHECK(it.schema() == before);
}

TEST_CASE("MariaDB: generated columns and AUTO_INCREMENT", "[schema]") {
    Changing it = with_gene(
        ", double_ INT AS (score * 2) VIRTUAL, triple INT AS (score * 3) "
        "STORED, KEY (id)");
    CHECK(it.change("ALTER TABLE gene MODIFY triple INT AS (score * 4) STORED") ==
          "generated critical table gene | column triple: generated [(`score` * 3) stored] "
          "[(`score` * 4) stored]");
    CHECK(
        it.changes({"ALTER TABLE gene DROP COLUMN double_",
                    "ALTER TABLE gene ADD COLUMN double_ INT AS (score * 2) STORED AFTER name"}) ==
        "generated critical table gene | column double_: generated [(`score` * 2) virtual] "
        "[(`score` * 2) stored]");
    CHECK(it.change("ALTER TABLE gene ALTER double_ SET DEFAULT 3").empty());
    CHECK(it.change("ALTER TABLE gene MODIFY id INT NOT NULL AUTO_INCREMENT") ==
          "identity critical table gene | column id: identity [] [auto_increment]");
}

TEST_CASE("MariaDB: a collation of the database, of a table, of a column", "[schema]") {
    Changing it = with_gene();
    CHECK(it.change("ALTER TABLE gene MODIFY name VARCHAR(20) COLLATE utf8mb4_bin NOT NULL DEFAULT "
                    "'x'") ==
          "collation critical table gene | column name: collation [] [utf8mb4_bin]");
    CHECK(it.change("ALTER TABLE gene CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin") ==
          "collation critical table gene | collation [utf8mb4_general_ci] [utf8mb4_bin]\n"
          "collation critical table gene | column name: collation [utf8mb4_bin] []");
    CHECK(it.change("ALTER DATABASE CHARACTER SET latin1") ==
          "collation critical database defaults | collation [utf8mb4_general_ci] "
          "[latin1_swedish_ci]");
    CHECK(it.change("ALTER DATABASE COMMENT 'of genes'") ==
          "comment advisory database defaults | comment [] [of genes]");
}

TEST_CASE("MariaDB: keys", "[schema]") {
    Changing it = with_gene(", PRIMARY KEY (id)");
    CHECK(it.change("ALTER TABLE gene DROP PRIMARY KEY, ADD PRIMARY KEY (id, name(5) DESC)") ==
          "primary_key critical table gene | primary key: columns [id] [id, name(5) desc]");
    CHECK(it.change("ALTER TABLE gene ADD UNIQUE u (score)") ==
          "unique critical table gene | unique u [] [columns: score; method: BTREE]");
    CHECK(it.change("ALTER TABLE gene DROP INDEX u, ADD INDEX u (score)") ==
          "index advisory table gene | index u [] [columns: score; method: BTREE]\n"
          "unique critical table gene | unique u [columns: score; method: BTREE] []");
    CHECK(it.change("ALTER TABLE gene DROP INDEX u, ADD INDEX u (score DESC, name(3))") ==
          "index advisory table gene | index u: columns [score] [score desc, name(3)]");
    CHECK(it.change("ALTER TABLE gene ALTER INDEX u IGNORED") ==
          "index advisory table gene | index u: use [] [ignored]");
    CHECK(it.change("ALTER TABLE gene ADD FULLTEXT f (name) COMMENT 'words'") ==
          "index advisory table gene | index f [] [columns: name; comment: words; method: "
          "FULLTEXT]");
    CHECK(it.change("ALTER TABLE gene RENAME INDEX f TO g") ==
          "index advisory table gene | index f [columns: name; comment: words; method: FULLTEXT] "
          "[]\n"
          "index advisory table gene | index g [] [columns: name; comment: words; method: "
          "FULLTEXT]");
}

TEST_CASE("MariaDB: checks of a table and of a column", "[schema]") {
    Changing it = with_gene(", CONSTRAINT c CHECK (score > id)");
    CHECK(it.change("ALTER TABLE gene MODIFY score INT CHECK (score > 0)") ==
          "check critical table gene | check score [] [expression: `score` > 0; of: column]");
    CHECK(it.change("ALTER TABLE gene DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (score > 2)") ==
          "check critical table gene | check c: expression [`score` > `id`] [`score` > 2]");
    CHECK(it.change("ALTER TABLE gene MODIFY score INT") ==
          "check critical table gene | check score [expression: `score` > 0; of: column] []");
}

TEST_CASE("MariaDB: a foreign key goes by what it says", "[schema]") {
    Changing it({"CREATE TABLE gene (a INT, b INT, PRIMARY KEY (a, b))",
                 "CREATE TABLE child (x INT, y INT, KEY (x, y))"});
    const auto again = [](const std::string& key) {
        return Strings{"ALTER TABLE child DROP FOREIGN KEY f", "ALTER TABLE child ADD " + key};
    };
    CHECK(it.change("ALTER TABLE child ADD CONSTRAINT f FOREIGN KEY (x, y) REFERENCES gene (a, "
                    "b)") ==
          "foreign_key critical table child | foreign key (x, y) references gene (a, b) [] [name: "
          "f]");
    CHECK(it.changes(again("CONSTRAINT f FOREIGN KEY (x, y) REFERENCES gene (a, b) ON DELETE "
                           "CASCADE ON UPDATE SET NULL")) ==
          "foreign_key advisory table child | foreign key (x, y) references gene (a, b): on delete "
          "[] [CASCADE]\n"
          "foreign_key advisory table child | foreign key (x, y) references gene (a, b): on update "
          "[] [SET NULL]");
    CHECK(it.changes(again("CONSTRAINT f FOREIGN KEY (x, y) REFERENCES gene (a, b) ON DELETE "
                           "NO ACTION"))
              .find("[NO ACTION]") == std::string::npos);
    CHECK(it.changes(again("CONSTRAINT g FOREIGN KEY (x, y) REFERENCES gene (a, b)")) ==
          "foreign_key advisory table child | foreign key (x, y) references gene (a, b): name [f] "
          "[g]");
}
