#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

using namespace retort_test;
using Strings = std::vector<std::string>;

namespace {

/// One table, and the database that the scripts made.
struct ChainThere : ServerPlace {
    explicit ChainThere(const std::string& kind) : ServerPlace(kind) {
        place.script("001", "",
                     "CREATE TABLE gene (id INT PRIMARY KEY, symbol VARCHAR(20) NOT NULL);\n"
                     "CREATE INDEX gene_symbol ON gene (symbol);",
                     "DROP TABLE gene;");
        REQUIRE(run({"upgrade"}).status == 0);
    }
};

}  // namespace

TEST_CASE("what scripts build in a scratch database of a server is compared", "[servers]") {
    const std::string kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
    const ChainThere chain(kind);
    const Strings diff{"schema", "diff", "scripts", chain.database.url()};
    const Result equal = chain.run(diff, true);
    CAPTURE(kind, equal.out, equal.err);
    CHECK(equal.status == 0);
    CHECK(chain.run({"check", "--drift"}, true).status == 0);
    ServerClient::connect(chain.database.server())->rows("ALTER TABLE gene ADD by_hand INT");
    const Result drifted = chain.run({"check", "--drift"}, true);
    CHECK(drifted.status == 3);
    CHECK_THAT(drifted.out, ContainsSubstring("column by_hand"));
    CHECK(scratch_left(chain.database.server()).empty());
}

TEST_CASE("scratch is dropped when a script fails in it", "[servers]") {
    const std::string kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
    const ChainThere chain(kind);
    chain.place.script("002", "001", "INSERT INTO gene VALUES (1, NULL);", "DELETE FROM gene;");
    const Result failed = chain.run({"schema", "dump", "scripts"}, true);
    CHECK(failed.status == 1);
    CHECK_THAT(failed.err, ContainsSubstring("002"));
    CHECK(scratch_left(chain.database.server()).empty());
}

TEST_CASE("no server is scratch unless it is named", "[servers]") {
    const std::string kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
    const ChainThere chain(kind);
    const Result unnamed = chain.run({"schema", "dump", "scripts"});
    CHECK(unnamed.status == 1);
    CHECK_THAT(unnamed.err, ContainsSubstring("--scratch"));
}

TEST_CASE("the user of a MariaDB scratch database sees nothing else", "[servers]") {
    const ChainThere chain("mariadb");
    chain.place.script("002", "001",
                       "CREATE TABLE seen AS SELECT schema_name FROM information_schema.schemata "
                       "WHERE schema_name NOT IN ('information_schema', DATABASE());\n"
                       "INSERT INTO gene SELECT 1, IF(count(*) = 0, 'alone', NULL) FROM seen;",
                       "DROP TABLE seen;");
    const Result alone = chain.run({"schema", "dump", "scripts"}, true);
    CAPTURE(alone.err);
    CHECK(alone.status == 0);
}
