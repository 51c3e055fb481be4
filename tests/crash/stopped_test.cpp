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

/// What is wrong after a run that was stopped at a statement and then repeated in its session.
std::string aftermath(const Scenario& scenario, const Undisturbed& undisturbed,
                      const Witness& witness, soci::session& session, const std::string& look,
                      const std::string& path) {
    std::string complaint = witness.untrue(native(session));
    if (complaint.empty() && look != session_look(native(session))) {
        complaint = "the session changed: " + session_look(native(session));
    }
    if (complaint.empty()) {
        complaint = undisturbed.not_at_a_boundary(path);
    }
    return complaint.empty() ? rerun(scenario, undisturbed, path, session) : complaint;
}

/// @returns whether the run had `at` statements
bool cancel_at(const Scenario& scenario, const Undisturbed& undisturbed, std::size_t at,
               Tally& tally) {
    const std::string path = scenario.fresh();
    const auto session = scenario.open(path);
    const std::string look = session_look(native(*session));
    std::atomic<bool> cancel{false};
    Options options;
    options.cancel = &cancel;
    Witness witness;
    std::string complaint;
    {
        const StatementHook hook(native(*session), StatementHook::Moment::begin,
                                 [&](std::size_t number) { cancel = number >= at; });
        complaint = witness.watch(scenario, *session, options, false);
    }
    if (!cancel) {
        return false;
    }
    ++tally.attempts;
    if (complaint.empty() && witness.kind() && *witness.kind() != ErrorKind::cancelled) {
        complaint = "not cancelled: " + witness.what();
    }
    tally.note(at, complaint) &&
        tally.note(at, aftermath(scenario, undisturbed, witness, *session, look, path));
    return true;
}

void cancel_everywhere(const Scenario& scenario, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally("cancelled at a statement, " + scenario.name());
    for (std::size_t at = 1; cancel_at(scenario, undisturbed, at, tally); at += step) {
    }
    tally.report();
}

/// @returns whether the run has `at` statements of scripts
bool throw_at(const Scenario& scenario, const Undisturbed& undisturbed, std::size_t at,
              Tally& tally) {
    const std::string path = scenario.fresh();
    const auto session = scenario.open(path);
    const std::string look = session_look(native(*session));
    Witness witness(at);
    const std::string complaint = witness.watch(scenario, *session, {}, false);
    if (witness.statements() < at) {
        return false;
    }
    ++tally.attempts;
    tally.note(at, complaint) &&
        tally.note(at, aftermath(scenario, undisturbed, witness, *session, look, path));
    return true;
}

void throw_everywhere(const Scenario& scenario, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally("an observer that throws at a statement, " + scenario.name());
    for (std::size_t at = 1; throw_at(scenario, undisturbed, at, tally); at += step) {
    }
    tally.report();
}

}  // namespace

TEST_CASE("a cancelled run stops at a boundary and goes on when run again", "[crash][cancel]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    cancel_everywhere({main_chain(), direction, Journal::rollback}, stride(5, 47));
    cancel_everywhere({parts_chain(), direction, Journal::wal}, stride(2, 13));
}

TEST_CASE("an observer that throws stops a run at a boundary", "[crash][cancel]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    throw_everywhere({main_chain(), direction, Journal::rollback}, stride(1, 7));
    throw_everywhere({parts_chain(), direction, Journal::wal}, stride(1, 3));
}
