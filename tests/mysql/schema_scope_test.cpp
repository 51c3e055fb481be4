#include "query_hook.hpp"
#include "schema_changing.hpp"

using namespace retort_test;

TEST_CASE("MariaDB: privileges on the database, tables, columns and routines", "[schema]") {
    Changing it({"CREATE TABLE gene (id INT)", "CREATE FUNCTION F() RETURNS INT RETURN 1"});
    const std::string user = "'" + it.database.name() + "'@'%'";
    it.run({"CREATE USER " + user});
    const auto granted = [&](const std::string& privilege, const std::string& what) {
        return it.change("GRANT " + privilege + " ON " + what + " TO " + user);
    };
    CHECK(granted("SELECT", "gene") ==
          "privilege advisory table gene | privilege SELECT to " + user + " [] [privilege]");
    CHECK(granted("UPDATE (id)", "gene") ==
          "privilege advisory table gene | privilege UPDATE (id) "
          "to " +
              user + " [] [privilege]");
    CHECK(granted("EXECUTE", "FUNCTION F") ==
          "privilege advisory function F | privilege EXECUTE to " + user + " [] [privilege]");
    CHECK(granted("DELETE", it.database.name() + ".*") ==
          "privilege advisory privilege DELETE to " + user + " |  [] [privilege]");
    CHECK(it.change("GRANT DELETE ON " + it.database.name() + ".* TO " + user +
                    " WITH GRANT OPTION") ==
          "privilege advisory privilege DELETE to " + user + " | grant option [] [yes]");
    it.run({"DROP USER " + user});
}

TEST_CASE("MariaDB: tables whose names differ in case alone", "[schema]") {
    Changing it(
        {"CREATE TABLE gene (a INT, b TEXT, UNIQUE k (a), CHECK (a > 0)) COLLATE "
         "latin1_bin PARTITION BY HASH (a) PARTITIONS 2",
         "CREATE TABLE Gene (a INT, b TEXT, UNIQUE k (a, b(3))) COLLATE utf8mb4_bin"});
    CHECK(it.change("ALTER TABLE Gene MODIFY b TEXT COLLATE latin1_bin") ==
          "collation critical table Gene | column b: collation [] [latin1_bin]");
    CHECK(it.change("ALTER TABLE gene DROP INDEX k, ADD UNIQUE k (a)").empty());
    CHECK(it.change("ALTER TABLE Gene DROP INDEX k, ADD UNIQUE k (a)") ==
          "unique critical table Gene | unique k: columns [a, b(3)] [a]");
    CHECK(it.change("ALTER TABLE gene REMOVE PARTITIONING") ==
          "partition critical table gene | partitioning [HASH (`a`)] []\n"
          "partition critical table gene | partition p0 [number: 1] []\n"
          "partition critical table gene | partition p1 [number: 2] []");
}

TEST_CASE("MariaDB: the name of the database is in no text", "[schema]") {
    const Strings statements = {
        "CREATE SEQUENCE s", "CREATE TABLE gene (id INT DEFAULT (NEXTVAL(s)))",
        "CREATE FUNCTION f() RETURNS INT RETURN 1",
        "CREATE VIEW top AS SELECT gene.id, f() AS f FROM gene WHERE id IN (SELECT id FROM gene)"};
    Changing one(statements);
    Changing other(statements);
    CHECK(compare(one.schema(), other.schema()).empty());
    CHECK(one.schema() == other.schema());
}

TEST_CASE("MariaDB: Retort's own tables and what hangs on them are left out", "[schema]") {
    Changing it(Strings{});
    it.migrator(Revisions{script_text("a", "", "-- retort:upgrade\nSELECT 1;\n")}).upgrade();
    REQUIRE(it.rows("SHOW TABLES LIKE 'retort\\_state'").size() == 1);
    CHECK(it.change("CREATE TRIGGER t BEFORE DELETE ON retort_state FOR EACH ROW SET @a = 1")
              .empty());
    CHECK(it.change("CREATE TABLE retort_else (a INT)")
              .rfind("table critical table retort_else", 0) == 0);
    SchemaOptions named;
    named.version_table = "other";
    CHECK(compare(it.schema(), read_schema(*it.session, named)).size() > 5);
}

TEST_CASE("MariaDB: what the catalog does not tell is named", "[schema]") {
    Changing it(
        {"CREATE TABLE past (a INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT "
         "100 PARTITIONS 3",
         "CREATE TABLE kinds (a INT) PARTITION BY LIST (a) (PARTITION rest DEFAULT)",
         "CREATE TABLE part (a INT) ENGINE = MyISAM",
         "CREATE TABLE parts (a INT) ENGINE = MERGE UNION = (part)"});
    CHECK(it.schema().unread ==
          Strings{"the interval or limit of the partitions of table past",
                  "what table parts of engine MRG_MyISAM stands for",
                  "whether partition rest of table kinds is the default one or that of 0"});
}

TEST_CASE("MariaDB: what the user may not see is named", "[schema]") {
    Changing it({"CREATE SEQUENCE s", "CREATE TABLE gene (a INT)",
                 "CREATE VIEW top AS SELECT a FROM gene",
                 "CREATE FUNCTION f() RETURNS INT RETURN 1"});
    Server server = it.database.server();
    server.user = it.database.name();
    server.password = "secret";
    const std::string user = "'" + server.user + "'@'%'";
    it.run({"CREATE USER " + user + " IDENTIFIED BY 'secret'", "GRANT INSERT ON s TO " + user,
            "GRANT SELECT ON top TO " + user, "GRANT EXECUTE ON FUNCTION f TO " + user});
    const Schema seen = read_schema(*open_session(server));
    it.run({"DROP USER " + user});
    CHECK(seen.unread == Strings{"the attributes of sequence s, which this user may not see",
                                 "the body of function f, which this user may not see",
                                 "the definition of view top, which this user may not see"});
}

TEST_CASE("MariaDB: the number of queries does not grow with the tables", "[schema]") {
    const auto asked = [](Changing& it) {
        std::size_t messages = 0;
        {
            const QueryHook hook(QueryHook::Moment::before,
                                 [&](std::size_t number) { messages = number; });
            it.schema();
        }
        std::size_t statements = 0;
        const QueryHook hook(QueryHook::Moment::within,
                             [&](std::size_t number) { statements = number; });
        it.schema();
        return std::pair(messages, statements);
    };
    Changing it({"CREATE TABLE t (id INT PRIMARY KEY)", "CREATE SEQUENCE s",
                 "CREATE VIEW v AS SELECT id FROM t"});
    const auto of_few = asked(it);
    for (int i = 0; i < 30; ++i) {
        const std::string name = "t" + std::to_string(i);
        it.run({"CREATE TABLE " + name + " (id INT PRIMARY KEY, a INT UNIQUE)",
                "CREATE SEQUENCE s" + name, "CREATE VIEW v" + name + " AS SELECT 1"});
    }
    const auto of_many = asked(it);
    CHECK(of_few.first <= 2);  // the second in another character set
    CHECK(of_many.first == of_few.first);
    CHECK(of_many.second == of_few.second);
    CHECK(it.schema().objects.size() > 180);
}
