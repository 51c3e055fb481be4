#include "chains.hpp"
#include "faulty_vfs.hpp"
#include "look.hpp"
#include "scenario.hpp"
#include "stride.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"
#include "witness.hpp"

#include <csignal>

using namespace retort;
using namespace retort_test;

namespace {

using Journal = Scenario::Journal;
using What = Faults::What;

const char* name_of(What what) {
    switch (what) {
        case What::fails:
            return "failing I/O operation, ";
        case What::fails_after:
            return "I/O operation that fails after its effect, ";
        case What::disk_full:
            return "full disk, ";
        default:
            return "kill -9 at an I/O operation, ";
    }
}

std::string misnamed(const Witness& witness, What what) {
    const bool right = !witness.kind() || *witness.kind() == ErrorKind::io ||
                       (what == What::disk_full && *witness.kind() == ErrorKind::full);
    return right ? "" : "kind " + std::string(to_string(*witness.kind())) + ": " + witness.what();
}

/// Where SQLite cannot read the file it refuses the pragmas too, and what a script set stays.
bool answers(sqlite3* handle) {
    return sqlite3_exec(handle, "SELECT 1 FROM main.sqlite_schema", nullptr, nullptr, nullptr) ==
           SQLITE_OK;
}

/// Spoils the `at`-th operation. @returns whether there was one
bool spoil_at(const Scenario& scenario, const Undisturbed& undisturbed, What what, bool whole,
              std::size_t at, Tally& tally) {
    const std::string path = scenario.fresh();
    const auto session = with_faulty_files([&] { return scenario.open(path); });
    const std::string look = session_look(native(*session));
    Witness witness;
    faults() = {what, at, 0, false};
    const std::string complaint = witness.watch(scenario, *session, {}, whole);
    const bool happened = faults().happened;
    const bool looked_after = answers(native(*session));
    faults() = {};
    if (!happened) {
        return false;
    }
    ++tally.attempts;
    tally.note(at, complaint) && tally.note(at, misnamed(witness, what)) &&
        tally.note(at, !looked_after || look == session_look(native(*session))
                           ? ""
                           : "the session changed: " + session_look(native(*session))) &&
        tally.note(at, undisturbed.not_at_a_boundary(path)) &&
        tally.note(at, witness.untrue(native(*session))) &&
        tally.note(at, rerun(scenario, undisturbed, path, *session)) &&
        tally.note(at, !looked_after || look == session_look(native(*session))
                           ? ""
                           : "the session changed later");
    return true;
}

void spoil_everywhere(const Scenario& scenario, What what, bool whole, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally(name_of(what) + scenario.name());
    for (std::size_t at = 1; spoil_at(scenario, undisturbed, what, whole, at, tally); at += step) {
    }
    tally.report();
}

bool kill_at(const Scenario& scenario, const std::string& path, std::size_t at) {
    return in_child([&] {
               const auto session = with_faulty_files([&] { return scenario.open(path); });
               faults() = {What::kill, at, 0, false};
               scenario.run(*session);
           }) == SIGKILL;
}

void kill_everywhere(const Scenario& scenario, std::size_t step) {
    const Undisturbed undisturbed(scenario);
    Tally tally(name_of(What::kill) + scenario.name());
    std::string path = scenario.fresh();
    for (std::size_t at = 1; kill_at(scenario, path, at); at += step) {
        ++tally.attempts;
        tally.note(at, undisturbed.not_at_a_boundary(path)) &&
            tally.note(at, rerun(scenario, undisturbed, path));
        path = scenario.fresh();
    }
    tally.report();
}

}  // namespace

TEST_CASE("any failing I/O operation leaves a revision boundary", "[crash][io]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario scenario(main_chain(), direction, journal);
    spoil_everywhere(scenario, What::fails, true, stride(23, 303));
    spoil_everywhere(scenario, What::fails_after, true, stride(23, 309));
    spoil_everywhere(scenario, What::disk_full, true, stride(23, 321));
}

TEST_CASE("an I/O fault in a step of several parts leaves a recorded part or statement",
          "[crash][io]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario scenario(parts_chain(), direction, journal);
    spoil_everywhere(scenario, What::fails, false, stride(7, 69));
    spoil_everywhere(scenario, What::fails_after, false, stride(7, 77));
    spoil_everywhere(scenario, What::disk_full, false, stride(7, 93));
}

TEST_CASE("a kill at any I/O operation leaves a revision boundary", "[crash][io]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    kill_everywhere({main_chain(), direction, journal}, stride(23, 327));
    kill_everywhere({parts_chain(), direction, journal}, stride(7, 117));
}

TEST_CASE("any I/O fault of a short chain leaves a revision boundary", "[crash][io]") {
    const auto journal = GENERATE(Journal::rollback, Journal::wal);
    const Scenario scenario(counting_chain(4, Counting::inside), Direction::upgrade, journal);
    for (const What what : {What::fails, What::fails_after, What::disk_full}) {
        spoil_everywhere(scenario, what, true, stride(1, 7));
    }
    kill_everywhere(scenario, stride(1, 7));
}
