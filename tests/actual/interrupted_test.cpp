#include "actual/history.hpp"
#include "actual/place.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <set>
#include <utility>

using namespace actual;
using namespace retort;
using namespace retort_test;

namespace {

/// Stops the run before every statement, once.
class Interruptions : public Observer {
public:
    struct Interrupted {};

    void on_statement(const Statement& statement) override {
        if (stopped_.emplace(statement.file, statement.line).second) {
            throw Interrupted();
        }
    }

private:
    std::set<std::pair<std::string, int>> stopped_;
};

/// @returns how often it was interrupted
std::size_t upgrade_in_spite(Migrator& migrator) {
    RunOptions options;
    options.from_base = true;
    for (std::size_t interruptions = 0;; ++interruptions) {
        try {
            migrator.upgrade("heads", options);
            return interruptions;
        } catch (const Interruptions::Interrupted&) {
        }
    }
}

}  // namespace

TEST_CASE("the history of Actual, interrupted before each statement, ends the same", "[real]") {
    const Transactions transactions =
        GENERATE(Transactions::of_the_files, Transactions::of_the_engine);
    const Place place("");
    const auto session = open_session(place.mine());
    Interruptions observer;
    Options options;
    options.observer = &observer;
    Migrator migrator(*session, history(package, place.scripts(), place.rows(), transactions),
                      options);
    CHECK(upgrade_in_spite(migrator) > history_size);
    CHECK(migrator.check().empty());
    Sqlite database(place.mine());
    CHECK(database.value("SELECT count(*) FROM retort_applied") == std::to_string(history_size));
    check_equal(place);
}
