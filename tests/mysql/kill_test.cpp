#include "crash/stride.hpp"
#include "disturbed.hpp"
#include "query_hook.hpp"

#include "support/own_server.hpp"

#include <csignal>
#include <iostream>

using namespace retort_test;

namespace {

using Moment = QueryHook::Moment;
using Disturbance = std::function<void(const Server& database)>;

/// @returns whether the process was killed, which it is not when it sends fewer messages
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

/// Does it at the `at`th message of a run, which may only fail by it.
/// @returns whether there was such a message
bool disturb_at(const Server& database, Direction direction, Moment moment, std::size_t at,
                const Disturbance& deed) {
    bool done = false;
    const QueryHook hook(moment, [&](std::size_t number) {
        if (number == at) {
            QueryHook::run_until_here();
            deed(database);
            done = true;
        }
    });
    try {
        run(database, direction);
    } catch (const Error& error) {
        CAPTURE(at, error.what());
        REQUIRE(done);
        REQUIRE(error.kind() == ErrorKind::connection);
    } catch (const soci::soci_error&) {
        REQUIRE(done);  // it was opening its session
    }
    return done;
}

void end_sessions(const Server& database) {
    const auto client = ServerClient::connect(database);
    const std::string others =
        " FROM information_schema.processlist WHERE db = DATABASE() AND id "
        "<> CONNECTION_ID()";
    for (const std::string& id : client->rows("SELECT id" + others)) {
        client->rows("KILL " + id);
    }
    while (client->value("SELECT count(*) + 0 * SLEEP(0.002)" + others) != "0") {
    }
    // The server may keep a table's triggers as a session that was ended amid a change saw them.
    client->rows("FLUSH TABLES");
}

/// Of every `step`th message; each kind of disturbance begins at another one.
void disturb_everywhere(const char* name, const Server& server, std::size_t step,
                        const Disturbance& deed) {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered, Moment::within);
    const End end(server, direction);
    std::size_t count = 0;
    for (std::size_t at = 1 + static_cast<std::size_t>(moment) * step / 4;; at += step) {
        CAPTURE(name, at);
        const Start start(server, direction);
        if (!disturb_at(start.server(), direction, moment, at, deed)) {
            break;
        }
        ++count;
        end.check_next_run(start.server());
    }
    std::cout << name << ", " << to_string(direction) << ": " << count << " attempts, 0 failures"
              << std::endl;
    CHECK(count > 0);
}

}  // namespace

TEST_CASE("after kill -9 at any statement the next run comes to the same end", "[mysql][kill]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered, Moment::within);
    const End end(server("mariadb"), direction);
    std::size_t kills = 0;
    for (std::size_t at = 1;; at += stride(29, 151)) {
        const Start start(server("mariadb"), direction);
        if (!kill_at(start.server(), direction, moment, at)) {
            break;
        }
        ++kills;
        CAPTURE(at);
        end.check_next_run(start.server());
    }
    std::cout << "kill -9, " << to_string(direction) << ": " << kills << " attempts, 0 failures"
              << std::endl;
    CHECK(kills * stride(29, 151) > (moment == Moment::within ? 100 : 20));
}

TEST_CASE("after the end of the session at any statement the next run comes to the same end",
          "[mysql][kill]") {
    disturb_everywhere("ended session", server("mariadb"), stride(41, 67), end_sessions);
}

TEST_CASE("after the server died at any statement the next run comes to the same end",
          "[mysql][kill]") {
    OwnServer own("mariadb");
    disturb_everywhere("killed server", own.server(), stride(61, 67), [&](const Server&) {
        own.kill();
        own.restart();
    });
}
