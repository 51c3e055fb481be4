#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <nlohmann/json.hpp>

#include <set>

using namespace retort_test;
using nlohmann::json;

namespace {

json validated(const ServerPlace& at, int status) {
    const Result result = at.run({"validate", "--json"});
    CAPTURE(result.err, result.out);
    REQUIRE(result.status == status);
    return json::parse(result.out);
}

/// `kind table: detail`
std::set<std::string> problems_of(const json& found) {
    std::set<std::string> problems;
    for (const json& problem : found["problems"]) {
        problems.insert(problem["kind"].get<std::string>() + " " +
                        problem["table"].get<std::string>() + ": " +
                        problem["detail"].get<std::string>());
    }
    return problems;
}

}  // namespace

TEST_CASE("validate counts and checks the tables of a server", "[servers]") {
    const std::string kind = GENERATE(std::string("postgresql"), std::string("mariadb"));
    CAPTURE(kind);
    const ServerPlace at(kind);
    at.place.script(
        "001", "",
        "CREATE TABLE gene (id INT PRIMARY KEY, part INT NOT NULL, CONSTRAINT whole UNIQUE (id, "
        "part));\n"
        "CREATE TABLE note (gene INT, part INT, line VARCHAR(20), CONSTRAINT said CHECK (line <> "
        "'?'), CONSTRAINT of_gene FOREIGN KEY (gene, part) REFERENCES gene (id, part));\n"
        "INSERT INTO gene VALUES (1, 1), (2, 1);\n"
        "INSERT INTO note VALUES (1, 1, 'a'), (NULL, 5, 'b');",
        "DROP TABLE note;\nDROP TABLE gene;");
    REQUIRE(at.run({"upgrade"}).status == 0);
    const json found = validated(at, 0);
    CHECK(found["tables"] ==
          json{{{"name", "gene"}, {"rows", 2}}, {{"name", "note"}, {"rows", 2}}});
    const auto client = ServerClient::connect(at.database.server());
    if (kind == "mariadb") {
        client->rows("SET foreign_key_checks = 0, check_constraint_checks = 0");
        client->rows("INSERT INTO note VALUES (7, 1, '?'), (8, 1, 'c')");
        CHECK(problems_of(validated(at, 3)) ==
              std::set<std::string>{"check note: 1 row breaks constraint said",
                                    "foreign_key note: 2 rows break foreign key of_gene"});
        return;
    }
    client->rows("ALTER TABLE note DROP CONSTRAINT said, DROP CONSTRAINT of_gene");
    client->rows("INSERT INTO note VALUES (7, 1, '?'), (8, 1, 'c')");
    client->rows(
        "ALTER TABLE note ADD CONSTRAINT said CHECK (line <> '?') NOT VALID, ADD CONSTRAINT "
        "of_gene FOREIGN KEY (gene, part) REFERENCES gene (id, part) NOT VALID");
    client->rows("CREATE SCHEMA lab");
    client->rows("CREATE TABLE lab.\"Odd\" (a INT)");
    client->rows("INSERT INTO lab.\"Odd\" VALUES (1), (1)");
    CHECK_THROWS(client->rows("CREATE UNIQUE INDEX CONCURRENTLY once ON lab.\"Odd\" (a)"));
    const json broken = validated(at, 3);
    CHECK(broken["tables"][1] == json{{"name", "lab.\"Odd\""}, {"rows", 2}});
    CHECK(problems_of(broken) ==
          std::set<std::string>{
              "check note: 1 row breaks constraint said",
              "foreign_key note: 2 rows break foreign key of_gene",
              "invalid_index lab.\"Odd\": index lab.once is invalid: no query uses it, and it "
              "keeps nothing unique",
              "not_enforced note: constraint said is NOT VALID: rows from before it were never "
              "checked",
              "not_enforced note: foreign key of_gene is NOT VALID: rows from before it were never "
              "checked"});
}
