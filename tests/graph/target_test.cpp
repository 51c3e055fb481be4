#include "graph/target.hpp"

#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

/// Ids with common beginnings.
Graph prefixes() {
    return Graph({node("abc1"), node("abc2", {"abc1"}), node("abd", {"abc2"}, {}, {"abcd"}),
                  node("ab", {"abd"}), node("zzz1")});
}

Texts found(const Graph& graph, const std::string& target, const Texts& current = {}) {
    return ids(graph, resolve(graph, current, target));
}

std::string no_target(const Graph& graph, const std::string& target, const Texts& current = {}) {
    return refusal([&] { resolve(graph, current, target); });
}

}  // namespace

TEST_CASE("a target is read into its parts", "[graph]") {
    const graph::Target target = graph::parse_target("core@001_first-12");
    CHECK(target.text == "core@001_first-12");
    CHECK(target.branch == "core");
    CHECK(target.symbol == graph::Symbol::name);
    CHECK(target.name == "001_first");
    CHECK(target.offset == -12);
    CHECK(graph::parse_target("head").symbol == graph::Symbol::head);
    CHECK(graph::parse_target("heads").symbol == graph::Symbol::heads);
    CHECK(graph::parse_target("base").symbol == graph::Symbol::base);
    CHECK(graph::parse_target("current").symbol == graph::Symbol::current);
    CHECK(graph::parse_target("+2").relative());
    CHECK(graph::parse_target("one@-2").offset == -2);
    CHECK(graph::parse_target("Head").symbol == graph::Symbol::name);
    CHECK(graph::parse_target("one@head+1").within("two") == "two@head+1");
    CHECK(graph::parse_target("+1").within("two") == "two@+1");
}

TEST_CASE("a number of steps is a whole number and the end of the target", "[graph]") {
    for (const std::string text : {"+1x", "abc+1xyz", "+0", "-0", "abc-", "+", "+1+1", "--1", "+-1",
                                   "+ 1", "+1000000000", "+99999999999999999999", "head-1.5"}) {
        const std::string sign = text.find('+') < text.find('-') ? "+" : "-";
        CHECK(no_target(linear(), text) ==
              "'" + text + "' is not a target: '" + sign +
                  "' must be followed by a whole number from 1 to 999999999 and nothing else.");
    }
}

TEST_CASE("what is no name is no target", "[graph]") {
    const std::string advice =
        ". Type an id, a prefix of one, a label, head, heads, base or current, with +n or -n after "
        "it or label@ before it where that is wanted.";
    CHECK(no_target(linear(), "") == "'' is not a target: a name is missing" + advice);
    CHECK(no_target(linear(), "aaa@") == "'aaa@' is not a target: a name is missing" + advice);
    CHECK(no_target(linear(), "@aaa") == "'@aaa' is not a target: a name is missing" + advice);
    CHECK(no_target(linear(), "aaa bbb") ==
          "'aaa bbb' is not a target: 'aaa bbb' contains a blank" + advice);
    CHECK(no_target(linear(), "aaa,bbb") ==
          "'aaa,bbb' is not a target: 'aaa,bbb' contains ','" + advice);
    CHECK(no_target(linear(), "a@b@c") == "'a@b@c' is not a target: 'b@c' contains '@'" + advice);
    CHECK(no_target(linear(), "head@aaa") ==
          "'head@aaa' is not a target: 'head' is a word with a meaning of its own" + advice);
    CHECK(no_target(linear(), "aaa\n") ==
          "'aaa' is not a target: 'aaa' contains a control character" + advice);
}

TEST_CASE("a range is no target", "[graph]") {
    CHECK(no_target(linear(), "aaa:bbb") ==
          "'aaa:bbb' is a range, and one target is wanted here. Type the end that you want to "
          "reach.");
}

TEST_CASE("ids, labels and prefixes are found", "[graph]") {
    const Graph graph = prefixes();
    CHECK(found(graph, "abc1") == Texts{"abc1"});
    CHECK(found(graph, "abcd") == Texts{"abd"});
    CHECK(found(graph, "zzz") == Texts{"zzz1"});
    CHECK(found(graph, "ab") == Texts{"ab"});
    CHECK(found(graph, "abd") == Texts{"abd"});
}

