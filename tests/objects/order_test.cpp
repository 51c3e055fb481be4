#include "objects/order.hpp"
#include "support/catch.hpp"

#include <retort/error.hpp>

#include <algorithm>
#include <random>
#include <set>
#include <string>

using namespace retort;
using objects::Node;
using objects::ordered;
using objects::with_users;

namespace {

using Nodes = std::vector<Node>;
using Random = std::mt19937;

std::string names_in_order(const Nodes& nodes) {
    std::string names;
    for (const std::size_t index : ordered(nodes)) {
        names += (names.empty() ? "" : " ") + nodes[index].name;
    }
    return names;
}

std::string message_of(const Nodes& nodes) {
    try {
        ordered(nodes);
    } catch (const ScriptError& error) {
        CHECK(error.kind() == ErrorKind::script);
        return error.what();
    }
    return {};
}

/// Surely only earlier ones, so that there is no cycle of sure uses; possibly any.
Nodes random_nodes(Random& random, std::size_t size) {
    Nodes nodes(size);
    for (std::size_t i = 0; i < size; ++i) {
        nodes[i].name = "o" + std::to_string(1000 + i * 379 % 1000);
        for (std::size_t edges = random() % 3; i > 0 && edges > 0; --edges) {
            nodes[i].uses.push_back(random() % i);
        }
        if (random() % 3 == 0) {
            nodes[i].may_use.push_back(random() % size);
        }
    }
    return nodes;
}

/// Everything that a node uses or may use, directly or not, written as directly as can be.
std::set<std::size_t> reach(const Nodes& nodes, std::size_t from) {
    std::set<std::size_t> found;
    std::vector<std::size_t> open = {from};
    while (!open.empty()) {
        const Node& node = nodes[open.back()];
        open.pop_back();
        for (const auto* uses : {&node.uses, &node.may_use}) {
            for (const std::size_t used : *uses) {
                if (found.insert(used).second) {
                    open.push_back(used);
                }
            }
        }
    }
    return found;
}

}  // namespace

TEST_CASE("objects that do not use each other come in byte order of their names", "[objects]") {
    CHECK(names_in_order({}).empty());
    CHECK(names_in_order({{"b", {}, {}}, {"B", {}, {}}, {"a", {}, {}}}) == "B a b");
}

TEST_CASE("an object comes behind those that it uses, and no later than that", "[objects]") {
    CHECK(names_in_order({{"a", {2}, {}}, {"b", {}, {}}, {"z", {}, {}}}) == "b z a");
    CHECK(names_in_order({{"a", {}, {2}}, {"b", {}, {}}, {"c", {}, {}}}) == "b c a");
    CHECK(names_in_order({{"a", {1, 1}, {1}}, {"b", {2}, {}}, {"c", {}, {}}}) == "c b a");
}

TEST_CASE("an object that uses itself is no cycle", "[objects]") {
    CHECK(names_in_order({{"a", {0}, {0}}, {"b", {}, {}}}) == "a b");
}

TEST_CASE("what may be used gives way where it would make a cycle", "[objects]") {
    CHECK(names_in_order({{"a", {1}, {}}, {"b", {}, {0}}}) == "b a");
    CHECK(names_in_order({{"b", {}, {1}}, {"a", {0}, {}}}) == "b a");
    CHECK(names_in_order({{"a", {}, {1}}, {"b", {}, {0}}}) == "a b");
    // The use by `a` is on no cycle, and counts.
    CHECK(names_in_order({{"a", {}, {1}}, {"x", {}, {2}}, {"y", {}, {1}}}) == "x a y");
}

TEST_CASE("a cycle is printed from the first of its names on", "[objects]") {
    CHECK(message_of({{"z", {1}, {}}, {"c", {2}, {}}, {"a", {3}, {}}, {"b", {1}, {}}}) ==
          "the objects a -> b -> c -> a form a cycle: each uses the next. Change one of them so "
          "that it does without the next.");
    CHECK(message_of({{"a", {1}, {2}}, {"b", {0}, {}}, {"c", {}, {}}}) ==
          "the objects a -> b -> a form a cycle: each uses the next. Change one of them so that it "
          "does without the next.");
}

