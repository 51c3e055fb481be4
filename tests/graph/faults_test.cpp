#include "errors/graph.hpp"
#include "graph/build.hpp"
#include "graph/name.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

namespace {

Revision replacing(const std::string& id, const Texts& replaced) {
    Revision revision = node(id);
    for (const std::string& each : replaced) {
        revision.replaces.push_back({each, ""});
    }
    return revision;
}

Revision elsewhere(Revision revision, const std::string& path, int line) {
    revision.path = path;
    revision.line = line;
    return revision;
}

const std::string rule =
    "Ids and labels are 1 to 200 bytes without blanks, control characters or any of "
    "@ - + : , / \\, and none of head, heads, base, current, . and ..";

}  // namespace

TEST_CASE("a duplicate id names both places", "[graph]") {
    CHECK(fault({node("abc"), elsewhere(node("abc"), "sub/x.sql", 7)}) ==
          "sub/x.sql:7: revision abc is already defined at abc.sql:3. Give one of the two another "
          "id, or remove one of them.");
}

TEST_CASE("ids that differ only in case are refused", "[graph]") {
    CHECK(fault({node("abc1"), node("Abc1")}) ==
          "Abc1.sql:3: the id Abc1 differs only in case from abc1 at abc1.sql:3, and some "
          "databases do not tell the two apart. Give one of them another id.");
    CHECK(fault({node("\xC3\xA4"), node("\xC3\x84")}) == "nothing was thrown");
}

TEST_CASE("a missing parent names the nearest ids", "[graph]") {
    CHECK(fault({node("users"), node("genes", {"user"})}) ==
          "genes.sql:3: revision genes names the parent 'user', which does not exist. Did you mean "
          "users? Correct its retort:down_revision, or add the missing script.");
    CHECK(fault({node("users"), node("genes", {"xyz"})}) ==
          "genes.sql:3: revision genes names the parent 'xyz', which does not exist. Correct its "
          "retort:down_revision, or add the missing script.");
}

TEST_CASE("a label is not a parent", "[graph]") {
    CHECK(fault({node("abc", {}, {}, {"core"}), node("def", {"core"})}) ==
          "def.sql:3: revision def names the parent core, which is a branch label. Name the "
          "revision that carries it instead: abc.");
}

TEST_CASE("a missing dependency names the nearest ids and labels", "[graph]") {
    CHECK(fault({node("abc", {}, {}, {"billing"}), node("def", {}, {"biling"})}) ==
          "def.sql:3: revision def depends on 'biling', which is neither a revision nor a branch "
          "label. Did you mean billing? Correct its retort:depends_on, or add the missing script.");
}

TEST_CASE("a revision cannot be its own parent or dependency", "[graph]") {
    CHECK(fault({node("abc", {"abc"})}) ==
          "abc.sql:3: revision abc names itself as its parent. Correct its retort:down_revision.");
    CHECK(fault({node("abc", {}, {"abc"})}) ==
          "abc.sql:3: revision abc depends on itself. Correct its retort:depends_on.");
    CHECK(fault({node("abc", {}, {"core"}, {"core"})}) ==
          "abc.sql:3: revision abc depends on itself, by its own label core. Correct its "
          "retort:depends_on.");
}

TEST_CASE("a cycle is printed as a path from its least id", "[graph]") {
    CHECK(fault({node("start"), node("bbb", {"ccc", "start"}), node("ccc", {"aaa"}),
                 node("aaa", {"bbb"}), node("end", {"aaa"})}) ==
          "aaa.sql:3: the revisions aaa -> bbb -> ccc -> aaa form a cycle: each needs the next, as "
          "its parent or by retort:depends_on. Remove one of these links.");
}

TEST_CASE("dependencies can close a cycle", "[graph]") {
    CHECK(fault({node("a1"), node("a2", {"a1"}, {"b2"}), node("b1"), node("b2", {"b1"}, {"a2"})}) ==
          "a2.sql:3: the revisions a2 -> b2 -> a2 form a cycle: each needs the next, as its parent "
          "or by retort:depends_on. Remove one of these links.");
}

TEST_CASE("cycles that share no revision are all reported, others once", "[graph]") {
    const std::string text = fault({node("a", {"b"}), node("b", {"a"}), node("x", {"y"}),
                                    node("y", {"x", "z"}), node("z", {"x"})});
    CHECK(text ==
          "The revisions have 2 faults:\n"
          "a.sql:3: the revisions a -> b -> a form a cycle: each needs the next, as its parent or "
          "by retort:depends_on. Remove one of these links.\n"
          "x.sql:3: the revisions x -> y -> x form a cycle: each needs the next, as its parent or "
          "by retort:depends_on. Remove one of these links.");
}

