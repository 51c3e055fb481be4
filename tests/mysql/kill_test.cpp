#include "chain.hpp"
#include "crash/stride.hpp"
#include "fixture.hpp"
#include "query_hook.hpp"

#include <csignal>

using namespace retort_test;

namespace {

using Moment = QueryHook::Moment;

void run(const Server& server, Direction direction) {
    const auto session = open_session(server);
    Migrator migrator(*session, chain());
    direction == Direction::upgrade ? migrator.upgrade() : migrator.downgrade("base");
}

/// What an undisturbed run leaves.
struct End {
    explicit End(Direction direction) {
        const FreshDatabase database(server("mariadb"));
        run(database.server(), Direction::upgrade);
        if (direction == Direction::downgrade) {
            run(database.server(), direction);
        }
        const auto client = ServerClient::connect(database.server());
        database_contents = contents(*client);
        database_record = record(*client);
    }
    std::string database_contents;
    std::string database_record;
};

/// @returns whether the process was killed, which it is not when it sends fewer statements
bool kill_at(const Server& server, Direction direction, Moment moment, std::size_t at) {
    return in_child([&] {
               const QueryHook hook(moment, [&](std::size_t number) {
                   if (number == at) {
                       QueryHook::run_until_here();
                       raise(SIGKILL);
                   }
               });
               run(server, direction);
           }) == SIGKILL;
}

}  // namespace

TEST_CASE("after kill -9 at any statement the next run comes to the same end", "[mysql][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered, Moment::within);
    const End end(direction);
    std::size_t kills = 0;
    const std::size_t step = stride(1, 17);
    for (std::size_t at = 1;; at += step) {
        const FreshDatabase database(server("mariadb"));
        if (direction == Direction::downgrade) {
            run(database.server(), Direction::upgrade);
        }
        if (!kill_at(database.server(), direction, moment, at)) {
            break;
        }
        ++kills;
        CAPTURE(at);
        REQUIRE_NOTHROW(run(database.server(), direction));
        const auto client = ServerClient::connect(database.server());
        REQUIRE(contents(*client) == end.database_contents);
        REQUIRE(record(*client) == end.database_record);
    }
    CAPTURE(kills);
    CHECK(kills * step > (moment == Moment::within ? 100 : 20));
}
