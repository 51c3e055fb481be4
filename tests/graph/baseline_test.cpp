#include <retort/new_script.hpp>

#include "graph/build.hpp"
#include "graph/route.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

Revision replacing(Revision revision, const Texts& replaced) {
    for (const std::string& each : replaced) {
        revision.replaces.push_back({each, ""});
    }
    return revision;
}

/// m1 -> {m2, m3} -> m4, which is the range, and m5 above it.
std::vector<Revision> chain() {
    return {node("m1"), node("m2", {"m1"}), node("m3", {"m1"}), node("m4", {"m2", "m3"}),
            node("m5", {"m4"})};
}

std::vector<Revision> with(std::vector<Revision> revisions, const std::vector<Revision>& more) {
    revisions.insert(revisions.end(), more.begin(), more.end());
    return revisions;
}

Revision folded() {
    return replacing(node("base1"), {"m1", "m2", "m3", "m4"});
}

Graph squashed() {
    return Graph(with(chain(), {folded()}));
}

/// Only what is live is there.
Graph without_archive() {
    return Graph({folded(), node("m5", {"m4"})});
}

/// A second squash: base2 stands for base1, m5 and m6.
std::vector<Revision> squashed_twice() {
    return with(chain(), {folded(), node("m6", {"m5"}), node("m7", {"m6"}),
                          replacing(node("base2"), {"base1", "m5", "m6"})});
}

Revision stub() {
    Revision revision = folded();
    revision.unsquashed = true;
    return revision;
}

/// As trace(), with the kind of what is no revision.
Texts kinds(const Plan& plan) {
    Texts texts = trace(plan);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (plan.steps[i].kind != StepKind::revision) {
            texts[i] = std::string(to_string(plan.steps[i].kind)) + " " + texts[i];
        }
    }
    return texts;
}

Texts upwards(const Graph& graph, const Texts& current, const std::string& target = "heads") {
    return kinds(plan_upgrade(graph, current, target));
}

Texts downwards(const Graph& graph, const Texts& current, const std::string& target) {
    return kinds(plan_downgrade(graph, current, target));
}

template <typename Call>
std::string unknown(Call call) {
    try {
        call();
    } catch (const DatabaseError& error) {
        return error.kind() == ErrorKind::unknown ? error.what() : "wrong kind";
    }
    return "nothing was thrown";
}

}  // namespace

TEST_CASE("what a baseline replaces is in no list, and its end means the baseline", "[graph]") {
    const Graph graph = squashed();
    CHECK(graph.size() == 2);
    CHECK(ids(graph, graph.heads()) == Texts{"m5"});
    CHECK(ids(graph, graph.bases()) == Texts{"base1"});
    CHECK(graph.find("m4") == graph.find("base1"));
    CHECK_FALSE(graph.find("m2"));
    CHECK(graph.find_replacement("m2") == graph.find("base1"));
    CHECK_FALSE(graph.find_replacement("m5"));
    CHECK(ids(graph, graph.parents(*graph.find("m5"))) == Texts{"base1"});
}

TEST_CASE("a revision inside of a range is no parent and no dependency", "[graph]") {
    CHECK(fault(with(chain(), {folded(), node("m6", {"m2"}), node("m7", {"m5"}, {"m3"})})) ==
          "The revisions have 2 faults:\n"
          "m6.sql:3: revision m6 names the parent m2, which is inside of what baseline base1 at "
          "base1.sql:3 stands for. Write base1 in its retort:down_revision instead.\n"
          "m7.sql:3: revision m7 depends on m3, which is inside of what baseline base1 at "
          "base1.sql:3 stands for. Write base1 in its retort:depends_on instead.");
}

TEST_CASE("a new script may not take the id of a replaced one", "[graph]") {
    Revision archived = node("m1");
    archived.checksum = "sha256:1";
    Revision other = node("m1");
    other.path = "new.sql";
    other.checksum = "sha256:2";
    Revision baseline = node("base1");
    baseline.replaces = {{"m1", "sha256:1"}};
    CHECK(fault({archived, baseline}) == "nothing was thrown");
    CHECK(
        fault({other, baseline}) ==
        "new.sql:3: revision m1 is not the script that baseline base1 at base1.sql:3 stands for: "
        "the text differs, and its checksum is sha256:2. Put that text back, or give a new script "
        "another id.");
    CHECK_THAT(fault({archived, other, baseline}),
               ContainsSubstring("new.sql:3: revision m1 is already defined at m1.sql:3."));
    CHECK(fault({node("M1"), baseline}) ==
          "M1.sql:3: the id M1 differs only in case from m1, which baseline base1 at base1.sql:3 "
          "stands for, and some databases do not tell the two apart. Give it another id.");
    CHECK(fault({replacing(node("base1"), {"m1", "m2"}), node("m3", {}, {}, {"m1"})}) ==
          "m3.sql:3: the branch label m1 of revision m3 is the id of a revision that baseline "
          "base1 at base1.sql:3 stands for. Choose another label.");
}

