#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

TEST_CASE("upgrading a linear history goes on from what is recorded", "[graph]") {
    const Graph graph = linear();
    CHECK(up(graph, {}, "heads") == Texts{"aaa: aaa", "bbb: bbb", "ccc: ccc"});
    CHECK(up(graph, {}, "bbb") == Texts{"aaa: aaa", "bbb: bbb"});
    CHECK(up(graph, {"aaa"}, "head") == Texts{"bbb: bbb", "ccc: ccc"});
    CHECK(up(graph, {"ccc"}, "heads").empty());
    CHECK(up(graph, {"ccc"}, "aaa").empty());
    CHECK(up(graph, {"bbb"}, "current").empty());
}

TEST_CASE("a plan says where it starts and which way it goes", "[graph]") {
    const Plan plan = plan_upgrade(branches(), {"b2", "b1"}, "heads");
    CHECK(plan.direction == Direction::upgrade);
    CHECK(plan.heads_before == Texts{"b1", "b2"});
    CHECK(plan.steps.front() == Step{"c1", Direction::upgrade, StepKind::revision, {"b2", "c1"}});
    CHECK(plan_downgrade(branches(), {"b1"}, "base").direction == Direction::downgrade);
    CHECK(plan_downgrade(branches(), {"b1"}, "base").steps.front().direction ==
          Direction::downgrade);
}

TEST_CASE("directions and kinds of step have names", "[graph]") {
    CHECK(to_string(Direction::upgrade) == "upgrade");
    CHECK(to_string(Direction::downgrade) == "downgrade");
    CHECK(to_string(StepKind::revision) == "revision");
    CHECK(to_string(StepKind::squash) == "squash");
    CHECK(to_string(StepKind::unsquash) == "unsquash");
}

TEST_CASE("an empty history has nothing to upgrade to, and that is no error", "[graph]") {
    CHECK(up(Graph(), {}, "heads").empty());
    CHECK(up(Graph(), {}, "head").empty());
    CHECK(up_refusal(Graph(), {}, "+1") == "'+1' leads nowhere: there are no revisions.");
}

TEST_CASE("two bases are recorded beside each other", "[graph]") {
    const Graph graph({node("x"), node("a"), node("y", {"x"})});
    CHECK(up(graph, {}, "heads") == Texts{"a: a", "x: a x", "y: a y"});
    CHECK(up(graph, {"a"}, "y") == Texts{"x: a x", "y: a y"});
}

TEST_CASE("branches finish one after the other", "[graph]") {
    const Graph graph = branches();
    CHECK(up(graph, {}, "heads") ==
          Texts{"aaa: aaa", "b1: b1", "c1: c1", "b2: b2 c1", "c2: c1 c2"});
    CHECK(up(graph, {"aaa"}, "c2") == Texts{"b2: b2", "c2: c2"});
    CHECK(up(graph, {"c2"}, "heads") == Texts{"b1: b1 c2", "c1: c1 c2"});
}

TEST_CASE("a merge point takes the rows of all its parents", "[graph]") {
    CHECK(up(diamond(), {}, "head") == Texts{"a: a", "b1: b1", "b2: b1 b2", "m: m"});
    const Graph three({node("a"), node("b", {"a"}), node("c", {"a"}), node("d", {"a"}),
                       node("m", {"b", "c", "d"})});
    CHECK(up(three, {}, "head") == Texts{"a: a", "b: b", "c: b c", "d: b c d", "m: m"});
    CHECK(up(three, {"c"}, "head") == Texts{"b: b c", "d: b c d", "m: m"});
}

TEST_CASE("a dependency across branches is applied first and leaves its row", "[graph]") {
    const Graph graph = dependency();
    CHECK(up(graph, {}, "b3") == Texts{"a1: a1", "a2: a2", "b1: a2 b1", "b2: b2", "b3: b3"});
    CHECK(up(graph, {"a2", "b1"}, "b2") == Texts{"b2: b2"});
    CHECK(up(graph, {"b2"}, "heads") == Texts{"a3: a3 b2", "b3: a3 b3"});
}

