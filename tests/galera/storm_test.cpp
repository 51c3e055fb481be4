#include "crash/stride.hpp"
#include "on_cluster.hpp"
#include "storm/starters.hpp"

#include <vector>

using namespace retort_test;

TEST_CASE("processes that start at once on three nodes run each revision once", "[galera][storm]") {
    const bool full = stride(4, 8) == 1;
    const int processes = full ? 64 : 12;
    const int revisions = full ? 200 : 20;
    for (int round = 0; round < (full ? 5 : 1); ++round) {
        CAPTURE(round);
        const OnCluster f;
        std::vector<std::vector<std::string>> lines;
        for (int i = 0; i < processes; ++i) {
            const Place place = place_of(f.node(1 + static_cast<std::size_t>(i) % 3));
            lines.push_back(
                {RETORT_STORM_STARTER, place.backend, place.connect, std::to_string(revisions)});
        }
        CHECK(run_at_once(lines) == 0);
        CHECK(f.runs(2) == each_once(revisions));
        CHECK(f.value(3, "SELECT count(*) FROM retort_history WHERE outcome <> 'done'") == "0");
        CHECK(f.value(3, "SELECT count(*) FROM retort_journal") == "0");
    }
}
