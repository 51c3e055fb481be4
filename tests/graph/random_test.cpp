#include "graph/build.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>

using namespace retort;
using namespace retort_test;

namespace {

using Set = std::set<std::string>;
using Random = std::mt19937;

std::size_t below(Random& random, std::size_t limit) {
    return random() % limit;
}

std::string id_of(std::size_t number) {
    // Scattered, so that byte order says nothing about the order of the edges.
    return "r" + std::to_string(1000 + number * 379 % 1000);
}

/// Several bases, branches, merges, redundant edges, dependencies by id and by label.
std::vector<Revision> random_history(Random& random, std::size_t size) {
    std::vector<Revision> history;
    for (std::size_t number = 0; number < size; ++number) {
        Revision revision = node(id_of(number));
        const std::size_t parents = number == 0 || below(random, 8) == 0 ? 0 : 1 + below(random, 2);
        for (std::size_t i = 0; i < parents; ++i) {
            revision.down_revisions.push_back(id_of(below(random, number)));
        }
        if (number > 0 && below(random, 4) == 0) {
            const Revision& needed = history[below(random, number)];
            const bool by_label = !needed.branch_labels.empty();
            revision.depends_on.push_back(by_label ? needed.branch_labels.front() : needed.id);
        }
        if (below(random, 5) == 0) {
            revision.branch_labels.push_back("label" + std::to_string(number));
        }
        history.push_back(std::move(revision));
    }
    return history;
}

/// The same rules, written as directly as can be.
class Reference {
public:
    explicit Reference(const std::vector<Revision>& history) {
        std::map<std::string, std::string> labels;
        for (const Revision& revision : history) {
            for (const std::string& label : revision.branch_labels) {
                labels[label] = revision.id;
            }
        }
        for (const Revision& revision : history) {
            Set& parents = parents_[revision.id];
            parents.insert(revision.down_revisions.begin(), revision.down_revisions.end());
            Set& needs = needs_[revision.id];
            needs = parents;
            for (const std::string& name : revision.depends_on) {
                needs.insert(labels.count(name) > 0 ? labels[name] : name);
            }
        }
    }

    const Set& needs(const std::string& id) const { return needs_.at(id); }

    Set closure(const Texts& ids) const {
        Set closed;
        Texts open = ids;
        while (!open.empty()) {
            const std::string id = open.back();
            open.pop_back();
            if (closed.insert(id).second) {
                open.insert(open.end(), needs(id).begin(), needs(id).end());
            }
        }
        return closed;
    }

    Texts maximal(const Set& applied) const {
        Set heads = applied;
        for (const std::string& id : applied) {
            for (const std::string& needed : needs(id)) {
                heads.erase(needed);
            }
        }
        return {heads.begin(), heads.end()};
    }

    /// Applied revisions that a child of `stays` is needed by, or is.
    Set above(const std::string& stays, const Set& applied) const {
        Set found;
        for (const std::string& id : applied) {
            for (const std::string& needed : closure({id})) {
                if (parents_.at(needed).count(stays) > 0) {
                    found.insert(id);
                }
            }
        }
        return found;
    }

    bool rests_on_bases_of(const std::string& branch, const std::string& id) const {
        const Set needed = closure({id});
        const Set line = ancestors(branch);
        return std::any_of(line.begin(), line.end(), [&](const std::string& ancestor) {
            return parents_.at(ancestor).empty() && needed.count(ancestor) > 0;
        });
    }

private:
    Set ancestors(const std::string& id) const {
        Set found = {id};
        for (const std::string& parent : parents_.at(id)) {
            found.merge(ancestors(parent));
        }
        return found;
    }

    std::map<std::string, Set> parents_;
    std::map<std::string, Set> needs_;
};

Set revisions_of(const Plan& plan) {
    Set ids;
    for (const Step& step : plan.steps) {
        ids.insert(step.revision);
    }
    return ids;
}

Texts some_heads(Random& random, const Reference& reference, const std::vector<Revision>& history) {
    Texts chosen;
    for (std::size_t i = below(random, 4); i > 0; --i) {
        chosen.push_back(history[below(random, history.size())].id);
    }
    return reference.maximal(reference.closure(chosen));
}

/// Every step is possible when it comes, and records the maximal applied revisions.
void check_steps(const Reference& reference, const Plan& plan, Set applied) {
    for (const Step& step : plan.steps) {
        if (plan.direction == Direction::upgrade) {
            for (const std::string& needed : reference.needs(step.revision)) {
                REQUIRE(applied.count(needed) == 1);
            }
            REQUIRE(applied.insert(step.revision).second);
        } else {
            for (const std::string& id : applied) {
                REQUIRE(reference.needs(id).count(step.revision) == 0);
            }
            REQUIRE(applied.erase(step.revision) == 1);
        }
        REQUIRE(step.heads_after == reference.maximal(applied));
    }
}

}  // namespace

