#include "graph/build.hpp"

#include <retort/new_script.hpp>

#include "support/catch.hpp"

using namespace retort;
using namespace retort_test;

TEST_CASE("a new revision follows the one head, or is a base", "[graph]") {
    CHECK(parents_of_new(linear(), {}) == Texts{"ccc"});
    CHECK(parents_of_new(Graph(), {}).empty());
    CHECK(parents_of_new(linear(), {"head", false}) == Texts{"ccc"});
    CHECK(parents_of_new(linear(), {"base", false}).empty());
    CHECK(parents_of_new(branches(), {"one@head", false}) == Texts{"c1"});
    CHECK(parents_of_new(branches(), {"heads", false}) == Texts{"c1", "c2"});
}

TEST_CASE("several heads and none chosen is an error with choices", "[graph]") {
    CHECK(refusal([] { parents_of_new(branches(), {}); }) ==
          "There are 2 heads: c1 (one) and c2 (two). Say which one the new revision follows: "
          "one@head or two@head; or merge them first.");
}

TEST_CASE("a parent that is not a head needs splice", "[graph]") {
    CHECK(refusal([] {
              parents_of_new(linear(), {"aaa", false});
          }) ==
          "Revision aaa is not a head: bbb follows it already. Name a head, or ask for a new "
          "branch with `--splice`.");
    CHECK(refusal([] {
              parents_of_new(branches(), {"aaa", false});
          }) ==
          "Revision aaa is not a head: b1 and b2 follow it already. Name a head, or ask for a new "
          "branch with `--splice`.");
    CHECK(parents_of_new(linear(), {"aaa", true}) == Texts{"aaa"});
    CHECK(parents_of_new(linear(), {"head-1", true}) == Texts{"bbb"});
}

TEST_CASE("a merge joins revisions of different lineages", "[graph]") {
    CHECK(parents_of_merge(branches(), {"heads"}) == Texts{"c1", "c2"});
    CHECK(parents_of_merge(branches(), {"c2", "b1"}) == Texts{"c2", "b1"});
    CHECK(parents_of_merge(branches(), {"two@head", "one@head"}) == Texts{"c2", "c1"});
}

TEST_CASE("a merge needs two revisions that are no relatives", "[graph]") {
    CHECK(refusal([] { parents_of_merge(linear(), {"heads"}); }) ==
          "A merge joins two revisions or more, and only ccc is named. Name the heads to merge.");
    CHECK(refusal([] { parents_of_merge(linear(), {}); }) ==
          "A merge joins two revisions or more, and none is named. Name the heads to merge.");
    CHECK(refusal([] {
              parents_of_merge(linear(), {"ccc", "head"});
          }) == "'ccc' and 'head' both name revision ccc. Name it once.");
    CHECK(refusal([] {
              parents_of_merge(branches(), {"c1", "aaa"});
          }) ==
          "'aaa' and 'c1' lie on one lineage: aaa is an ancestor of c1. Name only one of them.");
    CHECK(refusal([] {
              parents_of_merge(linear(), {"current", "aaa"});
          }) ==
          "'current' asks what is recorded in a database, and this does not read one. Name the "
          "revision instead.");
}
