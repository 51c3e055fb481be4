#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

/// r -> a -> {b1 (one), b2 (two)}
Graph shared_trunk() {
    return Graph({node("r"), node("a", {"r"}), node("b1", {"a"}, {}, {"one"}),
                  node("b2", {"a"}, {}, {"two"})});
}

}  // namespace

TEST_CASE("downgrading a linear history stops at the target", "[graph]") {
    const Graph graph = linear();
    CHECK(down(graph, {"ccc"}, "aaa") == Texts{"ccc: bbb", "bbb: aaa"});
    CHECK(down(graph, {"ccc"}, "base") == Texts{"ccc: bbb", "bbb: aaa", "aaa:"});
    CHECK(down(graph, {"bbb"}, "base") == Texts{"bbb: aaa", "aaa:"});
    CHECK(down(graph, {"bbb"}, "bbb").empty());
    CHECK(down(graph, {"bbb"}, "current").empty());
    CHECK(down(graph, {"ccc"}, "head").empty());
    CHECK(down(graph, {"ccc"}, "heads").empty());
    CHECK(down(graph, {}, "base").empty());
}

TEST_CASE("target -n takes down exactly n revisions, newest first", "[graph]") {
    const Graph graph = linear();
    CHECK(down(graph, {"ccc"}, "-1") == Texts{"ccc: bbb"});
    CHECK(down(graph, {"ccc"}, "-2") == Texts{"ccc: bbb", "bbb: aaa"});
    CHECK(down(graph, {"ccc"}, "-3") == Texts{"ccc: bbb", "bbb: aaa", "aaa:"});
}

TEST_CASE("target -n with fewer than n applied is an error", "[graph]") {
    CHECK(down_refusal(linear(), {"bbb"}, "-3") ==
          "'-3' takes down more than there is: only 2 are applied. Count fewer steps, or type "
          "base.");
    CHECK(down_refusal(linear(), {"aaa"}, "-2") ==
          "'-2' takes down more than there is: only 1 is applied. Count fewer steps, or type "
          "base.");
    CHECK(down_refusal(linear(), {}, "-1") ==
          "'-1' takes down more than there is: no revision is applied. Count fewer steps, or type "
          "base.");
    CHECK(down_refusal(branches(), {"b1"}, "one@-3") ==
          "'one@-3' takes down more than there is: only 2 are applied in the lineage of one. Count "
          "fewer steps, or type one@base.");
}

TEST_CASE("downgrading a merge point restores both heads", "[graph]") {
    const Graph graph = diamond();
    CHECK(down(graph, {"m"}, "-1") == Texts{"m: b1 b2"});
    CHECK(down(graph, {"m"}, "b1") == Texts{"m: b1 b2"});
    CHECK(down(graph, {"m"}, "b2") == Texts{"m: b1 b2"});
    CHECK(down(graph, {"m"}, "a") == Texts{"m: b1 b2", "b2: b1", "b1: a"});
    CHECK(down(graph, {"m"}, "base") == Texts{"m: b1 b2", "b2: b1", "b1: a", "a:"});
}

TEST_CASE("downgrading a merge of three restores three heads", "[graph]") {
    const Graph graph({node("a"), node("b", {"a"}), node("c", {"a"}), node("d", {"a"}),
                       node("m", {"b", "c", "d"})});
    CHECK(down(graph, {"m"}, "-1") == Texts{"m: b c d"});
    CHECK(down(graph, {"m"}, "a") == Texts{"m: b c d", "d: b c", "c: b", "b: a"});
}

TEST_CASE("target -n with several recorded heads on the way is an error with choices", "[graph]") {
    CHECK(down_refusal(branches(), {"b1", "c2"}, "-1") ==
          "'-1' is ambiguous: there are 2 newest revisions: b1 (one) and c2 (two). Type one@-1 or "
          "two@-1.");
    CHECK(down_refusal(diamond(), {"m"}, "-2") ==
          "'-2' is ambiguous: after taking down m, there are 2 newest revisions: b1 and b2. Type "
          "b1@-2 or b2@-2.");
    CHECK(down(diamond(), {"m"}, "b1@-2") == Texts{"m: b1 b2", "b1: b2"});
}

