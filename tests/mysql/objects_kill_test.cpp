#include "crash/stride.hpp"
#include "fixture.hpp"
#include "query_hook.hpp"
#include "support/object_programs.hpp"

#include <csignal>
#include <iostream>

using namespace retort_test;

namespace {

using Moment = QueryHook::Moment;

void upgrade(const Server& server, const Program& program) {
    const auto session = open_session(server);
    Migrator(*session, program.revisions, program.objects).upgrade();
}

/// What the newer program's objects answer, and what is recorded of them.
std::string objects_of(ServerClient& client) {
    std::string text;
    for (const std::string& view : views_of_newer_program()) {
        for (const std::string& row : client.rows("SELECT * FROM " + view + " ORDER BY 1")) {
            text += view + " " + row + "\n";
        }
    }
    for (const std::string& row :
         client.rows("SELECT kind, name, checksum, text, state, earlier_checksums FROM "
                     "retort_object ORDER BY kind, name")) {
        text += row + "\n";
    }
    return text;
}

std::string look_of(const Server& server) {
    const auto client = ServerClient::connect(server);
    return contents(*client) + record(*client) + objects_of(*client);
}

/// A database in which the newer program has everything to do, or the older one was before.
class StartOfObjects {
public:
    explicit StartOfObjects(bool has_objects) : database_(retort_test::server("mariadb")) {
        if (has_objects) {
            upgrade(database_.server(), older_program());
        }
    }
    const Server& server() const noexcept { return database_.server(); }

private:
    FreshDatabase database_;
};

/// What an undisturbed run leaves, and what a disturbed one and another behind it must.
class EndOfObjects {
public:
    explicit EndOfObjects(bool has_objects) {
        const StartOfObjects start(has_objects);
        upgrade(start.server(), newer_program());
        look_ = look_of(start.server());
    }

    void check_next_run(const Server& database) const {
        REQUIRE_NOTHROW(upgrade(database, newer_program()));
        const auto session = open_session(database);
        const Program program = newer_program();
        Migrator migrator(*session, program.revisions, program.objects);
        REQUIRE(wrong_with_objects(migrator) == std::string());
        REQUIRE(look_of(database) == look_);
    }

private:
    std::string look_;
};

/// @returns whether the process was killed, which it is not when it sends fewer messages
bool kill_at(const Server& server, Moment moment, std::size_t at) {
    return in_child([&] {
               const QueryHook hook(moment, [&](std::size_t number) {
                   if (number == at) {
                       QueryHook::run_until_here();
                       raise(SIGKILL);
                   }
               });
               upgrade(server, newer_program());
           }) == SIGKILL;
}

}  // namespace

TEST_CASE("after kill -9 at any statement while objects are moved none of them is missing",
          "[mysql][kill]") {
    const bool has_objects = GENERATE(false, true);
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered, Moment::within);
    const EndOfObjects end(has_objects);
    std::size_t kills = 0;
    const std::size_t step = stride(moment == Moment::within ? 47 : 23, 41);
    for (std::size_t at = 1 + static_cast<std::size_t>(moment) * step / 4;; at += step) {
        const StartOfObjects start(has_objects);
        if (!kill_at(start.server(), moment, at)) {
            break;
        }
        ++kills;
        CAPTURE(at, moment, has_objects);
        end.check_next_run(start.server());
    }
    std::cout << "kill -9 while objects are " << (has_objects ? "moved" : "made") << ": " << kills
              << " attempts, 0 failures" << std::endl;
    CHECK((kills + 1) * step > 60);
}
