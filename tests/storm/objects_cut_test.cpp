#include "crash/stride.hpp"
#include "database.hpp"
#include "look.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"
#include "support/object_programs.hpp"
#include "support/server_client.hpp"

#include <iostream>

using namespace retort;
using namespace retort_test;

namespace {

Ending upgrade(const Server& server, const Program& program) {
    return Migration(place_of(server), program).ending();
}

/// @returns how many round trips there were until the cut
std::size_t upgrade_and_cut(const Server& server, const Program& program, const Cut& cut,
                            Ending& ending) {
    Proxy proxy(server);
    Migration migration(place_of(proxy.server()), program);
    proxy.serve(migration, cut);
    ending = migration.ending();
    return proxy.round_trips();
}

/// What the database says of the objects of the newer program. Each of its views must answer.
std::string wrong_with_objects_of(const Server& server) {
    const auto client = ServerClient::connect(server);
    for (const std::string& view : views_of_newer_program()) {
        client->rows("SELECT * FROM " + view);
    }
    const Program program = newer_program();
    const auto session = open_session(place_of(server));
    Migrator migrator(*session, program.revisions, program.objects);
    return retort_test::wrong_with_objects(migrator);
}

/// Where the newer program upgrades, again and again: what the older one left, or nothing.
class Stage {
public:
    explicit Stage(bool has_objects) : start_(server("postgresql")) {
        if (has_objects) {
            REQUIRE_FALSE(upgrade(start_.server(), older_program()).failed);
        }
        const auto undisturbed = fresh();
        REQUIRE_FALSE(upgrade(undisturbed->server(), newer_program()).failed);
        REQUIRE(wrong_with_objects_of(undisturbed->server()).empty());
        end_ = look_of(undisturbed->server());
    }

    std::unique_ptr<CopiedDatabase> fresh() const {
        return std::make_unique<CopiedDatabase>(start_.server(), start_.name(), Copying::by_log);
    }

    void check_next_run(const Server& database) const {
        const Ending next = upgrade(database, newer_program());
        CAPTURE(next.what);
        REQUIRE_FALSE(next.failed);
        REQUIRE(wrong_with_objects_of(database).empty());
        REQUIRE(look_of(database) == end_);
    }

private:
    FreshDatabase start_;
    std::string end_;
};

}  // namespace

TEST_CASE("a connection cut or a kill at any message while objects are moved loses none of them",
          "[storm][cut]") {
    const bool kills = GENERATE(false, true);
    const auto moment = GENERATE(Cut::Moment::request, Cut::Moment::running, Cut::Moment::response);
    const bool has_objects = GENERATE(false, true);
    const Stage stage(has_objects);
    const std::size_t step = stride(23, 53);
    std::size_t cuts = 0;
    for (std::size_t at = 1 + static_cast<std::size_t>(moment) * step / 3;; at += step) {
        const auto database = stage.fresh();
        CAPTURE(at, kills, moment, has_objects);
        Ending ending;
        if (upgrade_and_cut(database->server(), newer_program(), {at, moment, kills}, ending) <
            at) {
            break;
        }
        ++cuts;
        CHECK(ending.killed == kills);
        stage.check_next_run(database->server());
    }
    std::cout << (kills ? "kill -9" : "cut") << " while objects are "
              << (has_objects ? "moved" : "made") << ": " << cuts << " attempts" << std::endl;
    CHECK((cuts + 1) * step > (has_objects ? 100 : 40));
}
