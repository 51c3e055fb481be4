#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

using namespace retort;
using namespace retort_test;

namespace {

ScriptText script(const std::string& id, const std::string& parents, const std::string& upgrade,
                  const std::string& downgrade) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parents.empty() ? "" : "-- retort:down_revision " + parents + "\n") +
                             "\n-- retort:upgrade\n" + upgrade + "\n-- retort:downgrade\n" +
                             downgrade + "\n"};
}

Revisions two_tables() {
    return {script("aaa", "", "CREATE TABLE a (x);", "DROP TABLE a;"),
            script("bbb", "aaa", "CREATE TABLE b (x);\nINSERT INTO b VALUES ('1;2');",
                   "DROP TABLE b;")};
}

}  // namespace

TEST_CASE("an upgrade runs every revision and records it", "[runtime]") {
    TemporaryFolder folder;
    const auto session = open_session(folder.file("a.db"));
    Migrator migrator(*session, two_tables());
    const Plan plan = migrator.upgrade();
    REQUIRE(plan.steps.size() == 2);
    Sqlite database(folder.file("a.db"));
    CHECK(database.value("SELECT version_num FROM retort_version") == "bbb");
    CHECK(database.value("SELECT x FROM b") == "1;2");
    CHECK(database.rows("SELECT revision, origin FROM retort_applied") ==
          std::vector<std::string>{"aaa|run", "bbb|run"});
    CHECK(database.rows("SELECT revision, action, outcome, heads_before, heads_after FROM "
                        "retort_history ORDER BY id") ==
          std::vector<std::string>{"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"});
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("a downgrade takes revisions down and forgets them", "[runtime]") {
    TemporaryFolder folder;
    const auto session = open_session(folder.file("a.db"));
    Migrator migrator(*session, two_tables());
    migrator.upgrade();
    CHECK(migrator.downgrade("-1").steps.size() == 1);
    CHECK(migrator.current().current == std::vector<std::string>{"aaa"});
    CHECK(migrator.downgrade("base").steps.size() == 1);
    Sqlite database(folder.file("a.db"));
    CHECK(database.rows("SELECT * FROM retort_applied").empty());
    CHECK(contents(folder.file("a.db")).empty());
}