TEST_CASE("baselines may contain each other whole, and not in a circle", "[graph]") {
    CHECK(fault({replacing(node("one"), {"two"}), replacing(node("two"), {"one"})}) ==
          "The revisions have 2 faults:\n"
          "one.sql:3: revision one replaces itself, or a baseline that replaces it. Correct its "
          "retort:replaces.\n"
          "two.sql:3: revision two replaces itself, or a baseline that replaces it. Correct its "
          "retort:replaces.");
    const Graph graph(squashed_twice());
    CHECK(ids(graph, graph.heads()) == Texts{"m7"});
    CHECK(graph.size() == 2);
    CHECK(graph.find("m6") == graph.find("base2"));
    CHECK(graph.find_replacement("base1") == graph.find("base2"));
    CHECK(graph.find_replacement("m4") == graph.find("base2"));
}

TEST_CASE("a baseline for the end of another means what that meant", "[graph]") {
    const Graph graph({folded(), replacing(node("base2"), {"base1"}), node("m5", {"m4"})});
    CHECK(graph.find("base1") == graph.find("base2"));
    CHECK(graph.find("m4") == graph.find("base2"));
    CHECK(upwards(graph, {"m4"}) == Texts{"squash base1: base1", "squash base2: base2", "m5: m5"});
}

TEST_CASE("from nothing the baseline runs, and a target inside runs the archive", "[graph]") {
    CHECK(upwards(squashed(), {}) == Texts{"base1: base1", "m5: m5"});
    CHECK(upwards(squashed(), {}, "m4") == Texts{"base1: base1"});
    CHECK(upwards(squashed(), {}, "+1") == Texts{"base1: base1"});
    CHECK(upwards(squashed(), {}, "m2") == Texts{"m1: m1", "m2: m2"});
    CHECK(up_refusal(without_archive(), {}, "m2") ==
          "Revision m2 is inside of what baseline base1 stands for, and of the archived scripts "
          "m1, m2, m3 and m4 are missing. Put them back below the scripts folder, or name base1.");
}

TEST_CASE("the end of a range becomes the baseline, and what is above it stays", "[graph]") {
    for (const Graph& graph : {squashed(), without_archive()}) {
        CHECK(upwards(graph, {"m4"}) == Texts{"squash base1: base1", "m5: m5"});
        CHECK(upwards(graph, {"m4"}, "base1") == Texts{"squash base1: base1"});
        CHECK(upwards(graph, {"base1"}) == Texts{"m5: m5"});
        CHECK(upwards(graph, {"base1"}, "m4").empty());
        CHECK(upwards(graph, {"m5"}).empty());
    }
}

TEST_CASE("inside of a range the archived scripts lead to its end", "[graph]") {
    CHECK(upwards(squashed(), {"m2"}) ==
          Texts{"m3: m2 m3", "m4: m4", "squash base1: base1", "m5: m5"});
    CHECK(upwards(squashed(), {"m2", "m3"}) == Texts{"m4: m4", "squash base1: base1", "m5: m5"});
    CHECK(upwards(squashed(), {"m1"}, "m3") == Texts{"m3: m3"});
}

TEST_CASE("inside of a range without the archive the missing ids are named", "[graph]") {
    CHECK(unknown([] { plan_upgrade(without_archive(), {"m2"}, "heads"); }) ==
          "The database is inside of what a baseline stands for, and of the archived scripts that "
          "lead out of there m1, m2, m3 and m4 are missing. Nothing was run; put them back below "
          "the scripts folder, or upgrade with a program that has them.");
}