TEST_CASE("a long cycle is cut", "[objects]") {
    Nodes nodes;
    for (std::size_t i = 0; i < 50; ++i) {
        nodes.push_back({"o" + std::to_string(100 + i), {(i + 1) % 50}, {}});
    }
    const std::string message = message_of(nodes);
    CHECK(message.find("o139 -> (10 more) -> o100 form a cycle") != std::string::npos);
}

TEST_CASE("a chain of a hundred thousand objects is ordered", "[objects]") {
    constexpr std::size_t size = 100000;
    Nodes nodes;
    for (std::size_t i = 0; i < size; ++i) {
        nodes.push_back({"o" + std::to_string(i), {}, {}});
        if (i + 1 < size) {
            (i % 2 == 0 ? nodes.back().uses : nodes.back().may_use).push_back(i + 1);
        }
    }
    const auto order = ordered(nodes);
    REQUIRE(order.size() == size);
    CHECK(order.front() == size - 1);
    CHECK(std::is_sorted(order.rbegin(), order.rend()));
}

TEST_CASE("in random graphs every use counts that is on no cycle", "[objects]") {
    Random random(7);
    for (int round = 0; round < 500; ++round) {
        const Nodes nodes = random_nodes(random, 1 + random() % 12);
        const auto order = ordered(nodes);
        std::vector<std::size_t> place(nodes.size(), nodes.size());
        for (std::size_t i = 0; i < order.size(); ++i) {
            place[order[i]] = i;
        }
        CAPTURE(round);
        REQUIRE(std::count(place.begin(), place.end(), nodes.size()) == 0);
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            for (const std::size_t used : nodes[node].uses) {
                REQUIRE(place[used] < place[node]);
            }
            for (const std::size_t used : nodes[node].may_use) {
                const bool cyclic = reach(nodes, used).count(node) > 0;
                REQUIRE((used == node || cyclic || place[used] < place[node]));
            }
        }
    }
}

TEST_CASE("the order does not depend on that of the list", "[objects]") {
    Random random(11);
    for (int round = 0; round < 200; ++round) {
        const Nodes nodes = random_nodes(random, 1 + random() % 12);
        std::vector<std::size_t> to(nodes.size());
        for (std::size_t i = 0; i < to.size(); ++i) {
            to[i] = i;
        }
        std::shuffle(to.begin(), to.end(), random);
        Nodes shuffled(nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            shuffled[to[i]].name = nodes[i].name;
            for (const std::size_t used : nodes[i].uses) {
                shuffled[to[i]].uses.push_back(to[used]);
            }
            for (const std::size_t used : nodes[i].may_use) {
                shuffled[to[i]].may_use.push_back(to[used]);
            }
        }
        CAPTURE(round);
        REQUIRE(names_in_order(shuffled) == names_in_order(nodes));
    }
}

TEST_CASE("the users of an object are all that use or may use it, directly or not", "[objects]") {
    const Nodes nodes = {{"a", {}, {}}, {"b", {0}, {}}, {"c", {}, {1}}, {"d", {}, {}}};
    CHECK(with_users(nodes, {true, false, false, false}) ==
          std::vector<bool>{true, true, true, false});
    CHECK(with_users(nodes, {false, false, true, true}) ==
          std::vector<bool>{false, false, true, true});
    Random random(13);
    for (int round = 0; round < 200; ++round) {
        const Nodes any = random_nodes(random, 1 + random() % 12);
        const std::size_t start = random() % any.size();
        std::vector<bool> marked(any.size(), false);
        marked[start] = true;
        marked = with_users(any, marked);
        for (std::size_t node = 0; node < any.size(); ++node) {
            REQUIRE(marked[node] == (node == start || reach(any, node).count(start) > 0));
        }
    }
}