TEST_CASE("an ambiguous prefix lists the candidates", "[graph]") {
    CHECK(no_target(prefixes(), "abc") ==
          "'abc' is the beginning of 2 revisions: abc1 and abc2. Type more of the id.");
    CHECK(no_target(prefixes(), "abc@head") ==
          "'abc' in the target 'abc@head' is the beginning of 2 revisions: abc1 and abc2. Type "
          "more of the id.");
}

TEST_CASE("a prefix needs three characters", "[graph]") {
    CHECK(no_target(prefixes(), "zz") ==
          "'zz' is too short for a prefix, which needs three characters or more. It could be zzz1: "
          "type more of the id.");
}

TEST_CASE("prefixes do not match labels", "[graph]") {
    CHECK(no_target(Graph({node("xyz", {}, {}, {"billing"})}), "bill") ==
          "'bill' is neither a revision nor a branch label. The command history lists what there "
          "is.");
}

TEST_CASE("an unknown id names the nearest", "[graph]") {
    CHECK(no_target(linear(), "aab") ==
          "'aab' is neither a revision nor a branch label. Did you mean aaa?");
    CHECK(no_target(branches(), "onne@head") ==
          "'onne' in the target 'onne@head' is neither a revision nor a branch label. Did you mean "
          "one?");
    CHECK(no_target(linear(), "AAA") ==
          "'AAA' is neither a revision nor a branch label. The command history lists what there "
          "is.");
}

TEST_CASE("symbols without a direction are resolved", "[graph]") {
    const Graph graph = branches();
    CHECK(found(graph, "heads") == Texts{"c1", "c2"});
    CHECK(found(graph, "base").empty());
    CHECK(found(graph, "one@base").empty());
    CHECK(found(linear(), "head") == Texts{"ccc"});
    CHECK(found(graph, "current", {"c2", "b1", "aaa"}) == Texts{"b1", "c2"});
    CHECK(found(graph, "one@current", {"c2", "b1"}) == Texts{"b1"});
    CHECK(found(graph, "current").empty());
    CHECK(found(graph, "two@head") == Texts{"c2"});
    CHECK(found(graph, "aaa@heads") == Texts{"c1", "c2"});
    CHECK(found(graph, "b1+1") == Texts{"c1"});
    CHECK(found(graph, "c2-2") == Texts{"aaa"});
    CHECK(found(graph, "one@aaa+2") == Texts{"c1"});
    CHECK(found(dependency(), "heads") == Texts{"a3", "b3"});
}

TEST_CASE("only current looks at what is recorded", "[graph]") {
    CHECK(found(linear(), "head", {"gone"}) == Texts{"ccc"});
}

TEST_CASE("label@heads keeps a head that another line depends on", "[graph]") {
    const Graph graph({node("a", {}, {}, {"side"}), node("b", {}, {"a"})});
    CHECK(found(graph, "heads") == Texts{"b"});
    CHECK(found(graph, "side@heads") == Texts{"a"});
    CHECK(found(graph, "side@head") == Texts{"a"});
}

TEST_CASE("label@ID must lie in the lineage", "[graph]") {
    const std::string advice =
        " neither among its ancestors nor among its descendants. Leave out 'one@', or name a "
        "revision of that lineage.";
    CHECK(no_target(branches(), "one@b2") ==
          "'one@b2' leads outside the lineage of one: b2 is" + advice);
    CHECK(found(branches(), "c1@aaa") == Texts{"aaa"});
    const Graph graph({node("abc1", {}, {}, {"one"}), node("abc2"), node("abd1")});
    CHECK(found(graph, "one@abc") == Texts{"abc1"});
    CHECK(no_target(graph, "one@abd") ==
          "'one@abd' leads outside the lineage of one: abd1 is" + advice);
    CHECK_THAT(no_target(dependency(), "core@a2"), ContainsSubstring("a2 is neither"));
}

TEST_CASE("+n alone has no direction to start from", "[graph]") {
    CHECK(no_target(linear(), "+1") ==
          "'+1' does not say from which revision to count. Put it in front, as in current+1 or "
          "head-1.");
    CHECK(no_target(linear(), "aaa@-1") ==
          "'aaa@-1' does not say from which revision to count. Put it in front, as in current+1 or "
          "head-1.");
}
