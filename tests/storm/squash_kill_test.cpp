#include "crash/stride.hpp"
#include "look.hpp"
#include "migration.hpp"
#include "mysql/fixture.hpp"
#include "proxy.hpp"
#include "support/twelve_revisions.hpp"

#include <algorithm>
#include <iostream>

using namespace retort_test;

namespace {

/// Databases that one program left at these targets, and another one upgrades.
struct SwapCase {
    const char* name;
    const Program& first;
    Strings targets;
    const Program& second;
};

std::string seen_in(const Server& database) {
    if (database.kind == "postgresql") {
        return look_of(database);
    }
    const auto client = ServerClient::connect(database);
    return contents(*client) + record(*client);
}

/// Databases of one case, and what an undisturbed upgrade makes of them.
class SwapStage {
public:
    SwapStage(const Server& server, const SwapCase& of) : server_(server), case_(of) {
        const auto undisturbed = fresh();
        const auto session = open_session(place_of(undisturbed->server()));
        Migrator migrator(*session, case_.second.revisions, case_.second.objects);
        boundaries_.push_back(migrator.current().current);
        for (const Step& step : migrator.upgrade().steps) {
            boundaries_.push_back(step.heads_after);
        }
        end_ = seen_in(undisturbed->server());
    }

    std::unique_ptr<FreshDatabase> fresh() const {
        auto database = std::make_unique<FreshDatabase>(server_);
        const auto session = open_session(place_of(database->server()));
        for (const std::string& target : case_.targets) {
            Migrator(*session, case_.first.revisions, case_.first.objects).upgrade(target);
        }
        return database;
    }

    /// @returns whether there was such a message, and the upgrade died at it
    bool kill_at(const Server& database, std::size_t at, Cut::Moment moment) const {
        Proxy proxy(database);
        Migration migration(place_of(proxy.server()), case_.second);
        proxy.serve(migration, {at, moment, true});
        return migration.ending().killed;
    }

    void check_next_run(const Server& database) const {
        check_nameable(database);
        const Ending next = Migration(place_of(database), case_.second).ending();
        CAPTURE(next.what);
        REQUIRE_FALSE(next.failed);
        REQUIRE(seen_in(database) == end_);
    }

private:
    void check_nameable(const Server& database) const {
        const auto session = open_session(place_of(database));
        Migrator migrator(*session, case_.second.revisions, case_.second.objects);
        const Strings heads = migrator.current().current;
        CAPTURE(heads);
        REQUIRE(std::find(boundaries_.begin(), boundaries_.end(), heads) != boundaries_.end());
        for (const Problem& problem : migrator.check()) {
            CAPTURE(problem.detail);
            REQUIRE(
                (problem.kind == "behind" || problem.kind == "dirty" || problem.kind == "object"));
        }
    }

    Server server_;
    const SwapCase& case_;
    std::vector<Strings> boundaries_;
    std::string end_;
};

std::size_t kill_everywhere(const SwapStage& stage, Cut::Moment moment, std::size_t step) {
    std::size_t kills = 0;
    for (std::size_t at = 1 + static_cast<std::size_t>(moment) * step / 3;; at += step) {
        CAPTURE(at, moment);
        const auto database = stage.fresh();
        if (!stage.kill_at(database->server(), at, moment)) {
            return kills;
        }
        ++kills;
        stage.check_next_run(database->server());
    }
}

Scratch scratch_on(const Server& server) {
    Scratch scratch;
    scratch.dialect = server.kind == "postgresql" ? Dialect::postgresql : Dialect::mysql;
    scratch.open = [server](const Scratch::Login& login) {
        Server place = login.database.empty() ? server : with_database(server, login.database);
        if (!login.user.empty()) {
            place.user = login.user;
            place.password = login.password;
        }
        return open_session(place_of(place));
    };
    return scratch;
}

}  // namespace

TEST_CASE("after kill -9 while a baseline takes over the next run comes to the same end",
          "[storm][kill]") {
    const Server shared = server(GENERATE("postgresql", "mariadb"));
    const SquashedTwelve twelve = squash_twelve(scratch_on(shared));
    const SwapCase cases[] = {
        {"at nothing", twelve.before, {}, twelve.squashed},
        {"at two heads inside", twelve.before, {"t04", "t05"}, twelve.squashed},
        {"late inside", twelve.before, {"t08"}, twelve.squashed},
        {"at the end of the range", twelve.before, {"t10"}, twelve.squashed},
        {"past it", twelve.before, {"t11"}, twelve.squashed},
        {"at the baseline, unsquashed", twelve.squashed, {"t00"}, twelve.undone},
    };
    const std::size_t step = stride(31, 83);
    for (const SwapCase& one : cases) {
        CAPTURE(shared.kind, one.name);
        const SwapStage stage(shared, one);
        std::size_t kills = 0;
        for (const auto moment :
             {Cut::Moment::request, Cut::Moment::running, Cut::Moment::response}) {
            kills += kill_everywhere(stage, moment, step);
        }
        std::cout << "kill -9 of a swap, " << shared.kind << " " << one.name << ": " << kills
                  << " attempts, 0 failures" << std::endl;
        CHECK((kills + 3) * step > 60);
    }
}