TEST_CASE("a long cycle is found at once and printed in part", "[graph]") {
    std::vector<Revision> revisions;
    const int size = 50'000;
    for (int number = 0; number < size; ++number) {
        revisions.push_back(node("r" + std::to_string(10'000 + number),
                                 {"r" + std::to_string(10'000 + (number + 1) % size)}));
    }
    const std::string text = fault(std::move(revisions));
    CHECK_THAT(text, ContainsSubstring("r10000.sql:3: the revisions r10000 -> r10001 -> "));
    CHECK_THAT(text, ContainsSubstring(" -> r10039 -> (49960 more) -> r10000 form a cycle"));
}

TEST_CASE("a label may not be an id, nor be given twice", "[graph]") {
    CHECK(fault({node("abc"), node("def", {}, {}, {"abc"})}) ==
          "def.sql:3: the branch label abc of revision def is the id of the revision at abc.sql:3. "
          "Choose another label.");
    CHECK(fault({node("abc", {}, {}, {"core"}), node("def", {}, {}, {"core"})}) ==
          "def.sql:3: the branch label core of revision def is already that of revision abc at "
          "abc.sql:3. Remove one of the two.");
    CHECK(fault({node("abc", {}, {}, {"core", "core"})}) ==
          "abc.sql:3: revision abc gives the branch label core twice. Remove one of them.");
}

TEST_CASE("two live scripts may not replace the same revision", "[graph]") {
    CHECK(fault({replacing("one", {"a", "b"}), replacing("two", {"b", "c"})}) ==
          "two.sql:3: revision two replaces b, which revision one at one.sql:3 replaces already. "
          "Only one baseline can stand for a revision: remove one of the two.");
    CHECK(fault({replacing("one", {"a", "b"}), replacing("two", {"a", "b", "one"})}) ==
          "nothing was thrown");
}

TEST_CASE("ids and labels are checked by one rule", "[graph]") {
    CHECK(fault({elsewhere(node("a-b"), "x.sql", 1)}) ==
          "x.sql:1: the revision id 'a-b' contains '-'. " + rule + ".");
    CHECK(fault({node("abc", {}, {}, {"two words"})}) ==
          "abc.sql:3: the branch label 'two words' of revision abc contains a blank. " + rule +
              ".");
}

TEST_CASE("a revision without a file is named without a place", "[graph]") {
    CHECK(
        fault({elsewhere(node("abc"), "", 0), elsewhere(node("abc"), "", 0)}) ==
        "revision abc is already defined. Give one of the two another id, or remove one of them.");
}

TEST_CASE("everything wrong is reported in one go", "[graph]") {
    try {
        const Graph graph({node("abc"), node("abc"), node("def", {"gone"}, {"away"}),
                           node("loop", {"loop"}), node("heads")});
        FAIL("nothing was thrown");
    } catch (const ScriptError& error) {
        const std::string text = error.what();
        CHECK(
            text ==
            "The revisions have 5 faults:\n"
            "abc.sql:3: revision abc is already defined at abc.sql:3. Give one of the two another "
            "id, or remove one of them.\n"
            "heads.sql:3: the revision id 'heads' is a word with a meaning of its own. " +
                rule +
                ".\n"
                "def.sql:3: revision def names the parent 'gone', which does not exist. Correct "
                "its retort:down_revision, or add the missing script.\n"
                "def.sql:3: revision def depends on 'away', which is neither a revision nor a "
                "branch label. Correct its retort:depends_on, or add the missing script.\n"
                "loop.sql:3: revision loop names itself as its parent. Correct its "
                "retort:down_revision.");
        CHECK(error.facts().revision == "abc");
        CHECK(error.facts().file == "abc.sql");
        CHECK(error.facts().line == 3);
    }
}

TEST_CASE("many missing parents are reported in linear time", "[graph]") {
    std::vector<Revision> revisions;
    for (int number = 0; number < 20'000; ++number) {
        const std::string n = std::to_string(number);
        revisions.push_back(node("revision" + n, {"revisionx" + n}));
    }
    CHECK_THAT(fault(std::move(revisions)), ContainsSubstring("The revisions have 20000 faults:"));
}

TEST_CASE("names are 1 to 200 bytes without blanks and punctuation of targets", "[graph]") {
    for (const char* name :
         {"a", "001_initial_complete", "v1.2", "...", "\xC3\xA4", "Head", "x=y"}) {
        CHECK(errors::name_fault(name).empty());
    }
    CHECK(errors::name_fault(std::string(200, 'x')).empty());
    CHECK(errors::name_fault(std::string(201, 'x')) == "is longer than 200 bytes");
    CHECK(errors::name_fault("") == "is empty");
    CHECK(errors::name_fault("a b") == "contains a blank");
    CHECK(errors::name_fault("a\tb") == "contains a blank");
    CHECK(errors::name_fault("a\nb") == "contains a control character");
    CHECK(errors::name_fault(std::string("a\0b", 3)) == "contains a control character");
    CHECK(errors::name_fault("a\x7F") == "contains a control character");
    for (const char* name : {"head", "heads", "base", "current", ".", ".."}) {
        CHECK(errors::name_fault(name) == "is a word with a meaning of its own");
    }
    for (const char character : std::string("@-+:,/\\")) {
        CHECK(errors::name_fault(std::string("a") + character) ==
              std::string("contains '") + character + "'");
    }
}
