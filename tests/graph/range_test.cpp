#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

Texts range(const Graph& graph, const std::string& text, const Texts& current = {}) {
    return ids(graph, resolve_range(graph, current, text));
}

std::string no_range(const Graph& graph, const std::string& text, const Texts& current = {}) {
    return refusal([&] { resolve_range(graph, current, text); });
}

}  // namespace

TEST_CASE("a range holds both its ends, newest first", "[graph]") {
    const Graph graph = linear();
    CHECK(range(graph, "aaa:bbb") == Texts{"bbb", "aaa"});
    CHECK(range(graph, "bbb:bbb") == Texts{"bbb"});
    CHECK(range(graph, "base:bbb") == Texts{"bbb", "aaa"});
    CHECK(range(graph, ":bbb") == Texts{"bbb", "aaa"});
    CHECK(range(graph, "bbb:") == Texts{"ccc", "bbb"});
    CHECK(range(graph, ":") == Texts{"ccc", "bbb", "aaa"});
    CHECK(range(graph, "head-1:head") == Texts{"ccc", "bbb"});
    CHECK(range(Graph(), ":").empty());
}

TEST_CASE("a range may end at what is recorded", "[graph]") {
    CHECK(range(linear(), "current:", {"bbb"}) == Texts{"ccc", "bbb"});
    CHECK(range(linear(), ":current", {"bbb"}) == Texts{"bbb", "aaa"});
    CHECK(range(branches(), "current:", {"b1", "b2"}) == Texts{"c2", "b2", "c1", "b1"});
    CHECK(range(linear(), "current:").size() == 3);
    CHECK(range(linear(), ":current").empty());
    CHECK(range(linear(), "aaa:", {"gone"}).size() == 3);
}

TEST_CASE("a range end may count from the other", "[graph]") {
    CHECK(range(linear(), "-1:current", {"bbb"}) == Texts{"bbb", "aaa"});
    CHECK(range(linear(), "aaa:+1") == Texts{"bbb", "aaa"});
    CHECK(range(linear(), ":+2") == Texts{"bbb", "aaa"});
    CHECK(range(branches(), "aaa:one@+1") == Texts{"b1", "aaa"});
    CHECK(range(branches(), "one@-1:") == Texts{"c1", "b1"});
    CHECK(no_range(branches(), "-1:") ==
          "'-1' is ambiguous: it counts from one revision, and there are 2: c1 (one) and c2 (two). "
          "Type one@-1 or two@-1.");
    CHECK(no_range(linear(), "-3:ccc") ==
          "'-3' leads past the end of the history: aaa is a base, reached after 2 steps. Count "
          "fewer steps.");
    CHECK(no_range(linear(), "-1:+1") ==
          "'+1' does not say from which revision to count. Put it in front, as in current+1 or "
          "head-1.");
    CHECK(no_range(linear(), "+1:ccc") ==
          "'+1:ccc' counts the wrong way: before the colon -n counts down from the other end, "
          "after it +n counts up.");
}

TEST_CASE("an ambiguous end of a range offers only what leads somewhere", "[graph]") {
    const Graph graph(
        {node("base1"), node("b", {"base1"}), node("base2"), node("m", {"b", "base2"})});
    CHECK(no_range(graph, "-2:") == "'-2' is ambiguous: m has 2 parents: b and base2. Type b@-2.");
    CHECK(range(graph, "b@-2:") == Texts{"m", "b", "base1"});
    CHECK(no_range(graph, "m-2:") ==
          "'m-2' is ambiguous: m has 2 parents: b and base2. Type b@m-2.");
    CHECK(no_range(graph, "-3:") ==
          "'-3' is ambiguous: m has 2 parents: b and base2. Name the revision by its id.");
}

TEST_CASE("a range runs along the lines of descent from its lower end", "[graph]") {
    CHECK(range(branches(), "b1:heads") == Texts{"c1", "b1"});
    CHECK(range(branches(), ":two@head") == Texts{"c2", "b2", "aaa"});
    CHECK(range(branches(), "one@base:") == Texts{"c1", "b1", "aaa"});
    CHECK(range(branches(), "one@aaa:") == Texts{"c1", "b1", "aaa"});
    CHECK(range(diamond(), "b1:m") == Texts{"m", "b1"});
    CHECK(range(dependency(), ":b2") == Texts{"b2", "b1", "a2", "a1"});
    CHECK(range(dependency(), "b1:b2") == Texts{"b2", "b1"});
}

TEST_CASE("the lower end must be an ancestor of the upper end", "[graph]") {
    CHECK(no_range(linear(), "ccc:aaa") ==
          "'ccc:aaa' is not a range: ccc is not an ancestor of aaa. Write the two ends the other "
          "way round.");
    CHECK(no_range(branches(), "b1:c2") ==
          "'b1:c2' is not a range: b1 is not an ancestor of c2. Name two ends of one line of "
          "descent.");
    CHECK(no_range(dependency(), "a1:b2") ==
          "'a1:b2' is not a range: a1 is not an ancestor of b2. Name two ends of one line of "
          "descent.");
    CHECK(no_range(linear(), "aaa:current") ==
          "'current' names no revision here. Name one by its id or label.");
    CHECK(no_range(linear(), "aaa:base") ==
          "'aaa:base' ends at base, below every revision. Put base before the colon.");
}

TEST_CASE("a range has one colon", "[graph]") {
    const std::string advice =
        " is not a range. Type A:B with two targets; without A it begins at base, without B it "
        "ends at heads.";
    CHECK(no_range(linear(), "aaa") == "'aaa'" + advice);
    CHECK(no_range(linear(), "a:b:c") == "'a:b:c'" + advice);
    CHECK(no_range(linear(), "zzz:ccc") ==
          "'zzz' is neither a revision nor a branch label. The command history lists what there "
          "is.");
}

TEST_CASE("an offline range is split into recorded heads and a target", "[graph]") {
    const auto split = [](const Graph& graph, const std::string& text) {
        const OfflineRange parts = split_range(graph, text);
        Texts texts = parts.from;
        texts.push_back("to " + parts.to);
        return texts;
    };
    CHECK(split(linear(), "aaa:ccc") == Texts{"aaa", "to ccc"});
    CHECK(split(linear(), "bbb:") == Texts{"bbb", "to heads"});
    CHECK(split(linear(), ":bbb") == Texts{"to bbb"});
    CHECK(split(linear(), "bbb") == Texts{"to bbb"});
    CHECK(split(linear(), "base:+2") == Texts{"to +2"});
    CHECK(split(branches(), "heads:aaa") == Texts{"c1", "c2", "to aaa"});
    CHECK(split(branches(), "one@head-1:two@head") == Texts{"b1", "to two@head"});
}

TEST_CASE("an offline range reads no database and no nonsense", "[graph]") {
    const auto message = [](const std::string& text) {
        return refusal([&] { split_range(linear(), text); });
    };
    CHECK(message("current:ccc") ==
          "'current' asks what is recorded in a database, and this does not read one. Name the "
          "revision instead.");
    CHECK(message("aaa:b:c") ==
          "'aaa:b:c' is not a range. Type A:B with two targets; without A it begins at base, "
          "without B it ends at heads.");
    CHECK_THAT(message("aaa:+x"), ContainsSubstring("'+x' is not a target"));
    CHECK_THAT(message(""), ContainsSubstring("'' is not a target: a name is missing"));
    CHECK_THAT(message("-1:ccc"), ContainsSubstring("'-1' does not say from which revision"));
}
