#include "cli/support.hpp"
#include "script/script.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

#include <string>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Result;

namespace {

std::string checksum(const Place& place, const std::string& file) {
    return retort::script::checksum(retort::script::parse_script(place.read(file), file));
}

/// 001 - 002, archived, behind `base1`; 003 on 002.
void squash(const Place& place) {
    place.revision("001", "");
    place.revision("002", "001");
    place.revision("003", "002");
    place.write("migrations/base1.sql",
                "-- both in one\n-- retort:revision base1\n-- retort:replaces 001 " +
                    checksum(place, "migrations/001.sql") + ", 002 " +
                    checksum(place, "migrations/002.sql") +
                    "\n-- retort:upgrade\nCREATE TABLE t_001 (x);\nCREATE TABLE t_002 (x);\n"
                    "-- retort:downgrade\nDROP TABLE t_002;\nDROP TABLE t_001;\n");
}

std::string output(const Place& place, const std::vector<std::string>& words) {
    const Result result = place.run(words);
    CAPTURE(result.err);
    CHECK(result.status == 0);
    return result.out;
}

}  // namespace

TEST_CASE("history shows archived revisions when it is asked for them", "[cli]") {
    const Place place;
    squash(place);
    CHECK(output(place, {"history"}) ==
          "base1 -> 003 (head), add t_003\n<base> -> base1, both in one\n");
    CHECK(output(place, {"history", "--archived"}) ==
          "base1 -> 003 (head), add t_003\n"
          "<base> -> base1, both in one\n"
          "001 -> 002 (archived), add t_002\n"
          "<base> -> 001 (archived), add t_001\n");
    const json live = json::parse(output(place, {"history", "--json"}));
    REQUIRE(live.size() == 2);
    CHECK(live[0]["down_revisions"] == json({"base1"}));
    CHECK(live[1]["replaces"] == json({"001", "002"}));
    const json all = json::parse(output(place, {"history", "--json", "--archived"}));
    REQUIRE(all.size() == 4);
    CHECK(all[2]["revision"] == "002");
    CHECK(all[2]["head"] == false);
    CHECK(all[2]["archived"] == true);
    CHECK(output(place, {"heads"}) == "003 (head), add t_003\n");
    CHECK(output(place, {"branches"}).empty());
}

TEST_CASE("an archived revision can be shown, and not built upon", "[cli]") {
    const Place place;
    squash(place);
    CHECK_THAT(output(place, {"show", "001"}),
               ContainsSubstring("001 (archived)") && ContainsSubstring("add t_001"));
    CHECK_THAT(output(place, {"show", "002"}), ContainsSubstring("Replaces:      001, 002"));
    const Result refused = place.run({"revision", "-m", "more", "--head", "001", "--splice"});
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, ContainsSubstring("baseline base1 stands for 001"));
    const Result taken = place.run({"revision", "-m", "again", "--rev-id", "001"});
    CHECK(taken.status == 1);
    CHECK_THAT(taken.err, ContainsSubstring("'001' is taken: baseline 'base1' stands for it"));
}

TEST_CASE("plan --from knows what is archived", "[cli]") {
    const Place place;
    squash(place);
    CHECK(output(place, {"plan", "upgrade", "--from", "base"}) ==
          "upgrade base1, both in one\nupgrade 003, add t_003\n");
    CHECK(output(place, {"plan", "upgrade", "--from", "001"}) ==
          "upgrade 002, add t_002\nsquash base1, both in one\nupgrade 003, add t_003\n");
    CHECK(output(place, {"plan", "upgrade", "--from", "002"}) ==
          "squash base1, both in one\nupgrade 003, add t_003\n");
    CHECK(output(place, {"plan", "downgrade", "-2", "--from", "003"}) ==
          "downgrade 003, add t_003\nunsquash base1, both in one\ndowngrade 002, add t_002\n");
    const json plan = json::parse(output(place, {"plan", "upgrade", "--from", "002", "--json"}));
    CHECK(plan["steps"][0]["kind"] == "squash");
    CHECK(plan["steps"][0]["heads_after"] == json({"base1"}));
}

TEST_CASE("a database goes along a baseline by the commands", "[cli]") {
    const Place place;
    squash(place);
    output(place, {"upgrade", "001"});
    json current = json::parse(output(place, {"current", "--json"}));
    CHECK(current["current"] == json({"001"}));
    CHECK(current["pending"] == json({"002", "003"}));
    const json run = json::parse(output(place, {"upgrade", "base1", "--json"}));
    CHECK(run["steps"][1]["kind"] == "squash");
    current = json::parse(output(place, {"current", "--json"}));
    CHECK(current["current"] == json({"base1"}));
    const json log = json::parse(output(place, {"log", "--json"}));
    CHECK(log.back()["action"] == "squash");
    CHECK(log.back()["heads_before"] == json({"002"}));
    output(place, {"upgrade"});
    output(place, {"check"});
    output(place, {"current", "--check-heads"});
    output(place, {"downgrade", "001"});
    CHECK(output(place, {"current"}) == "001 (archived), add t_001\n");
}
