#include "counting_chain.hpp"
#include "database.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"

#include <iostream>
#include <optional>

using namespace retort;
using namespace retort_test;

namespace {

constexpr std::size_t revisions = 50;
/// The most round trips on PostgreSQL, where the lock is free and nobody asks for statements.
constexpr std::size_t when_nothing_is_to_do = 1;
constexpr std::size_t for_an_upgrade = revisions + 6;

/// Of an upgrade, with what opening the session takes.
std::size_t round_trips(const Server& database, const Revisions& chain) {
    Proxy proxy(database);
    Migration migration(place_of(proxy.server()), chain, Direction::upgrade,
                        Migration::Stops::nowhere);
    proxy.serve(migration);
    const Ending ending = migration.ending();
    CAPTURE(ending.what);
    CHECK_FALSE(ending.failed);
    return proxy.round_trips();
}

std::size_t to_open(const Server& database) {
    Proxy proxy(database);
    Migration nothing(place_of(proxy.server()));
    proxy.serve(nothing);
    nothing.ending();
    return proxy.round_trips();
}

}  // namespace

TEST_CASE("an upgrade costs one round trip for each revision and few more",
          "[storm][round_trips]") {
    const FreshDatabase database(server("postgresql"));
    const std::size_t opening = to_open(database.server());
    round_trips(database.server(), counting_chain(1));
    const std::size_t upgrade =
        round_trips(database.server(), counting_chain(1 + static_cast<int>(revisions))) - opening;
    const std::size_t nothing =
        round_trips(database.server(), counting_chain(1 + static_cast<int>(revisions))) - opening;
    std::cout << "round trips: " << nothing << " with nothing to do, " << upgrade << " for "
              << revisions << " revisions" << std::endl;
    CHECK(nothing <= when_nothing_is_to_do);
    CHECK(upgrade <= for_an_upgrade);
}
