#include "arena.hpp"
#include "crash/stride.hpp"
#include "migration.hpp"
#include "proxy.hpp"
#include "support/catch.hpp"

#include <fmt/format.h>

#include <regex>

using namespace retort;
using namespace retort_test;

namespace {

constexpr std::size_t first_message = 2;  // behind the one of opening the session
const std::regex engine_commit("(^|[^A-Z])COMMIT([^A-Z]|$)");
constexpr std::size_t whole_chain = 20;
constexpr const char* names[] = {"before a message", "behind a message", "before an answer"};

std::string wrong_with(const Ending& ending, const Cut& cut, const std::string& message) {
    if (cut.kills) {
        return ending.killed ? std::string() : "was not killed\n";
    }
    if (!ending.failed && ending.applied.size() == whole_chain) {
        return {};  // it was only putting the session back
    }
    if (ending.kind != "connection") {
        return "ended as " + ending.kind + ": " + ending.what + "\n";
    }
    const bool commits = message.front() == 'Q' && std::regex_search(message, engine_commit);
    const bool doubts = ending.what.find("cannot know") != std::string::npos;
    return commits == doubts ? std::string() : "says of its commit: " + ending.what + "\n";
}

std::size_t messages(const Arena& arena, const Server& server) {
    const CopiedDatabase database = arena.fresh(server);
    Proxy proxy(database.server());
    Migration migration(place_of(proxy.server()), arena.revisions(), arena.direction(),
                        Migration::Stops::nowhere);
    proxy.serve(migration);
    CHECK_FALSE(migration.ending().failed);
    return proxy.round_trips();
}

void cut_at(const Arena& arena, const Server& server, const Cut& cut, Tally& tally) {
    const CopiedDatabase database = arena.fresh(server);
    Proxy proxy(database.server());
    Migration migration(place_of(proxy.server()), arena.revisions(), arena.direction(),
                        Migration::Stops::nowhere);
    proxy.serve(migration, cut);
    const Ending ending = migration.ending();
    CHECK_FALSE(proxy.message().empty());
    const std::string complaint =
        wrong_with(ending, cut, proxy.message()) + arena.complaint(database.server(), ending);
    tally.note(cut.at, complaint.empty() ? complaint : complaint + "\nat " + proxy.message());
}

}  // namespace

TEST_CASE("a connection cut at any message leaves what the next run finishes", "[storm][cut]") {
    const auto direction = GENERATE(Direction::upgrade, Direction::downgrade);
    const Server shared = server("postgresql");
    const Arena arena(shared, direction);
    const std::size_t step = stride(29, 151);
    const std::size_t count = messages(arena, shared);
    std::size_t offset = 0;
    for (const auto moment : {Cut::Moment::request, Cut::Moment::running, Cut::Moment::response}) {
        for (const bool kills : {false, true}) {
            Tally tally(fmt::format("{} {}, {}", kills ? "kill -9" : "cut",
                                    names[static_cast<int>(moment)], to_string(direction)));
            for (std::size_t at = first_message + offset++ * step / 6; at <= count; at += step) {
                cut_at(arena, shared, {at, moment, kills}, tally);
            }
            tally.report();
        }
    }
}
