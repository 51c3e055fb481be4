#include "postgresql/rich_schema.hpp"
#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <nlohmann/json.hpp>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

/// What may be squashed of it: servers are elsewhere.
std::string rich_schema_here() {
    const std::string text = rich_schema;
    const std::size_t begin = text.find("CREATE SERVER far");
    const std::size_t end = text.find("CREATE PUBLICATION news");
    return text.substr(0, begin) + text.substr(end);
}

}  // namespace

TEST_CASE("everything that a catalog of PostgreSQL has survives a squash", "[squash]") {
    const ServerPlace at("postgresql");
    at.place.script("001", "", rich_schema_here(), "");
    const std::string text = at.place.read("migrations/001.sql");
    at.place.write("migrations/001.sql",
                   text.substr(0, text.find("-- retort:downgrade")) + "-- retort:irreversible\n");
    const Result squashed = at.run({"squash", "001", "--rev-id", "000", "-m", "m"}, true);
    INFO(squashed.out << squashed.err);
    CHECK(squashed.status == 0);
}
