#include "chains.hpp"
#include "look.hpp"
#include "scenario.hpp"
#include "statement_hook.hpp"
#include "stride.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include "witness.hpp"

#include <atomic>

using namespace retort;
using namespace retort_test;

namespace {

using Journal = Scenario::Journal;
using Way = Refusal::Way;

enum class Steps { whole, parts };

/// Refuses the `at`-th statement. @returns whether there was one
bool refuse_at(const Scenario& scenario, const Undisturbed& undisturbed, Way way, Steps steps,
               std::size_t at, Tally& tally) {
    const std::string path = scenario.fresh();
    const auto session = scenario.open(path);
    const std::string look = session_look(native(*session));
    Witness witness;
    std::string complaint;
    bool happened = false;
    {
        const Refusal refusal(native(*session), way, at);
        complaint = witness.watch(scenario, *session, {}, steps == Steps::whole);
        happened = refusal.happened();
    }
    if (!happened) {
        return false;
    }
    ++tally.attempts;
    tally.note(at, complaint.empty() ? witness.untrue(native(*session)) : complaint) &&
        tally.note(at, look == session_look(native(*session))
                           ? ""
                           : "the session changed: " + session_look(native(*session))) &&
        tally.note(at, undisturbed.not_at_a_boundary(path)) &&
        tally.note(at, rerun(scenario, undisturbed, path, *session)) &&
        tally.note(at, look == session_look(native(*session)) ? "" : "the session changed later");
    return true;
}

void refuse_everywhere(const Scenario& scenario, Way way, Steps steps, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally(std::string(way == Way::authorizer  ? "refused statement, "
                            : way == Way::interrupt ? "interrupted statement, "
                                                    : "refused commit, ") +
                scenario.name());
    for (std::size_t at = 1; refuse_at(scenario, undisturbed, way, steps, at, tally); at += step) {
    }
    tally.report();
}

}  // namespace

TEST_CASE("any refused statement of an upgrade leaves a revision boundary", "[crash][refuse]") {
    const Scenario scenario(main_chain(), Direction::upgrade, Journal::rollback);
    refuse_everywhere(scenario, Way::authorizer, Steps::whole, stride(1, 21));
}

TEST_CASE("any refused statement of a downgrade leaves a revision boundary", "[crash][refuse]") {
    const Scenario scenario(main_chain(), Direction::downgrade, Journal::rollback);
    refuse_everywhere(scenario, Way::authorizer, Steps::whole, stride(1, 21));
}

TEST_CASE("any interrupted statement leaves a revision boundary", "[crash][refuse]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const Scenario scenario(main_chain(), direction, Journal::rollback);
    refuse_everywhere(scenario, Way::interrupt, Steps::whole, stride(7, 125));
    refuse_everywhere(scenario, Way::commit, Steps::whole, stride(1, 13));
}

TEST_CASE("a refusal with a write-ahead log leaves a revision boundary", "[crash][refuse]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const Scenario scenario(main_chain(), direction, Journal::wal);
    refuse_everywhere(scenario, Way::authorizer, Steps::whole, stride(11, 165));
    refuse_everywhere(scenario, Way::interrupt, Steps::whole, stride(11, 165));
    refuse_everywhere(scenario, Way::commit, Steps::whole, stride(1, 21));
}

TEST_CASE("a refusal in a step of several parts leaves a recorded part or statement",
          "[crash][refuse]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario scenario(parts_chain(), direction, journal);
    refuse_everywhere(scenario, Way::authorizer, Steps::parts, stride(3, 21));
    refuse_everywhere(scenario, Way::interrupt, Steps::parts, stride(3, 21));
    refuse_everywhere(scenario, Way::commit, Steps::parts, stride(3, 13));
}