TEST_CASE("an ambiguous target -n offers only what leads somewhere", "[graph]") {
    const Graph graph(
        {node("base1"), node("b", {"base1"}), node("base2"), node("m", {"b", "base2"})});
    CHECK(down_refusal(graph, {"m"}, "-3") ==
          "'-3' is ambiguous: after taking down m, there are 2 newest revisions: b and base2. "
          "Type b@-3.");
    CHECK(down_refusal(graph, {"m"}, "-4") ==
          "'-4' is ambiguous: after taking down m, there are 2 newest revisions: b and base2. "
          "Name the revision by its id.");
}

TEST_CASE("label@-n takes down n revisions of that line", "[graph]") {
    const Graph graph = branches();
    CHECK(down(graph, {"b1", "c2"}, "two@-1") == Texts{"c2: b1 b2"});
    CHECK(down(graph, {"c1", "c2"}, "one@-2") == Texts{"c1: b1 c2", "b1: c2"});
    CHECK(down(diamond(), {"m"}, "b2@-1") == Texts{"m: b1 b2"});
}

TEST_CASE("label@-n takes what depends on the line along", "[graph]") {
    CHECK(down(dependency(), {"b3", "a2"}, "side@-1") == Texts{"b3: b2", "b2: a2 b1", "a2: a1 b1"});
    CHECK(down(dependency(), {"a3", "b3"}, "side@-1") == Texts{"a3: b3"});
    CHECK(down(dependency(), {"a3", "b3"}, "core@-2") == Texts{"b3: a3 b2", "b2: a3 b1"});
}

TEST_CASE("label@-n with several last revisions lists them", "[graph]") {
    CHECK(down_refusal(branches(), {"b1", "c2"}, "aaa@-1") ==
          "'aaa@-1' is ambiguous: there are 2 newest revisions: b1 (one) and c2 (two). Type one@-1 "
          "or two@-1.");
}

TEST_CASE("what a downgraded revision needs stays unless it is above the target", "[graph]") {
    const Graph graph = dependency();
    CHECK(down(graph, {"b3"}, "b1") == Texts{"b3: b2", "b2: a2 b1"});
    CHECK(down(graph, {"a3", "b3"}, "a1") ==
          Texts{"b3: a3 b2", "b2: a3 b1", "a3: a2 b1", "a2: a1 b1"});
    CHECK(down(graph, {"b2"}, "a2").empty());
}

TEST_CASE("a revision that is applied only as a dependency is a target", "[graph]") {
    CHECK(down(dependency(), {"b2"}, "a1") == Texts{"b2: a2 b1", "a2: a1 b1"});
}

TEST_CASE("the target's dependents by depends_on alone stay", "[graph]") {
    const Graph graph({node("a"), node("b", {"a"}), node("x", {}, {"a"})});
    CHECK(down(graph, {"b", "x"}, "a") == Texts{"b: x"});
}

TEST_CASE("label@ takes down only that lineage", "[graph]") {
    const Graph graph = branches();
    CHECK(down(graph, {"c1", "c2"}, "one@aaa") == Texts{"c1: b1 c2", "b1: c2"});
    CHECK(down(graph, {"c1", "c2"}, "c1@aaa") == Texts{"c1: b1 c2", "b1: c2"});
    CHECK(down(graph, {"c1", "c2"}, "aaa") == Texts{"c2: b2 c1", "b2: c1", "c1: b1", "b1: aaa"});
    CHECK(down(graph, {"c1", "c2"}, "one@b1") == Texts{"c1: b1 c2"});
    CHECK(down(diamond(), {"m"}, "b1@a") == Texts{"m: b1 b2", "b1: b2"});
    CHECK(down(Graph({node("a"), node("b", {}, {}, {"two"}), node("c", {"b"})}), {"a", "c"},
               "two@base") == Texts{"c: a b", "b: a"});
    CHECK(down(graph, {"c2"}, "one@aaa").empty());
}

TEST_CASE("label@ takes down what depends on the lineage", "[graph]") {
    CHECK(down(dependency(), {"a3", "b3"}, "side@base") ==
          Texts{"b3: a3 b2", "b2: a3 b1", "a3: a2 b1", "a2: a1 b1", "a1: b1"});
    CHECK(down(dependency(), {"a3", "b3"}, "core@base") ==
          Texts{"b3: a3 b2", "b2: a3 b1", "b1: a3"});
}

