#include "actual/contents.hpp"
#include "actual/files.hpp"
#include "actual/history.hpp"
#include "actual/place.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <algorithm>
#include <iostream>

using namespace actual;
using namespace retort;
using namespace retort_test;

namespace {

void put_rows(const Place& place, const std::string& file) {
    Sqlite(place.mine()).run(read_file(place.rows() + "/" + file));
}

/// Upgrades from one file of rows to the next. @returns how many revisions ran
std::size_t upgrade_with_rows(Migrator& migrator, const Place& place) {
    RunOptions options;
    options.from_base = true;
    std::size_t ran = 0;
    for (const std::string& file : names_in(place.rows())) {
        const std::string id = id_of(file);
        if (migrator.revisions().graph().find(id)) {
            ran += migrator.upgrade(id, options).steps.size();
            put_rows(place, file);
        }
    }
    return ran + migrator.upgrade("heads", options).steps.size();
}

void require_unmanaged(Migrator& migrator) {
    try {
        migrator.upgrade();
        FAIL("the base database was taken for an empty one");
    } catch (const Error& error) {
        REQUIRE(error.kind() == ErrorKind::unmanaged);
    }
}

/// The start from base is an entry of its own.
std::vector<std::string> actions(Sqlite& database) {
    return database.rows(
        "SELECT action, outcome, count(*) FROM retort_history GROUP BY action, outcome");
}

void check_recorded(Migrator& migrator, const Place& place) {
    Sqlite database(place.mine());
    const auto recorded =
        database.rows("SELECT revision FROM retort_history WHERE action = 'upgrade' ORDER BY id");
    std::vector<std::string> expected;
    for (const std::string& file : names_in(package + "/migrations")) {
        expected.push_back(id_of(file));
    }
    std::cout << recorded.size() << " of " << expected.size() << " revisions recorded\n";
    CHECK(expected.size() == history_size);
    CHECK(recorded == expected);
    CHECK(actions(database) == std::vector<std::string>{"adopt|done|1", "upgrade|done|59"});
    CHECK(database.value("SELECT count(*) FROM retort_applied") == std::to_string(history_size));
    CHECK(database.value("SELECT count(*) FROM retort_journal") == "0");
    CHECK(database.value("PRAGMA integrity_check") == "ok");
    CHECK(migrator.upgrade().empty());
    CHECK(actions(database) == std::vector<std::string>{"adopt|done|1", "upgrade|done|59"});
    CHECK(migrator.check().empty());
}

/// @returns what the database holds in the end
std::vector<std::string> run(const Place& place, Transactions transactions,
                             const Options& options = {}) {
    const auto session = open_session(place.mine());
    *session << "PRAGMA foreign_keys = ON";
    Migrator migrator(*session, history(package, place.scripts(), place.rows(), transactions),
                      options);
    if (boost::filesystem::exists(place.rows() + "/base.sql")) {
        put_rows(place, "base.sql");
    }
    require_unmanaged(migrator);
    CHECK(upgrade_with_rows(migrator, place) == history_size);
    check_recorded(migrator, place);
    int enforced = 0;
    *session << "PRAGMA foreign_keys", soci::into(enforced);
    CHECK(enforced == 1);

    check_equal(place);
    Sqlite database(place.mine());
    return everything(database);
}

std::size_t count_rows(const std::vector<std::string>& lines, const std::string& table) {
    const std::string start = table + ": ";
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(),
                      [&](const std::string& line) { return line.rfind(start, 0) == 0; }));
}

void check_rows_of_a_user(const std::vector<std::string>& lines) {
    CHECK(count_rows(lines, "zero_budgets") == 8);
    CHECK(count_rows(lines, "reflect_budgets") == 2);
    CHECK(count_rows(lines, "zero_budget_months") == 3);
    CHECK(count_rows(lines, "notes") == 3);
    CHECK(count_rows(lines, "pending_transactions") == 3);
    CHECK(count_rows(lines, "broken") == 1);
    CHECK(count_rows(lines, "dashboard") == 12);
    CHECK(count_rows(lines, "preferences") == 17);
}

}  // namespace

TEST_CASE("the history of Actual as it is, on its own base database", "[real]") {
    const Place place("");
    run(place, Transactions::of_the_files);
}

TEST_CASE("the history of Actual as it is, on a database in use", "[real]") {
    const Place place(rows_of_a_user);
    check_rows_of_a_user(run(place, Transactions::of_the_files));
}

TEST_CASE("the history of Actual in the engine's transactions, on its own base database",
          "[real]") {
    const Place place("");
    run(place, Transactions::of_the_engine);
}

TEST_CASE("the history of Actual in the engine's transactions, on a database in use", "[real]") {
    const Place place(rows_of_a_user);
    check_rows_of_a_user(run(place, Transactions::of_the_engine));
}

TEST_CASE("the history of Actual in one transaction, on its own base database", "[real]") {
    Options options;
    options.transaction = TransactionMode::single;
    run(Place(""), Transactions::of_the_engine, options);
}

TEST_CASE("the history of Actual in few transactions, on a database in use", "[real]") {
    Options options;
    options.transaction = TransactionMode::single;
    check_rows_of_a_user(run(Place(rows_of_a_user), Transactions::of_the_engine, options));
}
