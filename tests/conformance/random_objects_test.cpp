#include "conformance/random_objects.hpp"

#include "conformance/object_oracle.hpp"

#include <algorithm>
#include <cstdlib>

using namespace retort_test;

namespace {

constexpr int rounds_of_a_graph = 6;

std::size_t asked_of(const char* variable, std::size_t usual) {
    const char* asked = std::getenv(variable);
    return asked == nullptr ? usual : std::strtoul(asked, nullptr, 10);
}

/// Small graphs find most, large ones what takes many.
std::size_t size_of(unsigned seed, bool is_long) {
    constexpr std::size_t usual[] = {12, 36};
    constexpr std::size_t large[] = {12, 40, 20, 100, 30, 200};
    return is_long ? large[seed % 6] : usual[seed % 2];
}

/// One database that goes through the rounds.
class Run {
public:
    Run(unsigned seed, std::size_t size) : objects_(fixture_.dialect(), seed, size) {
        migrator_of(fixture_).upgrade();
        compare();
        mark_identities(fixture_);
    }

    std::size_t objects() const { return objects_.model().objects.size(); }
    RandomObjects::Round next() { return objects_.next(); }
    void play(const RandomObjects::Round& round);

private:
    Migrator migrator_of(Fixture& fixture) {
        return {*fixture.session, Revisions(objects_.revisions()), Objects(objects_.files())};
    }
    void check_left_alone(const RandomObjects::Round& round, const ByName& before);
    void check_states(Migrator& migrator);
    void prune(Migrator& migrator);
    void compare();

    Fixture fixture_;
    RandomObjects objects_;
};

void Run::play(const RandomObjects::Round& round) {
    const ByName before = identities(fixture_);
    fixture_.run(round.deletions);
    Migrator migrator = migrator_of(fixture_);
    migrator.upgrade();
    check_left_alone(round, before);
    check_states(migrator);
    const Plan again = migrator.upgrade();
    REQUIRE(again.steps.empty());
    REQUIRE(again.objects.empty());
    if (objects_.chance(2)) {
        prune(migrator);
    }
    compare();
    mark_identities(fixture_);
}

void Run::check_left_alone(const RandomObjects::Round& round, const ByName& before) {
    const ByName after = identities(fixture_);
    for (const auto& object : objects_.model().objects) {
        INFO(object.first);
        REQUIRE(after.count(object.first) == 1);
        if (round.touched.count(object.first) == 0) {
            REQUIRE(after.at(object.first) == before.at(object.first));
        } else if (round.deleted.count(object.first) > 0) {
            REQUIRE(after.at(object.first) != before.at(object.first));
        }
    }
}

void Run::check_states(Migrator& migrator) {
    std::size_t in_sync = 0;
    std::size_t unmanaged = 0;
    for (const ObjectStatus& status : migrator.objects()) {
        INFO(status.name << " " << to_string(status.state) << ": " << status.detail);
        if (objects_.forsaken().count(status.name) > 0) {
            REQUIRE(status.state == ObjectState::unmanaged);
            ++unmanaged;
        } else {
            REQUIRE(status.state == ObjectState::in_sync);
            ++in_sync;
        }
    }
    REQUIRE(in_sync == objects());
    REQUIRE(migrator.check().size() == unmanaged);
}

void Run::prune(Migrator& migrator) {
    SyncOptions options;
    options.prune = true;
    migrator.sync_objects(options);
    objects_.forget_forsaken();
    check_states(migrator);
}

/// With a database made of nothing but the newest revisions and files.
void Run::compare() {
    Fixture fresh;
    migrator_of(fresh).upgrade();
    migrator_of(fixture_).refresh_objects();
    const ByName made = definitions(fixture_);
    for (const auto& definition : definitions(fresh)) {
        INFO(definition.first);
        REQUIRE(made.count(definition.first) == 1);
        REQUIRE(made.at(definition.first) == definition.second);
    }
    const bool fires = objects_.forsaken().empty();
    REQUIRE(answers(fixture_, objects_.model(), fires) == answers(fresh, objects_.model(), fires));
}

}  // namespace

/// RETORT_OBJECT_ROUNDS in the environment is a number of rounds, each counted for each object,
/// and makes the graphs larger. RETORT_OBJECT_SEED is the first seed.
TEST_CASE(
    "random objects are what their files say after every upgrade, and alone where they are "
    "not concerned",
    "[objects]") {
    const bool is_long = std::getenv("RETORT_OBJECT_ROUNDS") != nullptr;
    const std::size_t wanted = asked_of("RETORT_OBJECT_ROUNDS", 250);
    auto seed = static_cast<unsigned>(asked_of("RETORT_OBJECT_SEED", 1));
    for (std::size_t played = 0; played < wanted; ++seed) {
        INFO("seed " << seed);
        Run run(seed, size_of(seed, is_long));
        for (int round = 1; round <= rounds_of_a_graph; ++round) {
            const RandomObjects::Round next = run.next();
            INFO("round " << round << ", in which\n" << next.story);
            run.play(next);
            played += run.objects();
        }
    }
}