TEST_CASE("where a baseline cannot run its range is run instead", "[graph]") {
    using graph::upgrade_route;
    CHECK(kinds(upgrade_route(squashed(), {}, "heads", {"base1"}).plan) ==
          Texts{"m1: m1", "m2: m2", "m3: m2 m3", "m4: m4", "squash base1: base1", "m5: m5"});
    CHECK(kinds(upgrade_route(squashed(), {"base1"}, "heads", {"base1"}).plan) == Texts{"m5: m5"});
    CHECK_THROWS_WITH(upgrade_route(without_archive(), {}, "heads", {"base1"}),
                      "base1.sql:3: baseline base1 has no section for this dialect, and of the "
                      "archived scripts that run in its place m1, m2, m3 and m4 are missing. "
                      "Nothing was run; put them back below the scripts folder, or give the "
                      "baseline a section.");
}

TEST_CASE("a downgrade counts along the archive, and an absolute one does not need it", "[graph]") {
    CHECK(downwards(squashed(), {"m5"}, "-1") == Texts{"m5: base1"});
    CHECK(downwards(squashed(), {"m5"}, "-2") ==
          Texts{"m5: base1", "unsquash base1: m4", "m4: m2 m3"});
    CHECK(downwards(squashed(), {"m5"}, "m2@m5-2") ==
          Texts{"m5: base1", "unsquash base1: m4", "m4: m2 m3"});
    CHECK(downwards(squashed(), {"base1"}, "m1") ==
          Texts{"unsquash base1: m4", "m4: m2 m3", "m3: m2", "m2: m1"});
    CHECK(downwards(squashed(), {"m5"}, "base") == Texts{"m5: base1", "base1:"});
    CHECK(downwards(squashed(), {"m4"}, "-1") == Texts{"m4: m2 m3"});
    CHECK(downwards(squashed(), {"m4"}, "m4").empty());
    CHECK(downwards(squashed(), {"m2"}, "base") == Texts{"m2: m1", "m1:"});
    CHECK(downwards(without_archive(), {"m5"}, "base") == Texts{"m5: base1", "base1:"});
    CHECK(downwards(without_archive(), {"m5"}, "-1") == Texts{"m5: base1"});
    CHECK(down_refusal(without_archive(), {"m5"}, "-2") ==
          "'-2' counts into what baseline base1 stands for, and of the archived scripts m1, m2, m3 "
          "and m4 are missing. Put them back below the scripts folder, or take the whole baseline "
          "down: `downgrade base`.");
}

TEST_CASE("a baseline within a baseline is entered one at a time", "[graph]") {
    const Graph graph(squashed_twice());
    CHECK(upwards(graph, {}) == Texts{"base2: base2", "m7: m7"});
    CHECK(upwards(graph, {"m6"}) == Texts{"squash base2: base2", "m7: m7"});
    CHECK(upwards(graph, {"base1"}) == Texts{"m5: m5", "m6: m6", "squash base2: base2", "m7: m7"});
    CHECK(upwards(graph, {"m3"}) == Texts{"m2: m2 m3", "m4: m4", "squash base1: base1", "m5: m5",
                                          "m6: m6", "squash base2: base2", "m7: m7"});
    CHECK(downwards(graph, {"m7"}, "m1") == Texts{"m7: base2", "unsquash base2: m6", "m6: m5",
                                                  "m5: base1", "unsquash base1: m4", "m4: m2 m3",
                                                  "m3: m2", "m2: m1"});
    CHECK(downwards(graph, {"base2"}, "base1") ==
          Texts{"unsquash base2: m6", "m6: m5", "m5: base1"});
}

TEST_CASE("a range may begin above a revision, and lie beside others", "[graph]") {
    const Graph graph({node("a"), node("m1", {"a"}), node("m2", {"m1"}), node("side", {"a"}),
                       replacing(node("base1", {"a"}), {"m1", "m2"}), node("m3", {"m2"})});
    CHECK(upwards(graph, {"m1", "side"}) ==
          Texts{"m2: m2 side", "squash base1: base1 side", "m3: m3 side"});
    CHECK(upwards(graph, {"a"}) == Texts{"base1: base1", "m3: m3", "side: m3 side"});
    CHECK(upwards(graph, {"a"}, "side") == Texts{"side: side"});
    CHECK(upwards(graph, {"m2"}, "side") == Texts{"squash base1: base1", "side: base1 side"});
    CHECK(downwards(graph, {"m3"}, "a") == Texts{"m3: base1", "base1: a"});
    CHECK(downwards(graph, {"m2", "side"}, "side@-1") == Texts{"side: m2"});
}

