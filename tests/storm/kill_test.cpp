#include "arena.hpp"
#include "crash/stride.hpp"
#include "hold.hpp"
#include "migration.hpp"
#include "support/catch.hpp"
#include "support/own_server.hpp"

#include <functional>
#include <optional>

using namespace retort;
using namespace retort_test;

namespace {

enum class When { before_it, at_its_end, while_it_waits };

/// What befalls a migration, of which `database` is the database.
using Deed = std::function<void(Migration& migration, const Server& database)>;

/// Whether it stands before its `number`th statement.
bool comes_to(Migration& migration, std::size_t number) {
    for (std::size_t i = 1; i < number; ++i) {
        if (!migration.stands()) {
            return false;
        }
        migration.go_on();
    }
    return migration.stands();
}

/// @returns false when the statement did not wait, so that nothing was done
bool disturb(Migration& migration, const Server& database, When when, const Deed& deed) {
    if (when == When::before_it) {
        deed(migration, database);
        return true;
    }
    Hold hold(database, when == When::at_its_end ? Hold::What::gate : Hold::What::tables);
    migration.go_on();
    const bool caught = hold.catches(migration);
    if (caught) {
        deed(migration, database);
    }
    return caught;
}

/// At the `number`th statement, or at the next one that can be disturbed so.
/// @returns its number; 0: there is none
std::size_t disturb_from(Migration& migration, std::size_t number, const Server& database,
                         When when, const Deed& deed) {
    bool stands = comes_to(migration, number);
    while (stands && !disturb(migration, database, when, deed)) {
        ++number;
        stands = migration.stands();
    }
    return stands ? number : 0;
}

std::string wrong_with(const Ending& ending) {
    return ending.killed || (ending.failed && ending.kind == "connection")
               ? std::string()
               : "ended as " + ending.kind + ": " + ending.what + "\n";
}

void disturb_everywhere(const std::string& name, const Arena& arena, When when, std::size_t step,
                        const std::function<Server()>& server, const Deed& deed) {
    Tally tally(name +
                (when == When::before_it    ? " before a statement, "
                 : when == When::at_its_end ? " at the end of a statement, "
                                            : " while a statement waits, ") +
                std::string(to_string(arena.direction())));
    for (std::size_t at = 1;; at += step) {
        const CopiedDatabase database = arena.fresh(server());
        Migration migration(place_of(database.server()), arena.revisions(), arena.direction(),
                            Migration::Stops::before_statements);
        at = disturb_from(migration, at, database.server(), when, deed);
        if (at == 0) {
            break;
        }
        const Ending ending = migration.ending();
        tally.note(at, wrong_with(ending) + arena.complaint(database.server(), ending));
    }
    tally.report();
}

void go_on_if_it_stands(Migration& migration, When when) {
    if (when == When::before_it) {
        migration.go_on();
    }
}

}  // namespace

TEST_CASE("a migration killed at any statement is finished by the next", "[storm][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto when = GENERATE(When::before_it, When::at_its_end, When::while_it_waits);
    const Server shared = server("postgresql");
    const Arena arena(shared, direction);
    disturb_everywhere(
        "kill -9", arena, when, stride(7, 13), [&] { return shared; },
        [](Migration& migration, const Server&) { migration.kill(); });
}

TEST_CASE("a migration whose session ends at any statement is finished by the next",
          "[storm][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto when = GENERATE(When::before_it, When::at_its_end, When::while_it_waits);
    const Server shared = server("postgresql");
    const Arena arena(shared, direction);
    disturb_everywhere(
        "terminated session", arena, when, stride(7, 17), [&] { return shared; },
        [when](Migration& migration, const Server& database) {
            terminate_sessions(database);
            go_on_if_it_stands(migration, when);
        });
}

TEST_CASE("a migration whose server is killed at any statement is finished by the next",
          "[storm][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto when = GENERATE(When::before_it, When::at_its_end, When::while_it_waits);
    OwnServer own("postgresql");
    const Arena arena(own.server(), direction);
    disturb_everywhere(
        "killed server", arena, when, stride(23, 41), [&] { return own.server(); },
        [&](Migration& migration, const Server&) {
            own.kill();
            go_on_if_it_stands(migration, when);
            own.restart();
        });
}
