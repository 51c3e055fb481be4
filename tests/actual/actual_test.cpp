#include "actual/contents.hpp"
#include "actual/files.hpp"
#include "actual/history.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <algorithm>
#include <iostream>
#include <iterator>

using namespace actual;
using namespace retort;
using namespace retort_test;

namespace {

constexpr std::size_t history_size = 59;
const std::string package = ACTUAL_PACKAGE;

/// A folder with a copy of the package's base database for each side, and the rows to put in.
class Place {
public:
    explicit Place(std::string rows) : rows_(std::move(rows)) {
        boost::filesystem::create_directories(folder_.file("scripts"));
        boost::filesystem::create_directories(folder_.file("none"));
        for (const std::string& side : {mine(), reference()}) {
            boost::filesystem::copy_file(package + "/default-db.sqlite", side);
        }
    }

    std::string mine() const { return folder_.file("mine.db"); }
    std::string reference() const { return folder_.file("reference.db"); }
    std::string scripts() const { return folder_.file("scripts"); }
    std::string rows() const { return rows_.empty() ? folder_.file("none") : rows_; }

private:
    TemporaryFolder folder_;
    std::string rows_;
};

std::vector<std::string> reference_contents(const Place& place) {
    const std::string count = output_of("'" ACTUAL_FOLDER "/reference' '" + package + "' '" +
                                        place.reference() + "' '" + place.rows() + "'");
    CHECK(count == std::to_string(history_size) + "\n");
    Sqlite database(place.reference());
    return everything(database);
}

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

/// The lines of `all`, as often as they stand there, that `some` has not.
std::vector<std::string> lines_missing(std::vector<std::string> some,
                                       std::vector<std::string> all) {
    std::sort(some.begin(), some.end());
    std::sort(all.begin(), all.end());
    std::vector<std::string> missing;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(),
                        std::back_inserter(missing));
    return missing;
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

    Sqlite database(place.mine());
    const auto mine = everything(database);
    const auto reference = reference_contents(place);
    CHECK(lines_missing(mine, reference) == std::vector<std::string>{});
    CHECK(lines_missing(reference, mine) == std::vector<std::string>{});
    return mine;
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

const std::string rows_of_a_user = ACTUAL_FOLDER "/rows";

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
