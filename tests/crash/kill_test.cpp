#include "chains.hpp"
#include "scenario.hpp"
#include "statement_hook.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <csignal>

using namespace retort;
using namespace retort_test;

namespace {

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

/// Every `stride`-th statement.
void kill_everywhere(const Scenario& scenario, Moment moment, std::size_t stride = 1) {
    const Undisturbed undisturbed(scenario);
    Tally tally{"kill -9 as a statement " +
                    std::string(moment == Moment::begin ? "begins" : "ends") + ", " +
                    scenario.name(),
                0,
                {}};
    std::string path = scenario.fresh();
    for (std::size_t at = 1; kill_at(scenario, path, moment, at); at += stride) {
        ++tally.attempts;
        if (tally.note(at, undisturbed.not_at_a_boundary(path))) {
            tally.note(at, rerun(scenario, undisturbed, path));
        }
        path = scenario.fresh();
    }
    if (moment == Moment::begin && stride == 1) {
        CHECK(tally.attempts == undisturbed.statements());
    }
    tally.report();
}

}  // namespace

TEST_CASE("a kill at any statement of an upgrade leaves a revision boundary", "[crash][main]") {
    kill_everywhere({main_chain(), Direction::upgrade, Scenario::Journal::rollback}, Moment::begin);
}