TEST_CASE("a head that something depends on is no target of heads", "[graph]") {
    const Graph graph({node("a1"), node("a2", {"a1"}), node("b1"), node("b2", {"b1"}, {"a2"})});
    CHECK(up(graph, {}, "heads") == Texts{"a1: a1", "a2: a2", "b1: a2 b1", "b2: b2"});
    CHECK(up(graph, {"b2"}, "heads").empty());
    CHECK(up_refusal(graph, {}, "head") ==
          "'head' is ambiguous: there are 2 heads: a2 and b2. Type a2 or b2; heads means all of "
          "them.");
}

TEST_CASE("redundant edges do not leave superfluous rows", "[graph]") {
    const Graph graph(
        {node("a"), node("b", {"a"}), node("c", {"b", "a"}), node("d", {"c"}, {"a"})});
    CHECK(up(graph, {}, "head") == Texts{"a: a", "b: b", "c: c", "d: d"});
    CHECK(down(graph, {"d"}, "a") == Texts{"d: c", "c: b", "b: a"});
}

TEST_CASE("superfluous recorded rows are read as their closure", "[graph]") {
    const Graph graph = linear();
    const Plan plan = plan_upgrade(graph, {"bbb", "aaa"}, "heads");
    CHECK(plan.heads_before == Texts{"aaa", "bbb"});
    CHECK(trace(plan) == Texts{"ccc: ccc"});
    CHECK(down(graph, {"ccc", "aaa"}, "-1") == Texts{"ccc: bbb"});
    CHECK(ids(graph, applied_set(graph, {"bbb", "aaa"})) == Texts{"aaa", "bbb"});
}

TEST_CASE("labels name lines of descent", "[graph]") {
    const Graph graph = branches();
    CHECK(up(graph, {}, "one@head") == Texts{"aaa: aaa", "b1: b1", "c1: c1"});
    CHECK(up(graph, {}, "one@heads") == Texts{"aaa: aaa", "b1: b1", "c1: c1"});
    CHECK(up(graph, {}, "two") == Texts{"aaa: aaa", "b2: b2"});
    CHECK(up(graph, {}, "one@aaa") == Texts{"aaa: aaa"});
    CHECK(up(graph, {}, "b2@c2") == Texts{"aaa: aaa", "b2: b2", "c2: c2"});
    CHECK(up(dependency(), {}, "core@head") ==
          Texts{"a1: a1", "a2: a2", "b1: a2 b1", "b2: b2", "b3: b3"});
}

TEST_CASE("+n goes on from the one recorded head", "[graph]") {
    const Graph graph = linear();
    CHECK(up(graph, {"aaa"}, "+1") == Texts{"bbb: bbb"});
    CHECK(up(graph, {"aaa"}, "+2") == Texts{"bbb: bbb", "ccc: ccc"});
    CHECK(up(graph, {}, "+1") == Texts{"aaa: aaa"});
    CHECK(up(graph, {}, "+3") == Texts{"aaa: aaa", "bbb: bbb", "ccc: ccc"});
}

TEST_CASE("+n past the head is an error", "[graph]") {
    CHECK(up_refusal(linear(), {"aaa"}, "+3") ==
          "'+3' leads past the end of the history: ccc is a head, reached after 2 steps. Count "
          "fewer steps.");
    CHECK(up_refusal(linear(), {"bbb"}, "+2") ==
          "'+2' leads past the end of the history: ccc is a head, reached after 1 step. Count "
          "fewer steps.");
    CHECK(up_refusal(linear(), {"ccc"}, "+1") ==
          "'+1' leads past the end of the history: ccc is a head. Count fewer steps.");
}

TEST_CASE("+n with several ways lists them", "[graph]") {
    const Graph graph = branches();
    CHECK(up_refusal(graph, {"b1", "c2"}, "+1") ==
          "'+1' is ambiguous: it counts from one revision, and there are 2: b1 (one) and c2 (two). "
          "Type one@+1.");
    CHECK(up_refusal(graph, {"aaa"}, "+2") ==
          "'+2' is ambiguous: aaa has 2 children: b1 (one) and b2 (two). Type one@+2 or two@+2.");
    CHECK(up_refusal(Graph({node("x"), node("a", {}, {}, {"side"})}), {}, "+1") ==
          "'+1' is ambiguous: there are 2 bases: a (side) and x. Type side@+1 or x@+1.");
    CHECK(up_refusal(graph, {}, "+2") ==
          "'+2' is ambiguous: aaa has 2 children: b1 (one) and b2 (two). Type one@+2 or two@+2.");
}

