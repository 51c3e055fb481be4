#include "crash/stride.hpp"
#include "database.hpp"
#include "starters.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include "support/object_programs.hpp"
#include "support/server_client.hpp"

#include <functional>

using namespace retort;
using namespace retort_test;

namespace {

using Strings = std::vector<std::string>;
using Rows = std::function<Strings(const std::string& sql)>;

constexpr int processes = 16;

int rounds() {
    return stride(4, 8) == 1 ? 20 : 3;
}

void upgrade_there(const Place& place, const Program& program) {
    const auto session = open_session(place);
    Migrator(*session, program.revisions, program.objects).upgrade();
}

/// Half of them are the older program.
void start_together(const Place& place, const std::string& newer) {
    std::vector<Strings> lines;
    for (int i = 0; i < processes; ++i) {
        lines.push_back(
            {RETORT_STORM_STARTER, place.backend, place.connect, i % 2 == 0 ? "older" : newer});
    }
    CHECK(run_at_once(lines) == 0);
}

const char* const changes =
    "SELECT detail, count(*) FROM retort_history WHERE action = 'object' GROUP BY detail ORDER BY "
    "detail";

/// The first round makes the change. No round changes anything afterwards.
void check_side_by_side(const Place& place, const Rows& rows, const std::string& newer) {
    upgrade_there(place, older_program());
    const Strings before = rows(changes);
    start_together(place, newer);
    const Strings after = rows(changes);
    CHECK(after.size() > before.size());
    for (int round = 0; round < rounds(); ++round) {
        start_together(place, newer);
    }
    CHECK(rows(changes) == after);
    for (const std::string& change : after) {
        CHECK(change.substr(change.rfind('|')) == "|1");
    }
    const Program program = newer == "newer" ? newer_program() : newer_objects();
    const auto session = open_session(place);
    Migrator migrator(*session, program.revisions, program.objects);
    CHECK(wrong_with_objects(migrator).empty());
    CHECK(rows("SELECT count(*) FROM retort_history WHERE outcome <> 'done'") == Strings{"0"});
}

}  // namespace

TEST_CASE("older and newer programs that start together on a server never flip an object back",
          "[storm]") {
    const std::string kind = GENERATE("postgresql", "pgbouncer", "mariadb");
    const std::string newer = GENERATE("newer_objects", "newer");
    CAPTURE(kind, newer);
    const FreshDatabase database(server(kind));
    const auto client = ServerClient::connect(database.server());
    check_side_by_side(
        place_of(database.server()), [&](const std::string& sql) { return client->rows(sql); },
        newer);
}

TEST_CASE("older and newer programs that start together on a file never flip an object back",
          "[storm]") {
    const std::string newer = GENERATE("newer_objects", "newer");
    CAPTURE(newer);
    const TemporaryFolder folder;
    const std::string path = folder.file("together.db");
    check_side_by_side(
        place_of_file(path), [&](const std::string& sql) { return Sqlite(path).rows(sql); }, newer);
}
