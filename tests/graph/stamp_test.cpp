#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

std::string no_stamp(const Graph& graph, const Texts& current, const Texts& targets) {
    return refusal([&] { plan_stamp(graph, current, targets, false); });
}

}  // namespace

TEST_CASE("stamping moves the recorded head up or down", "[graph]") {
    const Graph graph = linear();
    CHECK(plan_stamp(graph, {}, {"bbb"}, false) == Texts{"bbb"});
    CHECK(plan_stamp(graph, {"aaa"}, {"head"}, false) == Texts{"ccc"});
    CHECK(plan_stamp(graph, {"ccc"}, {"aaa"}, false) == Texts{"aaa"});
    CHECK(plan_stamp(graph, {"bbb"}, {"bbb"}, false) == Texts{"bbb"});
    CHECK(plan_stamp(graph, {"ccc"}, {"base"}, false).empty());
    CHECK(plan_stamp(graph, {"ccc"}, {"current-1"}, false) == Texts{"bbb"});
    CHECK(plan_stamp(graph, {"ccc", "aaa"}, {"current"}, false) == Texts{"ccc"});
}

TEST_CASE("stamping one line leaves the others", "[graph]") {
    const Graph graph = branches();
    CHECK(plan_stamp(graph, {"c1", "c2"}, {"b1"}, false) == Texts{"b1", "c2"});
    CHECK(plan_stamp(graph, {"c2"}, {"c1"}, false) == Texts{"c1", "c2"});
    CHECK(plan_stamp(graph, {"c1", "c2"}, {"aaa"}, false) == Texts{"aaa"});
    CHECK(plan_stamp(graph, {"aaa"}, {"c1", "c2"}, false) == Texts{"c1", "c2"});
    CHECK(plan_stamp(graph, {}, {"heads"}, false) == Texts{"c1", "c2"});
}

TEST_CASE("stamping above or below a merge point merges or splits the rows", "[graph]") {
    CHECK(plan_stamp(diamond(), {"b1", "b2"}, {"m"}, false) == Texts{"m"});
    CHECK(plan_stamp(diamond(), {"m"}, {"b1"}, false) == Texts{"b1", "b2"});
}

TEST_CASE("stamping removes what needs the target, by dependency too", "[graph]") {
    CHECK(plan_stamp(dependency(), {"a3", "b3"}, {"a1"}, false) == Texts{"a1", "b1"});
    CHECK(plan_stamp(dependency(), {}, {"b3"}, false) == Texts{"b3"});
    CHECK(plan_stamp(dependency(), {"a3"}, {"b1"}, false) == Texts{"a3", "b1"});
    CHECK(plan_stamp(dependency(), {}, {"b2", "a2"}, false) == Texts{"b2"});
}

TEST_CASE("stamping label@base removes that lineage alone", "[graph]") {
    CHECK(plan_stamp(dependency(), {"a3", "b3"}, {"core@base"}, false) == Texts{"a3"});
    CHECK(no_stamp(branches(), {"c1", "c2"}, {"one@base"}) ==
          "'one@base' would also take down b2, outside the lineage of one but on the same trunk. "
          "To take down both, type base.");
}

TEST_CASE("purge starts from nothing and accepts unknown rows", "[graph]") {
    CHECK(plan_stamp(branches(), {"gone", "c2"}, {"b1"}, true) == Texts{"b1"});
    CHECK(plan_stamp(branches(), {"gone"}, {"base"}, true).empty());
    CHECK(plan_stamp(branches(), {"c2"}, {"one@base"}, true).empty());
    CHECK(plan_stamp(branches(), {"c2"}, {"current-1"}, true) == Texts{"b2"});
}

TEST_CASE("stamped targets may not lie on one lineage", "[graph]") {
    CHECK(no_stamp(linear(), {}, {"head", "aaa"}) ==
          "'aaa' and 'head' lie on one lineage: aaa is an ancestor of ccc. Name only one of them.");
    CHECK(no_stamp(linear(), {}, {"aaa", "head"}) ==
          "'aaa' and 'head' lie on one lineage: aaa is an ancestor of ccc. Name only one of them.");
    CHECK(no_stamp(branches(), {}, {"heads", "b2"}) ==
          "'b2' and 'heads' lie on one lineage: b2 is an ancestor of c2. Name only one of them.");
    CHECK(no_stamp(linear(), {}, {"ccc", "head"}) ==
          "'ccc' and 'head' both name revision ccc. Name it once.");
}

TEST_CASE("stamping needs a target, and base stands alone", "[graph]") {
    CHECK(no_stamp(linear(), {}, {}) == "A target is missing. Name the revision, or base.");
    CHECK(no_stamp(branches(), {}, {"b1", "base"}) ==
          "'base' means that nothing is applied, and cannot be combined with other targets. Name "
          "it alone, or leave it out.");
    CHECK(no_stamp(linear(), {"aaa"}, {"+1"}) ==
          "'+1' does not say from which revision to count. Put it in front, as in current+1 or "
          "head-1.");
}