TEST_CASE("what the error for +n offers can be typed", "[graph]") {
    const Graph graph = branches();
    CHECK(up(graph, {"b1", "c2"}, "one@+1") == Texts{"c1: c1 c2"});
    CHECK(up(graph, {"aaa"}, "two@+2") == Texts{"b2: b2", "c2: c2"});
    CHECK(up(graph, {}, "b1@+2") == Texts{"aaa: aaa", "b1: b1"});
}

TEST_CASE("label@+n starts from the last applied revision of that line", "[graph]") {
    const Graph graph = branches();
    CHECK(up(graph, {"c2"}, "one@+1") == Texts{"b1: b1 c2"});
    CHECK(up(graph, {"b1", "b2"}, "two@+1") == Texts{"c2: b1 c2"});
    CHECK(up(graph, {}, "one@+1") == Texts{"aaa: aaa"});
    CHECK(up(dependency(), {"b2"}, "side@+1") == Texts{"a3: a3 b2"});
}

TEST_CASE("label@+n with several starts lists them", "[graph]") {
    const Graph graph(
        {node("a"), node("b1", {"a"}), node("b2", {"a"}), node("m", {"b1", "b2"}, {}, {"joined"})});
    CHECK(up_refusal(graph, {"b1", "b2"}, "joined@+1") ==
          "'joined@+1' is ambiguous: it counts from one revision, and there are 2: b1 and b2. Type "
          "b1@+1 or b2@+1.");
    CHECK(up(graph, {"b1", "b2"}, "b1@+1") == Texts{"m: m"});
}

TEST_CASE("X+n and X-n count from a symbol", "[graph]") {
    const Graph graph = branches();
    CHECK(up(graph, {}, "b1+1") == Texts{"aaa: aaa", "b1: b1", "c1: c1"});
    CHECK(up(graph, {}, "two@aaa+1") == Texts{"aaa: aaa", "b2: b2"});
    CHECK(up(graph, {}, "one@head-1") == Texts{"aaa: aaa", "b1: b1"});
    CHECK(up(graph, {}, "base+1") == Texts{"aaa: aaa"});
    CHECK(up(graph, {}, "one@base+2") == Texts{"aaa: aaa", "b1: b1"});
    CHECK(up(linear(), {"aaa"}, "current+1") == Texts{"bbb: bbb"});
    CHECK(up(linear(), {"ccc"}, "head-2").empty());
    CHECK(up(Graph({node("v1.2"), node("v1.3", {"v1.2"})}), {}, "v1.3-1") == Texts{"v1.2: v1.2"});
}

TEST_CASE("X+n and X-n that lead astray are errors", "[graph]") {
    const Graph graph = branches();
    CHECK(up_refusal(graph, {}, "aaa+1") ==
          "'aaa+1' is ambiguous: aaa has 2 children: b1 (one) and b2 (two). Type one@aaa+1 or "
          "two@aaa+1.");
    CHECK(up_refusal(diamond(), {}, "m-1") ==
          "'m-1' is ambiguous: m has 2 parents: b1 and b2. Type b1@m-1 or b2@m-1.");
    CHECK(up_refusal(linear(), {}, "bbb-2") ==
          "'bbb-2' leads past the end of the history: aaa is a base, reached after 1 step. Count "
          "fewer steps.");
    CHECK(up_refusal(linear(), {}, "base-1") == "'base-1' leads nowhere: nothing lies below base.");
    CHECK(up_refusal(graph, {}, "head-1") ==
          "'head-1' is ambiguous: there are 2 heads: c1 (one) and c2 (two). Type one@head-1 or "
          "two@head-1.");
    CHECK(up_refusal(graph, {}, "heads-1") ==
          "'heads-1' is ambiguous: it counts from one revision, and there are 2: c1 (one) and c2 "
          "(two). Type one@heads-1 or two@heads-1.");
    CHECK(up_refusal(graph, {}, "current+1") ==
          "'current+1' names no revision here. Name one by its id or label.");
    CHECK(up_refusal(graph, {"b1", "c2"}, "current+1") ==
          "'current+1' is ambiguous: it counts from one revision, and there are 2: b1 (one) and c2 "
          "(two). Type one@current+1.");
    CHECK(up(graph, {"b1", "c2"}, "one@current+1") == Texts{"c1: c1 c2"});
    CHECK(up(diamond(), {}, "b2@m-1") == Texts{"a: a", "b2: b2"});
}

