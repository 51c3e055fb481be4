#include "script/leaving.hpp"
#include "support/catch.hpp"

using namespace retort;
using script::leaving;

TEST_CASE("what reaches out of its database is told", "[script]") {
    CHECK(leaving("USE production", Dialect::mysql) == "USE production");
    CHECK(leaving("/* why */ use `p`;", Dialect::mysql) == "use `p`");
    CHECK(leaving("CREATE DATABASE IF NOT EXISTS x", Dialect::mysql) == "CREATE DATABASE IF");
    CHECK(leaving("DROP SCHEMA x", Dialect::mysql) == "DROP SCHEMA x");
    CHECK(leaving("CREATE OR REPLACE USER u", Dialect::mysql) == "CREATE OR REPLACE");
    CHECK(leaving("INSERT INTO other.gene SELECT 1", Dialect::mysql) == "other.gene");
    CHECK(leaving("TRUNCATE TABLE `other`.`gene`", Dialect::mysql) == "`other`.`gene`");
    CHECK(leaving("SELECT 1 INTO OUTFILE '/tmp/x'", Dialect::mysql) == "SELECT 1 INTO");
    CHECK(leaving("ATTACH 'x.db' AS x", Dialect::sqlite) == "ATTACH 'x.db' AS");
    CHECK(leaving("DELETE FROM x.gene", Dialect::sqlite) == "x.gene");
    CHECK(leaving("VACUUM main INTO 'copy.db'", Dialect::sqlite) == "VACUUM main INTO");
    CHECK(leaving("CREATE ROLE reader", Dialect::postgresql) == "CREATE ROLE reader");
    CHECK(leaving("ALTER DATABASE x SET y = 1", Dialect::postgresql) == "ALTER DATABASE x");
    CHECK(leaving("ALTER SYSTEM SET x = 1", Dialect::postgresql) == "ALTER SYSTEM SET");
    CHECK(leaving("COPY gene FROM PROGRAM 'cat'", Dialect::postgresql) == "COPY gene FROM");
    CHECK(leaving("SELECT dblink('x', 'y')", Dialect::postgresql) == "SELECT dblink (");
    CHECK(leaving("SELECT 1 FROM a.b.c", Dialect::postgresql) == "b.c");
    CHECK(leaving("GRANT reader TO writer", Dialect::postgresql) == "GRANT reader TO");
    CHECK(leaving("GRANT CONNECT ON DATABASE x TO y", Dialect::postgresql) == "GRANT CONNECT ON");
    CHECK(leaving("COMMENT ON DATABASE x IS 'y'", Dialect::postgresql) == "COMMENT ON DATABASE");
    CHECK(leaving("REASSIGN OWNED BY a TO b", Dialect::postgresql) == "REASSIGN OWNED BY");
}

TEST_CASE("what stays in its database is not", "[script]") {
    for (const char* statement :
         {"CREATE TABLE gene (id INT)", "UPDATE gene AS g SET x = g.y", "SELECT g.x FROM gene AS g",
          "INSERT INTO gene VALUES ('USE x', 'a.b')", "SELECT max(g.x) FROM gene g", ""}) {
        CAPTURE(statement);
        for (const auto dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
            CHECK(leaving(statement, dialect).empty());
        }
    }
    CHECK(leaving("CREATE TABLE main.gene (id)", Dialect::sqlite).empty());
    CHECK(leaving("INSERT INTO \"TEMP\".gene VALUES (1)", Dialect::sqlite).empty());
    CHECK(leaving("SELECT 1 FROM information_schema.tables", Dialect::mysql).empty());
    CHECK(leaving("CREATE TABLE audit.gene (id INT)", Dialect::postgresql).empty());
    CHECK(leaving("CREATE SCHEMA audit", Dialect::postgresql).empty());
    CHECK(leaving("GRANT SELECT ON gene TO reader", Dialect::postgresql).empty());
}
