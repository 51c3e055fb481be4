#include "chains.hpp"
#include "scenario.hpp"
#include "squash_chain.hpp"
#include "statement_hook.hpp"
#include "stride.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <csignal>

using namespace retort;
using namespace retort_test;

namespace {

using Journal = Scenario::Journal;
using Moment = StatementHook::Moment;

/// @returns whether the child was killed, which it is not when it has fewer statements
bool kill_at(const Scenario& scenario, const std::string& path, Moment moment, std::size_t at) {
    return in_child([&] {
               const auto session = scenario.open(path);
               const StatementHook hook(native(*session), moment, [&](std::size_t number) {
                   if (number == at) {
                       raise(SIGKILL);
                   }
               });
               scenario.run(*session);
           }) == SIGKILL;
}

void kill_everywhere(const Scenario& scenario, Moment moment, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally(std::string("kill -9 as a statement ") +
                (moment == Moment::begin ? "begins, " : "ends, ") + scenario.name());
    std::string path = scenario.fresh();
    for (std::size_t at = 1; kill_at(scenario, path, moment, at); at += step) {
        ++tally.attempts;
        if (tally.note(at, undisturbed.not_at_a_boundary(path))) {
            tally.note(at, rerun(scenario, undisturbed, path));
        }
        path = scenario.fresh();
    }
    if (moment == Moment::begin) {
        CHECK(tally.attempts == (undisturbed.statements() + step - 1) / step);
    }
    tally.report();
}

}  // namespace

TEST_CASE("a kill at any statement of an upgrade leaves a revision boundary", "[crash][kill]") {
    const Scenario scenario(main_chain(), Direction::upgrade, Journal::rollback);
    kill_everywhere(scenario, Moment::begin, stride(1, 21));
}

TEST_CASE("a kill at any statement of a downgrade leaves a revision boundary", "[crash][kill]") {
    const Scenario scenario(main_chain(), Direction::downgrade, Journal::rollback);
    kill_everywhere(scenario, Moment::begin, stride(1, 21));
}

TEST_CASE("a kill after any statement of an upgrade leaves a revision boundary", "[crash][kill]") {
    const Scenario scenario(main_chain(), Direction::upgrade, Journal::rollback);
    kill_everywhere(scenario, Moment::end, stride(7, 125));
}

TEST_CASE("a kill after any statement of a downgrade leaves a revision boundary", "[crash][kill]") {
    const Scenario scenario(main_chain(), Direction::downgrade, Journal::rollback);
    kill_everywhere(scenario, Moment::end, stride(7, 125));
}

TEST_CASE("a kill with a write-ahead log leaves a revision boundary", "[crash][kill]") {
    const Scenario up(main_chain(), Direction::upgrade, Journal::wal);
    kill_everywhere(up, Moment::begin, stride(7, 125));
    kill_everywhere(up, Moment::end, stride(11, 165));
    const Scenario down(main_chain(), Direction::downgrade, Journal::wal);
    kill_everywhere(down, Moment::begin, stride(7, 125));
    kill_everywhere(down, Moment::end, stride(11, 165));
}

TEST_CASE("a kill in a step of several parts leaves a recorded part or statement",
          "[crash][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario scenario(parts_chain(), direction, journal);
    kill_everywhere(scenario, Moment::begin, stride(3, 13));
    kill_everywhere(scenario, Moment::end, stride(5, 29));
}

TEST_CASE("a kill at any statement while objects are moved loses none of them", "[crash][kill]") {
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario first({}, newer_program(), journal);
    kill_everywhere(first, Moment::begin, stride(3, 23));
    const Scenario second(older_program(), newer_program(), journal);
    kill_everywhere(second, Moment::begin, stride(2, 31));
    kill_everywhere(second, Moment::end, stride(7, 53));
}

TEST_CASE("a kill while a baseline takes over leaves one record or the other", "[crash][kill]") {
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario inside({range_of_six(4), {}}, {squashed_six(true), {}}, journal);
    kill_everywhere(inside, Moment::begin, 1);
    const Scenario end({range_of_six(6), {}}, {squashed_six(true), {}}, journal);
    kill_everywhere(end, Moment::begin, 1);
    kill_everywhere(end, Moment::end, 1);
    const Scenario above({squashed_six(false), {}}, {squashed_six(true), {}}, journal);
    kill_everywhere(above, Moment::begin, 1);
    const Scenario restored({squashed_six(false), {}}, {restored_six(), {}}, journal);
    kill_everywhere(restored, Moment::begin, 1);
    kill_everywhere(restored, Moment::end, 1);
}

TEST_CASE("the boundaries of the chain are its revisions", "[crash]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const Undisturbed undisturbed({main_chain(), direction, Journal::rollback});
    CHECK(main_chain().graph().size() == 30);
    // An upgrade also makes the state tables.
    CHECK(undisturbed.boundaries() == (direction == Direction::upgrade ? 32 : 31));
}
