#include "graph/squash_range.hpp"
#include "graph/build.hpp"

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;
using graph::squash_range;
using graph::SquashRange;

namespace {

Revision revision(const std::string& id, Texts parents, Texts depends_on = {}, Texts labels = {}) {
    Revision made;
    made.id = id;
    made.down_revisions = std::move(parents);
    made.depends_on = std::move(depends_on);
    made.branch_labels = std::move(labels);
    return made;
}

/// a - b - (c1, c2) - m - d
Graph with_diamond(std::vector<Revision> more = {}) {
    std::vector<Revision> revisions{revision("a", {}, {}, {"main"}),    revision("b", {"a"}),
                                    revision("c1", {"b"}, {}, {"one"}), revision("c2", {"b"}),
                                    revision("m", {"c1", "c2"}),        revision("d", {"m"})};
    revisions.insert(revisions.end(), more.begin(), more.end());
    return Graph(std::move(revisions));
}

Texts members(const Graph& graph, const std::string& range) {
    return ids(graph, squash_range(graph, range).members);
}

std::string no_squash_range(const Graph& graph, const std::string& text) {
    return refusal([&] { squash_range(graph, text); });
}

}  // namespace

TEST_CASE("a range to squash holds its upper end and not its lower one", "[graph]") {
    CHECK(members(with_diamond(), "m") == Texts{"a", "b", "c1", "c2", "m"});
    CHECK(members(with_diamond(), "base:b") == Texts{"a", "b"});
    CHECK(members(with_diamond(), "b:d") == Texts{"c1", "c2", "m", "d"});
    CHECK(members(with_diamond(), "m:d") == Texts{"d"});
    CHECK(members(with_diamond(), "head") == Texts{"a", "b", "c1", "c2", "m", "d"});
    CHECK(squash_range(with_diamond(), "b").starts_at_base());
    CHECK_FALSE(squash_range(with_diamond(), "b:m").starts_at_base());
    CHECK(with_diamond()[*squash_range(with_diamond(), "b:m").below].id == "b");
}

TEST_CASE("labels and outside dependencies of a range become the baseline's", "[graph]") {
    const Graph graph =
        with_diamond({revision("x", {}), revision("y", {"x"}), revision("z", {"d"}, {"y"}),
                      revision("zz", {"z"}, {"x", "a"})});
    const SquashRange range = squash_range(graph, "b:zz");
    CHECK(range.depends_on == Texts{"x", "y"});
    CHECK(range.branch_labels == Texts{"one"});
    CHECK(squash_range(with_diamond(), "m").branch_labels == Texts{"main", "one"});
    CHECK_FALSE(squash_range(graph, "zz").starts_at_base());
}

TEST_CASE("a range that others lead into or out of cannot be squashed", "[graph]") {
    CHECK(no_squash_range(with_diamond(), "c1:m") ==
          "The range cannot be squashed: c2 in it stands on b, which is neither in the range nor "
          "c1. Begin the range below both.");
    CHECK(no_squash_range(with_diamond(), "c1") ==
          "The range cannot be squashed: c2 stands on b, which is inside the range and not its end "
          "c1. End the range below it, or at a merge point that holds both.");
    CHECK(no_squash_range(with_diamond({revision("x", {}, {"b"})}), "m") ==
          "The range cannot be squashed: x depends on b, which is inside the range and not its end "
          "m. End the range below it, or at a merge point that holds both.");
    CHECK(members(with_diamond({revision("x", {}, {"m"})}), "m").size() == 5);
}

TEST_CASE("the ends of a range to squash are one revision each, one above the other", "[graph]") {
    CHECK(no_squash_range(with_diamond(), "d:b") ==
          "d is not an ancestor of b: there is no range between them.");
    CHECK(no_squash_range(with_diamond(), "b:b") ==
          "b is not an ancestor of b: there is no range between them.");
    CHECK(no_squash_range(with_diamond(), "a:") ==
          "'a:' is no range to squash: type B for everything up to B, or A:B for what is above A.");
    CHECK(no_squash_range(with_diamond({revision("x", {})}), "heads") ==
          "'heads' names 2 revisions (d and x), and a range ends at one. Type one of them.");
    CHECK(no_squash_range(with_diamond(), "base") ==
          "'base' names no revision, and a range ends at one.");
}
