#include "arena.hpp"
#include "crash/stride.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

constexpr const char* names[] = {"before a message", "behind a message", "before an answer"};

std::string wrong_with(const Ending& ending, const Cut& cut, const std::string& message) {
    if (cut.kills) {
        return ending.killed ? std::string() : "was not killed\n";
    }
    if (!ending.failed || ending.kind != "connection") {
        return "ended as " + ending.kind + ": " + ending.what + "\n";
    }
    const bool commits = message.find("COMMIT") != std::string::npos;
    const bool doubts = ending.what.find("cannot know") != std::string::npos;
    return commits == doubts ? std::string() : "says of its commit: " + ending.what + "\n";
}

/// @returns false when the run has no such message
bool cut_at(const Arena& arena, const Server& server, const Cut& cut, Tally& tally) {
    const CopiedDatabase database = arena.fresh(server);
    Proxy proxy(database.server());
    Migration migration(place_of(proxy.server()), arena.revisions(), arena.direction(),
                        Migration::Stops::nowhere);
    proxy.serve(migration, cut);
    const Ending ending = migration.ending();
    if (proxy.message().empty()) {
        CHECK_FALSE(ending.failed);
        return false;
    }
    const std::string complaint =
        wrong_with(ending, cut, proxy.message()) + arena.complaint(database.server(), ending);
    tally.note(cut.at, complaint.empty() ? complaint : complaint + "\nat " + proxy.message());
    return true;
}

}  // namespace

TEST_CASE("a connection cut at any message leaves what the next run finishes", "[storm][cut]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const auto moment = GENERATE(Cut::Moment::request, Cut::Moment::running, Cut::Moment::response);
    const bool kills = GENERATE(false, true);
    const Server shared = server("postgresql");
    const Arena arena(shared, direction);
    Tally tally(std::string(kills ? "kill -9 " : "cut ") + names[static_cast<int>(moment)] + ", " +
                std::string(to_string(direction)));
    const std::size_t step = stride(11, 29);
    for (std::size_t at = 1; cut_at(arena, shared, {at, moment, kills}, tally); at += step) {
    }
    tally.report();
}