TEST_CASE("an upgrade does not go down", "[graph]") {
    CHECK(up_refusal(linear(), {"ccc"}, "-1") ==
          "'-1' counts downwards, and an upgrade goes up. Use downgrade, or type + instead of -.");
    CHECK(up_refusal(branches(), {"c1"}, "one@-1") ==
          "'one@-1' counts downwards, and an upgrade goes up. Use downgrade, or type + instead of "
          "-.");
    CHECK(up_refusal(linear(), {"ccc"}, "base") ==
          "An upgrade cannot go to 'base', where nothing is applied. That is what downgrade is "
          "for.");
    CHECK(up_refusal(branches(), {"c1"}, "one@base") ==
          "An upgrade cannot go to 'one@base', where nothing is applied. That is what downgrade is "
          "for.");
}

TEST_CASE("several heads are listed with their labels and what to type", "[graph]") {
    CHECK(up_refusal(branches(), {}, "head") ==
          "'head' is ambiguous: there are 2 heads: c1 (one) and c2 (two). Type one@head or "
          "two@head; heads means all of them.");
    CHECK(up_refusal(branches(), {}, "aaa@head") ==
          "'aaa@head' is ambiguous: there are 2 heads in the lineage of aaa: c1 (one) and c2 "
          "(two). Type one@head or two@head; aaa@heads means all of them.");
}

TEST_CASE("a long list of choices is cut", "[graph]") {
    std::vector<Revision> revisions;
    for (int number = 10; number < 35; ++number) {
        revisions.push_back(node("r" + std::to_string(number)));
    }
    CHECK_THAT(up_refusal(Graph(std::move(revisions)), {}, "head"),
               ContainsSubstring("there are 25 heads: r10, r11, r12,") &&
                   ContainsSubstring(" r29 and 5 more. Type r10,"));
}

TEST_CASE("a recorded id that the graph has not is an unknown revision", "[graph]") {
    const auto message = [](auto call) -> std::string {
        try {
            call();
        } catch (const DatabaseError& error) {
            CHECK(error.kind() == ErrorKind::unknown);
            CHECK(error.facts().revision == "zzz");
            return error.what();
        }
        return "nothing was thrown";
    };
    const std::string one =
        "The database records revision zzz, which the scripts do not have. Either the database is "
        "ahead of this program, or the script was removed: use a program that has it, or bring the "
        "script back. To make the database forget it, stamp the right target with purge.";
    const Graph graph = linear();
    CHECK(message([&] { plan_upgrade(graph, {"aaa", "zzz"}, "heads"); }) == one);
    CHECK(message([&] { plan_downgrade(graph, {"zzz"}, "base"); }) == one);
    CHECK(message([&] { applied_set(graph, {"zzz"}); }) == one);
    CHECK(message([&] { resolve(graph, {"zzz"}, "current"); }) == one);
    CHECK(message([&] { plan_stamp(graph, {"zzz"}, {"aaa"}, false); }) == one);
    CHECK(message([&] {
              plan_upgrade(graph, {"zzz", "bb"}, "heads");
          }) ==
          "The database records the revisions zzz and bb, which the scripts do not have. Either "
          "the database is ahead of this program, or the scripts were removed: use a program that "
          "has them, or bring the scripts back. To make the database forget them, stamp the right "
          "target with purge.");
}
