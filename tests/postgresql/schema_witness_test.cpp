#include "schema_changes.hpp"

#include <algorithm>
#include <cstdlib>
#include <iostream>

using namespace retort_test;

namespace {

constexpr unsigned changes_in_a_database = 12;

unsigned asked_of(const char* variable, unsigned usual) {
    const char* asked = std::getenv(variable);
    return asked == nullptr ? usual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

/// A database as both see it.
struct State {
    Schema schema;
    Strings dump;
};

State state_of(SchemaSession& session, const FreshDatabase& database) {
    return {session.schema(), dumped(database.url())};
}

std::string told(const std::vector<SchemaDifference>& differences) {
    std::string result;
    for (const SchemaDifference& difference : differences) {
        result += std::string(to_string(difference.category)) + ": " + difference.object + ": " +
                  difference.detail + ": " + difference.left + " -> " + difference.right + "\n";
    }
    return result;
}

std::string told(const Strings& left, const Strings& right) {
    Strings gone;
    Strings come;
    std::set_difference(left.begin(), left.end(), right.begin(), right.end(),
                        std::back_inserter(gone));
    std::set_difference(right.begin(), right.end(), left.begin(), left.end(),
                        std::back_inserter(come));
    std::string result;
    for (const std::string& part : gone) {
        result += "- " + part;
    }
    for (const std::string& part : come) {
        result += "+ " + part;
    }
    return result;
}

void make_from(const FreshDatabase& base, const FreshDatabase& copy) {
    SchemaSession administrator(with_database(base.server(), "postgres").url);
    administrator.run("DROP DATABASE " + copy.name());
    administrator.run("CREATE DATABASE " + copy.name() + " TEMPLATE " + base.name());
}

/// Databases that go through changes, each state of which is compared with all before it.
class Run {
public:
    Run() { SchemaSession(base_.url()).run(rich_schema); }

    void play(unsigned seed, std::size_t changes);

    unsigned pairs() const { return pairs_; }
    unsigned equal() const { return equal_; }
    void print() const;

private:
    void check(const std::vector<State>& states, const std::string& history);

    const FreshDatabase base_{server("postgresql")};
    std::map<std::string, std::pair<int, int>> figures_;
    unsigned changes_ = 0;
    unsigned pairs_ = 0;
    unsigned equal_ = 0;
};

void Run::play(unsigned seed, std::size_t count) {
    const FreshDatabase copy(base_.server());
    make_from(base_, copy);
    SchemaSession session(copy.url());
    SchemaChanges changes(seed);
    std::vector<State> states{state_of(session, copy)};
    std::string history = "seed " + std::to_string(seed) + "\n";
    while (states.size() <= count) {
        history += std::to_string(states.size()) + ": " + changes.make(session) + ";\n";
        states.push_back(state_of(session, copy));
        check(states, history);
    }
    changes_ += static_cast<unsigned>(count);
    for (const auto& [pattern, counts] : changes.figures()) {
        figures_[pattern].first += counts.first;
        figures_[pattern].second += counts.second;
    }
}

void Run::check(const std::vector<State>& states, const std::string& history) {
    const State& now = states.back();
    for (std::size_t before = 0; before + 1 < states.size(); ++before) {
        const auto differences = compare(states[before].schema, now.schema);
        INFO(history << "since " << before << "\n"
                     << told(differences) << told(states[before].dump, now.dump));
        CHECK(differences.empty() == (states[before].dump == now.dump));
        ++pairs_;
        equal_ += differences.empty() ? 1U : 0U;
    }
}

void Run::print() const {
    std::cout << changes_ << " changes, " << pairs_ << " pairs, " << equal_ << " of them equal\n";
    for (const auto& [pattern, counts] : figures_) {
        std::cout << counts.first << " taken, " << counts.second << " refused: " << pattern << "\n";
    }
}

}  // namespace

TEST_CASE("PostgreSQL: schemas differ exactly where pg_dump prints something else",
          "[schema][witness]") {
    const unsigned rounds = asked_of("RETORT_SCHEMA_ROUNDS", 16);
    const unsigned seed = asked_of("RETORT_SCHEMA_SEED", 1);
    Run run;
    for (unsigned round = 0; round < rounds; round += changes_in_a_database) {
        run.play(seed + round, std::min(rounds - round, changes_in_a_database));
    }
    CHECK(run.equal() > 0);
    CHECK(run.equal() < run.pairs());
    if (std::getenv("RETORT_SCHEMA_ROUNDS") != nullptr) {
        run.print();
    }
}

TEST_CASE("PostgreSQL: what pg_dump makes again is equal", "[schema][witness]") {
    const FreshDatabase base(server("postgresql"));
    SchemaSession session(base.url());
    session.run(rich_schema);
    const FreshDatabase again(base.server());
    restore(base.url(), again.url());
    CHECK(told(compare(session.schema(), SchemaSession(again.url()).schema(), {true})) == "");
    CHECK(dumped(again.url()) == dumped(base.url()));
}