TEST_CASE("a stamp inside of a range is kept, and its end is the baseline's", "[graph]") {
    CHECK(plan_stamp(squashed(), {}, {"m4"}, false) == Texts{"base1"});
    CHECK(plan_stamp(squashed(), {}, {"base1"}, false) == Texts{"base1"});
    CHECK(plan_stamp(squashed(), {}, {"m2"}, false) == Texts{"m2"});
    CHECK(plan_stamp(squashed(), {"m2"}, {"m3"}, false) == Texts{"m2", "m3"});
    CHECK(plan_stamp(squashed(), {"m5"}, {"m2"}, false) == Texts{"m2", "m3"});
    CHECK(plan_stamp(squashed(), {"m2"}, {"m5"}, false) == Texts{"m5"});
    CHECK(plan_stamp(squashed(), {"m2", "unknown"}, {"base1"}, true) == Texts{"base1"});
}

TEST_CASE("after an unsquash the id means the end of the range again", "[graph]") {
    const Graph graph(with(chain(), {stub()}));
    CHECK(ids(graph, graph.heads()) == Texts{"m5"});
    CHECK(graph.find("base1") == graph.find("m4"));
    CHECK(graph.size() == 5);
    CHECK(upwards(graph, {"base1"}) == Texts{"unsquash base1: m4", "m5: m5"});
    CHECK(upwards(graph, {"m4"}) == Texts{"m5: m5"});
    CHECK(upwards(graph, {}, "base1") == Texts{"m1: m1", "m2: m2", "m3: m2 m3", "m4: m4"});
    CHECK(downwards(graph, {"base1"}, "-1") == Texts{"unsquash base1: m4", "m4: m2 m3"});
    CHECK(plan_stamp(graph, {}, {"base1"}, false) == Texts{"m4"});
    CHECK(fault({stub(), node("m1"), node("m2", {"m1"}), node("m4", {"m2"})}) ==
          "base1.sql:3: revision base1 has no sections, so that m3 and what else it replaces are "
          "scripts again, and m3 does not exist. Add the missing script.");
}

TEST_CASE("a baseline that only the database has is read as its end, and kept", "[graph]") {
    Revision kept = folded();
    kept.path = "the database";
    const Graph older = graph::extended(Graph(chain()), {kept});
    CHECK(upwards(older, {"base1"}) == Texts{"m5: m5"});
    CHECK(upwards(older, {"base1"}, "m4").empty());
    CHECK(upwards(older, {"base1"}, "m2").empty());
    CHECK(downwards(older, {"m5"}, "-2") == Texts{"m5: base1", "unsquash base1: m4", "m4: m2 m3"});
    CHECK(upwards(older, {"m4"}) == Texts{"m5: m5"});

    SECTION("also where it has a revision that stands on what is inside") {
        const Graph wider = graph::extended(Graph(with(chain(), {node("m9", {"m2"})})), {kept});
        CHECK(upwards(wider, {"base1"}) == Texts{"m5: m5", "m9: m5 m9"});
    }
}

TEST_CASE("superfluous rows below a baseline are read as its closure", "[graph]") {
    CHECK(upwards(squashed(), {"base1", "m2"}) == Texts{"m5: m5"});
    CHECK(upwards(squashed(), {"m2", "m5"}).empty());
}

TEST_CASE("a target that is the beginning of an archived id is found there", "[graph]") {
    const Graph graph({node("first_one"), node("second_one", {"first_one"}),
                       replacing(node("base1"), {"first_one", "second_one"})});
    CHECK(upwards(graph, {}, "fir") == Texts{"first_one: first_one"});
    CHECK(upwards(graph, {}, "sec") == Texts{"base1: base1"});
}

TEST_CASE("archived revisions stand beside the live ones to be looked at", "[graph]") {
    const Graph graph = squashed().with_archive();
    CHECK(graph.size() == 6);
    CHECK(ids(graph, graph.parents(*graph.find("m5"))) == Texts{"base1"});
    CHECK(ids(graph, graph.parents(*graph.find("m4"))) == Texts{"m2", "m3"});
    CHECK(graph[*graph.find("base1")].replaces.size() == 4);
}

TEST_CASE("a new revision may not stand on an archived one", "[graph]") {
    CHECK(refusal([] {
              parents_of_new(squashed(), {"m2", true});
          }) ==
          "'m2' is archived: baseline base1 stands for m2. Name base1 instead; `history "
          "--archived` lists what it stands for.");
}