TEST_CASE("label@ that would take a sibling down names it and the plain target", "[graph]") {
    const Graph graph = shared_trunk();
    CHECK(down_refusal(graph, {"b1", "b2"}, "one@base") ==
          "'one@base' would also take down b2, outside the lineage of one but on the same trunk. "
          "To take down both, type base.");
    CHECK(down_refusal(graph, {"b1", "b2"}, "one@r") ==
          "'one@r' would also take down b2, outside the lineage of one but on the same trunk. To "
          "take down both, type r.");
    CHECK(down_refusal(graph, {"b1", "b2"}, "one@-2") ==
          "'one@-2' would also take down b2, outside the lineage of one but on the same trunk. To "
          "take down both, type r.");
    CHECK(down(graph, {"b1"}, "one@base") == Texts{"b1: a", "a: r", "r:"});
    CHECK(down(graph, {"b1", "b2"}, "one@a") == Texts{"b1: b2"});
}

TEST_CASE("the plain target leaves lines from other bases alone", "[graph]") {
    const Graph graph({node("a"), node("b1", {"a"}, {}, {"one"}), node("b2", {"a"}), node("x")});
    CHECK(down_refusal(graph, {"b1", "b2", "x"}, "one@base") ==
          "'one@base' would also take down b2, outside the lineage of one but on the same trunk. "
          "To take down both, type a@base.");
    CHECK(down(graph, {"b1", "b2", "x"}, "a@base") == Texts{"b2: b1 x", "b1: a x", "a: x"});
    CHECK_THAT(down_refusal(graph, {"b1", "b2", "x"}, "one@-2"),
               ContainsSubstring("To take down both, type a@base."));
}

TEST_CASE("the target of a downgrade must be applied", "[graph]") {
    CHECK(down_refusal(branches(), {"b1", "c2"}, "c1") ==
          "Revision c1 is not applied, so that a downgrade cannot stop there. Recorded heads: b1 "
          "and c2. Name a revision that is applied, or upgrade to c1.");
    CHECK(down_refusal(linear(), {"aaa"}, "bbb") ==
          "Revision bbb is not applied, so that a downgrade cannot stop there. Recorded head: aaa. "
          "Name a revision that is applied, or upgrade to bbb.");
    CHECK(down_refusal(linear(), {}, "head") ==
          "Revision ccc is not applied, so that a downgrade cannot stop there. Nothing is recorded "
          "in this database. Name a revision that is applied, or upgrade to ccc.");
}

TEST_CASE("a downgrade goes down, to one target", "[graph]") {
    CHECK(down_refusal(linear(), {"aaa"}, "+1") ==
          "'+1' counts upwards, and a downgrade goes down. Use upgrade, or type - instead of +.");
    CHECK(down_refusal(branches(), {"aaa"}, "one@+1") ==
          "'one@+1' counts upwards, and a downgrade goes down. Use upgrade, or type - instead of "
          "+.");
    CHECK(down_refusal(branches(), {"c1", "c2"}, "heads") ==
          "'heads' names 2 revisions, and a downgrade goes to one. Type c1 or c2.");
    CHECK(down_refusal(branches(), {"c1", "c2"}, "current") ==
          "'current' names 2 revisions, and a downgrade goes to one. Type c1 or c2.");
    CHECK(down_refusal(branches(), {"c1", "c2"}, "head") ==
          "'head' is ambiguous: there are 2 heads: c1 (one) and c2 (two). Type one@head or "
          "two@head.");
    CHECK(down_refusal(linear(), {}, "current") ==
          "'current' names no revision here. Name one by its id or label.");
}

TEST_CASE("X-n and X+n name where a downgrade stops", "[graph]") {
    CHECK(down(linear(), {"ccc"}, "head-1") == Texts{"ccc: bbb"});
    CHECK(down(linear(), {"ccc"}, "current-2") == Texts{"ccc: bbb", "bbb: aaa"});
    CHECK(down(linear(), {"ccc"}, "base+1") == Texts{"ccc: bbb", "bbb: aaa"});
    CHECK(down(branches(), {"c1", "c2"}, "one@head-1") == Texts{"c1: b1 c2"});
    CHECK(down(branches(), {"c1", "c2"}, "one@current-2") == Texts{"c1: b1 c2", "b1: c2"});
    CHECK(down_refusal(branches(), {"c1", "c2"}, "current-1") ==
          "'current-1' is ambiguous: it counts from one revision, and there are 2: c1 (one) and c2 "
          "(two). Type one@current-1 or two@current-1.");
    CHECK(down_refusal(linear(), {"ccc"}, "current-3") ==
          "'current-3' leads past the end of the history: aaa is a base, reached after 2 steps. "
          "Count fewer steps.");
}