TEST_CASE("plans of random histories keep the rules", "[graph]") {
    Random random(20'240'601);
    for (int round = 0; round < 300; ++round) {
        std::vector<Revision> history = random_history(random, 1 + below(random, 25));
        const Reference reference(history);
        const Graph graph(history);
        const Texts recorded = some_heads(random, reference, history);
        const Set applied = reference.closure(recorded);
        const std::string target = history[below(random, history.size())].id;

        const Plan all = plan_upgrade(graph, recorded, "heads");
        check_steps(reference, all, applied);
        REQUIRE(all.steps.size() == history.size() - applied.size());

        const Plan some = plan_upgrade(graph, recorded, target);
        check_steps(reference, some, applied);
        Set missing;
        for (const std::string& id : reference.closure({target})) {
            if (applied.count(id) == 0) {
                missing.insert(id);
            }
        }
        REQUIRE(revisions_of(some) == missing);

        std::shuffle(history.begin(), history.end(), random);
        REQUIRE(trace(plan_upgrade(Graph(history), recorded, "heads")) == trace(all));
    }
}

TEST_CASE("downgrades of random histories keep the rules", "[graph]") {
    Random random(7);
    for (int round = 0; round < 300; ++round) {
        const std::vector<Revision> history = random_history(random, 1 + below(random, 25));
        const Reference reference(history);
        const Graph graph(history);
        const Texts recorded = some_heads(random, reference, history);
        const Set applied = reference.closure(recorded);

        const Plan all = plan_downgrade(graph, recorded, "base");
        check_steps(reference, all, applied);
        REQUIRE(revisions_of(all) == applied);
        for (const std::string& stays : applied) {
            const Plan plan = plan_downgrade(graph, recorded, stays);
            check_steps(reference, plan, applied);
            REQUIRE(revisions_of(plan) == reference.above(stays, applied));
        }
    }
}

TEST_CASE("a downgrade within a lineage takes only it and what depends on it", "[graph]") {
    Random random(12);
    int planned = 0;
    for (int round = 0; round < 300; ++round) {
        const std::vector<Revision> history = random_history(random, 1 + below(random, 25));
        const Reference reference(history);
        const Graph graph(history);
        const Texts recorded = some_heads(random, reference, history);
        const std::string branch = history[below(random, history.size())].id;
        try {
            const Plan plan = plan_downgrade(graph, recorded, branch + "@base");
            check_steps(reference, plan, reference.closure(recorded));
            const Set gone = revisions_of(plan);
            for (const std::string& id : reference.closure(recorded)) {
                REQUIRE(gone.count(id) == (reference.rests_on_bases_of(branch, id) ? 1 : 0));
            }
            planned += plan.empty() ? 0 : 1;
        } catch (const UsageError& error) {
            REQUIRE_THAT(error.what(), ContainsSubstring("would also take down"));
        }
    }
    CHECK(planned > 50);
}

TEST_CASE("a downgrade and an upgrade lead back to the same heads", "[graph]") {
    Random random(99);
    for (int round = 0; round < 200; ++round) {
        const std::vector<Revision> history = random_history(random, 2 + below(random, 25));
        const Graph graph(history);
        const Plan there = plan_upgrade(graph, {}, "heads");
        const Texts heads = there.steps.back().heads_after;
        REQUIRE(heads == ids(graph, graph.target_heads()));
        const std::string stays = history[below(random, history.size())].id;
        const Plan down = plan_downgrade(graph, heads, stays);
        const Texts middle = down.empty() ? heads : down.steps.back().heads_after;
        const Plan back = plan_upgrade(graph, middle, "heads");
        REQUIRE(back.steps.size() == down.steps.size());
        REQUIRE((back.empty() ? middle : back.steps.back().heads_after) == heads);
    }
}

TEST_CASE("stamping random histories records maximal revisions", "[graph]") {
    Random random(4);
    for (int round = 0; round < 300; ++round) {
        const std::vector<Revision> history = random_history(random, 1 + below(random, 25));
        const Reference reference(history);
        const Graph graph(history);
        const Texts recorded = some_heads(random, reference, history);
        const std::string target = history[below(random, history.size())].id;
        Set expected = reference.closure({target});
        for (const std::string& id : reference.closure(recorded)) {
            if (reference.closure({id}).count(target) == 0) {
                expected.insert(id);
            }
        }
        REQUIRE(plan_stamp(graph, recorded, {target}, false) == reference.maximal(expected));
    }
}
