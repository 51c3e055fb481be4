#include "cli/kill_at/run_killed.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <boost/filesystem.hpp>

using retort_test::contents;
using retort_test::killed;
using retort_test::Place;
using retort_test::run_killed;
using retort_test::Sqlite;

namespace {

namespace fs = boost::filesystem;

void fill(const Place& place) {
    place.script("001", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol);\n"
                 "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
                 "INSERT INTO gene SELECT i, hex(i) FROM n;",
                 "DROP TABLE gene;");
    place.script("002", "001", "DELETE FROM gene WHERE id % 2;\nCREATE TABLE note (line);",
                 "DROP TABLE note;");
    REQUIRE(place.run({"upgrade", "001"}).status == 0);
}

std::size_t entries(const Place& place) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(place.path()), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a backup that is killed anywhere is whole or not there", "[cli]") {
    const Place place;
    fill(place);
    const std::size_t others = entries(place);
    int call = 0;
    int status = killed;
    while (status == killed) {
        status = run_killed(place, "backup " + place.file("saved"), ++call);
        CAPTURE(call, status);
        if (place.exists("saved")) {
            const std::string restored = "sqlite:///" + place.file("new.db");
            CHECK(retort_test::run({"--url", restored, "restore", place.file("saved")}).status ==
                  0);
            fs::remove(place.file("new.db"));
            fs::remove_all(place.file("saved"));
        }
    }
    CHECK(status == 0);
    CHECK(call > 8);
    CHECK(place.run({"backup", place.file("saved")}).status == 0);
    CHECK(entries(place) == others + 1);
}

TEST_CASE("a restore that is killed anywhere has happened or not", "[cli]") {
    const Place place;
    fill(place);
    REQUIRE(place.run({"backup", place.file("saved")}).status == 0);
    const std::string saved = contents(place.file("app.db"));
    REQUIRE(place.run({"upgrade"}).status == 0);
    const std::string upgraded = contents(place.file("app.db"));
    fs::copy_file(place.file("app.db"), place.file("upgraded.db"));
    int call = 0;
    int status = killed;
    int unharmed = 0;
    for (; status == killed; ++unharmed) {
        fs::remove(place.file("app.db-journal"));
        fs::copy_file(place.file("upgraded.db"), place.file("app.db"),
                      fs::copy_options::overwrite_existing);
        status = run_killed(place, "restore --replace " + place.file("saved"), ++call);
        CAPTURE(call, status);
        CHECK(Sqlite(place.file("app.db")).value("PRAGMA integrity_check") == "ok");
        const std::string now = contents(place.file("app.db"));
        CHECK((now == upgraded || now == saved));
    }
    CHECK(status == 0);
    CHECK(unharmed > 3);
    CHECK(contents(place.file("app.db")) == saved);
}
