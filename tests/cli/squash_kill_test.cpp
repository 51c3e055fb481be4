#include "cli/kill_at/run_killed.hpp"
#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::killed;
using retort_test::Place;
using retort_test::Result;
using retort_test::run_killed;
using retort_test::Sqlite;

namespace {

void chain_of_views(const Place& place) {
    place.script("001", "", "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol TEXT);",
                 "DROP TABLE gene;");
    place.script("002", "001",
                 "INSERT INTO gene VALUES (1, 'PKD1');\nCREATE VIEW symbols AS SELECT symbol FROM "
                 "gene;\nCREATE VIEW few AS SELECT symbol FROM symbols LIMIT 1;",
                 "DROP VIEW few;\nDROP VIEW symbols;\nDELETE FROM gene;");
    place.script("003", "002", "ALTER TABLE gene ADD score REAL;",
                 "ALTER TABLE gene DROP COLUMN score;");
}

json ids(const Place& place) {
    const Result result = place.run({"history", "--json"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    json ids = json::array();
    for (const json& revision : json::parse(result.out)) {
        ids.push_back(revision["revision"]);
    }
    return ids;
}

/// Brings databases to heads that were at each of these, with the folders as they are.
void check_upgrades(const Place& place) {
    for (const char* stopped : {"nothing", "001", "002", "003"}) {
        CAPTURE(stopped);
        const std::string original = place.file(std::string(stopped) + ".db");
        boost::filesystem::remove(place.file("app.db"));
        if (boost::filesystem::exists(original)) {
            boost::filesystem::copy_file(original, place.file("app.db"));
        }
        const Result upgraded = place.run({"upgrade"});
        CAPTURE(upgraded.err);
        CHECK(upgraded.status == 0);
        const Result checked = place.run({"check", "--drift"});
        CAPTURE(checked.out, checked.err);
        CHECK(checked.status == 0);
        CHECK(Sqlite(place.file("app.db")).value("SELECT symbol FROM few") == "PKD1");
    }
    boost::filesystem::remove(place.file("app.db"));
}

void keep_databases(const Place& place) {
    for (const char* stopped : {"001", "002", "003"}) {
        REQUIRE(place.run({"upgrade", stopped}).status == 0);
        boost::filesystem::rename(place.file("app.db"), place.file(std::string(stopped) + ".db"));
    }
}

void copy_folder(const std::string& from, const std::string& to) {
    namespace fs = boost::filesystem;
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
        const fs::path target = to / fs::relative(entry.path(), from);
        if (fs::is_directory(entry.status())) {
            fs::create_directories(target);
        } else {
            fs::copy_file(entry.path(), target);
        }
    }
}

}  // namespace

TEST_CASE("a squash that is killed anywhere has happened or not", "[cli]") {
    const std::string squash = "squash 002 --rev-id 000 -m m";
    int call = 0;
    int before = 0;
    int status = killed;
    for (; status == killed; ++before) {
        const Place place;
        chain_of_views(place);
        keep_databases(place);
        status = run_killed(place, squash, ++call);
        CAPTURE(call, status);
        const bool happened = ids(place) == json{"003", "000"};
        CHECK((happened || ids(place) == json{"003", "002", "001"}));
        check_upgrades(place);
        if (status == killed && !happened) {
            const Result again = place.run({"squash", "002", "--rev-id", "000", "-m", "m"});
            CAPTURE(again.err);
            CHECK(again.status == 0);
            check_upgrades(place);
        }
    }
    CHECK(status == 0);
    CHECK(before > 8);
}

TEST_CASE("an unsquash that is killed anywhere has happened or not", "[cli]") {
    const Place squashed;
    chain_of_views(squashed);
    keep_databases(squashed);
    REQUIRE(squashed.run({"squash", "002", "--rev-id", "000", "-m", "m"}).status == 0);
    int call = 0;
    int before = 0;
    int status = killed;
    for (; status == killed; ++before) {
        const Place place;
        copy_folder(squashed.path(), place.path());
        status = run_killed(place, "unsquash 000", ++call);
        CAPTURE(call, status);
        const bool happened = ids(place) == json{"003", "002", "001"};
        CHECK((happened || ids(place) == json{"003", "000"}));
        check_upgrades(place);
        CHECK(place.run({"unsquash", "000"}).status == 0);
        CHECK_FALSE(place.exists("views/few.sql"));
        CHECK(place.exists("migrations/002.sql"));
        check_upgrades(place);
    }
    CHECK(status == 0);
    CHECK(before > 4);
}
