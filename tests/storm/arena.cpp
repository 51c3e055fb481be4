#include "arena.hpp"

#include "kill_chain.hpp"
#include "look.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

using namespace retort;

namespace retort_test {
namespace {

constexpr const char* in_doubt = "cannot know whether the step is applied";

struct Counting : Observer {
    bool wants_statements() const override { return true; }
    void on_statement(const Statement&) override { ++statements; }

    std::size_t statements = 0;
};

/// The server ends a session whose client is gone as soon as it sees it.
void wait_until_alone(ServerClient& client) {
    while (client.value("SELECT count(*) + 0 * length(pg_sleep(0.002)::text) FROM pg_stat_activity "
                        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND "
                        "backend_type = 'client backend'") != "0") {
    }
}

std::string text_of(const std::vector<std::string>& ids) {
    return nlohmann::json(ids).dump();
}

}  // namespace

Arena::Arena(const Server& server, Direction direction, Copying copying)
    : revisions_(kill_chain()), direction_(direction), copying_(copying), start_(server) {
    for (const std::string& statement : gate_sql()) {
        ServerClient::connect(start_.server())->rows(statement);
    }
    if (direction == Direction::downgrade) {
        const auto session = open_session(place_of(start_.server()));
        Migrator(*session, revisions_).upgrade();
    }
    const CopiedDatabase undisturbed = fresh(server);
    {
        const auto session = open_session(place_of(undisturbed.server()));
        boundaries_.push_back(Migrator(*session, revisions_).current().current);
    }
    Counting counting;
    for (const Step& step : run(undisturbed.server(), &counting).steps) {
        boundaries_.push_back(step.heads_after);
    }
    statements_ = counting.statements;
    REQUIRE(boundaries_.size() == 21);
    end_ = look_of(undisturbed.server());
}

CopiedDatabase Arena::fresh(const Server& server) const {
    return {server, start_.name(), copying_};
}

Plan Arena::run(const Server& database, Observer* observer) const {
    const auto session = open_session(place_of(database));
    Options options;
    options.observer = observer;
    Migrator migrator(*session, revisions_, options);
    return direction_ == Direction::upgrade ? migrator.upgrade() : migrator.downgrade("base");
}

std::string Arena::complaint(const Server& database, const Ending& ending) const {
    try {
        {
            const auto session = open_session(place_of(database));
            Migrator migrator(*session, revisions_);
            const std::string problem = not_nameable(migrator);
            if (!problem.empty()) {
                return problem;
            }
        }
        const std::string lie = ending.killed ? std::string() : untrue(database, ending);
        run(database);
        const std::string look = look_of(database);
        return look == end_ ? lie : lie + "ends at:\n" + look;
    } catch (const std::exception& error) {
        return std::string("afterwards: ") + error.what();
    }
}

std::string Arena::not_nameable(Migrator& migrator) const {
    const auto heads = migrator.current().current;
    if (std::find(boundaries_.begin(), boundaries_.end(), heads) == boundaries_.end()) {
        return "is at no boundary: " + text_of(heads);
    }
    for (const Problem& problem : migrator.check()) {
        if (problem.kind != "behind" && problem.kind != "dirty") {
            return "has a problem: " + problem.detail;
        }
    }
    return {};
}

/// Of what the run says it applied and what it says it does not know.
std::string Arena::untrue(const Server& database, const Ending& ending) const {
    const auto client = ServerClient::connect(database);
    wait_until_alone(*client);
    std::vector<std::string> done;
    if (client->value("SELECT to_regclass('retort_history') IS NULL") == "f") {
        done = client->rows(
            "SELECT revision FROM retort_history WHERE outcome = 'done' AND action "
            "= '" +
            std::string(to_string(direction_)) + "' ORDER BY id");
    }
    const bool open = ending.what.find(in_doubt) != std::string::npos;
    if (done != ending.applied && !(open && done.size() == ending.applied.size() + 1)) {
        return "applied " + text_of(done) + " and said " + text_of(ending.applied) + ": " +
               ending.what + "\n";
    }
    return {};
}

void Tally::note(std::size_t number, const std::string& complaint) {
    ++attempts_;
    if (!complaint.empty()) {
        failures_.push_back(std::to_string(number) + ": " + complaint.substr(0, 1500));
    }
}

void Tally::report() const {
    std::cout << name_ << ": " << attempts_ << " attempts, " << failures_.size() << " failures"
              << std::endl;
    CHECK(attempts_ > 0);
    for (const std::string& failure : failures_) {
        UNSCOPED_INFO(failure);
    }
    CHECK(failures_.empty());
}

}  // namespace retort_test
