#include "arena.hpp"
#include "crash/stride.hpp"
#include "hold.hpp"
#include "migration.hpp"
#include "support/catch.hpp"
#include "support/own_server.hpp"

#include <fmt/format.h>

#include <functional>

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

struct Danger {
    const char* name;
    Deed deed;
    std::size_t step;  ///< every how many statements
};

void disturb_everywhere(const Arena& arena, When when, const std::function<Server()>& server,
                        const Danger& danger) {
    static const char* const moments[] = {"before", "at the end of", "while it waits in"};
    Tally tally(fmt::format("{} {} a statement, {}", danger.name, moments[static_cast<int>(when)],
                            to_string(arena.direction())));
    // Those that do not take every statement take others each.
    std::size_t at = 1 + static_cast<std::size_t>(when) * danger.step / 3;
    for (; at <= arena.statements(); at += danger.step) {
        const CopiedDatabase database = arena.fresh(server());
        Migration migration(place_of(database.server()), arena.revisions(), arena.direction(),
                            Migration::Stops::before_statements);
        at = disturb_from(migration, at, database.server(), when, danger.deed);
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

TEST_CASE("a migration that dies or loses its session at any statement is finished by the next",
          "[storm][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const Server shared = server("postgresql");
    const Arena arena(shared, direction);
    for (const When when : {When::before_it, When::at_its_end, When::while_it_waits}) {
        const auto kill = [](Migration& migration, const Server&) { migration.kill(); };
        const auto terminate = [when](Migration& migration, const Server& database) {
            terminate_sessions(database);
            go_on_if_it_stands(migration, when);
        };
        const auto same = [&] { return shared; };
        disturb_everywhere(arena, when, same, {"kill -9", kill, stride(11, 41)});
        disturb_everywhere(arena, when, same, {"terminated session", terminate, stride(13, 43)});
    }
}

TEST_CASE("a migration whose server is killed at any statement is finished by the next",
          "[storm][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    OwnServer own("postgresql");
    const Arena arena(own.server(), direction, Copying::as_files);
    for (const When when : {When::before_it, When::at_its_end, When::while_it_waits}) {
        const auto deed = [&](Migration& migration, const Server&) {
            own.kill();
            go_on_if_it_stands(migration, when);
            own.restart();
        };
        disturb_everywhere(arena, when, [&] { return own.server(); },
                           {"killed server", deed, stride(37, 59)});
    }
}
