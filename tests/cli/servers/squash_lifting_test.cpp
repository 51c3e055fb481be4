#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <nlohmann/json.hpp>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

void chain(const Place& place, bool has_materialized) {
    place.script("001", "", "CREATE TABLE gene (id INT PRIMARY KEY, symbol VARCHAR(20));",
                 "DROP TABLE gene;");
    place.script("002", "001",
                 "INSERT INTO gene VALUES (1, 'PKD1'), (2, 'PKD2');\n"
                 "CREATE VIEW symbols AS SELECT id, symbol FROM gene;",
                 "DROP VIEW symbols;\nDELETE FROM gene;");
    const std::string scores =
        has_materialized
            ? "CREATE MATERIALIZED VIEW scores AS SELECT id, 1 AS score FROM symbols;\n"
              "CREATE UNIQUE INDEX scores_id ON scores (id);\n"
              "COMMENT ON MATERIALIZED VIEW scores IS 'of every gene; all alike';"
            : "CREATE VIEW scores AS SELECT id, 1 AS score FROM symbols;";
    place.script("003", "002", scores,
                 has_materialized ? "DROP MATERIALIZED VIEW scores;" : "DROP VIEW scores;");
    place.script("004", "003", "ALTER TABLE gene ADD chromosome VARCHAR(5);",
                 "ALTER TABLE gene DROP COLUMN chromosome;");
}

}  // namespace

TEST_CASE("views of a server's schema are lifted, wherever a database is", "[squash]") {
    const std::string kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
    const std::string stopped =
        GENERATE(std::string("base"), std::string("002"), std::string("004"));
    CAPTURE(kind, stopped);
    const ServerPlace at(kind);
    chain(at.place, kind == "postgresql");
    if (stopped != "base") {
        REQUIRE(at.run({"upgrade", stopped}).status == 0);
    }
    const Result result = at.run({"squash", "003", "--rev-id", "000", "-m", "all", "--json"}, true);
    CAPTURE(result.err, result.out);
    REQUIRE(result.status == 0);
    const json squashed = json::parse(result.out);
    CHECK(squashed["objects_moved"].size() == 2);
    CHECK(squashed["objects_kept"].empty());
    CHECK(at.place.exists("views/scores.sql"));
    CHECK(at.place.exists("views/symbols.sql"));
    const Result upgraded = at.run({"upgrade"});
    CAPTURE(upgraded.err);
    REQUIRE(upgraded.status == 0);
    const auto is_whole = [&] {
        const Result checked = at.run({"check", "--drift"}, true);
        CAPTURE(checked.out, checked.err);
        CHECK(checked.status == 0);
        CHECK(ServerClient::connect(at.database.server())->rows("SELECT sum(score) FROM scores") ==
              Strings{"2"});
    };
    is_whole();
    CHECK(at.run({"downgrade", "base"}).status == 0);
    CHECK(ServerClient::connect(at.database.server())
              ->rows("SELECT table_name FROM information_schema.views WHERE table_name IN "
                     "('symbols', 'scores')")
              .empty());
    REQUIRE(at.run({"upgrade"}).status == 0);
    is_whole();
    const Result undone = at.run({"unsquash", "000"});
    CAPTURE(undone.err);
    REQUIRE(undone.status == 0);
    CHECK_FALSE(at.place.exists("views/scores.sql"));
    const Result again = at.run({"upgrade"});
    CAPTURE(again.err);
    REQUIRE(again.status == 0);
    is_whole();
    CHECK(at.run({"downgrade", "base"}).status == 0);
}

TEST_CASE("a materialized view that is lifted is filled once", "[squash]") {
    const ServerPlace at("postgresql");
    chain(at.place, true);
    at.place.script("003", "002",
                    "CREATE MATERIALIZED VIEW scores AS SELECT id FROM symbols;\n"
                    "CREATE MATERIALIZED VIEW late AS SELECT id FROM symbols WITH NO DATA;\n"
                    "REFRESH MATERIALIZED VIEW late;",
                    "DROP MATERIALIZED VIEW late;\nDROP MATERIALIZED VIEW scores;");
    const Result result = at.run({"squash", "003", "--rev-id", "000", "-m", "all"}, true);
    CAPTURE(result.err, result.out);
    REQUIRE(result.status == 0);
    CHECK_THAT(at.place.read("views/scores.sql"), !ContainsSubstring("REFRESH"));
    CHECK_THAT(at.place.read("views/late.sql"), ContainsSubstring("REFRESH"));
    REQUIRE(at.run({"upgrade"}).status == 0);
    CHECK(ServerClient::connect(at.database.server())
              ->rows("SELECT (SELECT count(*) FROM scores), (SELECT count(*) FROM late)") ==
          Strings{"2|2"});
}
