#include "histories/alembic.hpp"
#include "histories/comparison.hpp"
#include "histories/history.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <retort/revisions.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

using histories::AlembicAnswers;
using histories::AlembicPlan;
using histories::Comparison;
using histories::History;
using histories::Ids;
using histories::Verdict;
using retort::Graph;

namespace {

/// A history as both have loaded it.
struct Loaded {
    Graph graph;
    AlembicAnswers alembic;
};

Loaded load(const History& history) {
    const retort_test::TemporaryFolder folder;
    histories::write_scripts(history, folder.file("retort"));
    return {retort::Revisions(retort::ScriptFolder(folder.file("retort"))).graph(),
            histories::ask_alembic(history, folder.file("alembic"))};
}

Ids ids(const Graph& graph, const Graph::Indices& indices) {
    Ids ids;
    for (const Graph::Index index : indices) {
        ids.push_back(graph[index].id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

template <class Condition>
Ids ids_where(const Graph& graph, Condition&& condition) {
    Graph::Indices indices;
    for (Graph::Index index = 0; index < graph.size(); ++index) {
        if (condition(index)) {
            indices.push_back(index);
        }
    }
    return ids(graph, indices);
}

Ids branch_points(const Graph& graph) {
    return ids_where(graph, [&](Graph::Index index) { return graph.children(index).size() > 1; });
}

Ids merge_points(const Graph& graph) {
    return ids_where(graph, [&](Graph::Index index) { return graph.parents(index).size() > 1; });
}

/// The plans of one history, by verdict.
struct Count {
    std::size_t alike = 0;
    std::size_t nothing_above = 0;
    std::size_t implied_row = 0;
    std::string differences;  ///< a line each
};

void add(Count& count, const Comparison& comparison) {
    switch (comparison.verdict) {
        case Verdict::alike:
            ++count.alike;
            break;
        case Verdict::nothing_above:
            ++count.nothing_above;
            break;
        case Verdict::implied_row:
            ++count.implied_row;
            break;
        case Verdict::different:
            count.differences += comparison.difference + "\n";
    }
}

Count compare_plans(const Loaded& loaded) {
    Count count;
    for (const AlembicPlan& plan : loaded.alembic.plans) {
        add(count, compare(loaded.graph, plan));
    }
    return count;
}

using Span = Graph::Span (Graph::*)(Graph::Index) const noexcept;

std::size_t edges(const Graph& graph, Span of) {
    std::size_t edges = 0;
    for (Graph::Index index = 0; index < graph.size(); ++index) {
        edges += (graph.*of)(index).size();
    }
    return edges;
}

constexpr const char* row_format =
    "{:<17} {:>9} {:>6} {:>12} {:>7} {:>13} {:>6} {:>6} {:>6} {:>6} {:>13} {:>11} {:>11}\n";

void print_heading() {
    fmt::print(row_format, "history", "revisions", "edges", "dependencies", "merges",
               "branch points", "bases", "heads", "plans", "alike", "nothing above", "implied row",
               "unexplained");
}

void print(const History& history, const Loaded& loaded, const Count& count) {
    const Graph& graph = loaded.graph;
    const std::size_t parents = edges(graph, &Graph::parents);
    fmt::print(row_format, history.name, graph.size(), parents,
               edges(graph, &Graph::needs) - parents, merge_points(graph).size(),
               branch_points(graph).size(), graph.bases().size(), graph.heads().size(),
               loaded.alembic.plans.size(), count.alike, count.nothing_above, count.implied_row,
               std::count(count.differences.begin(), count.differences.end(), '\n'));
    std::fflush(stdout);
}

}  // namespace

TEST_CASE("the histories of real projects are read and planned as by Alembic", "[histories]") {
    print_heading();
    for (const History& history : histories::all_histories()) {
        INFO(history.name);
        const Loaded loaded = load(history);
        const Graph& graph = loaded.graph;
        CHECK(graph.size() == history.revisions.size());
        CHECK(ids(graph, graph.heads()) == loaded.alembic.heads);
        CHECK(ids(graph, graph.target_heads()) == loaded.alembic.real_heads);
        CHECK(ids(graph, graph.bases()) == loaded.alembic.bases);
        CHECK(branch_points(graph) == loaded.alembic.branch_points);
        CHECK(merge_points(graph) == loaded.alembic.merge_points);
        const Count count = compare_plans(loaded);
        print(history, loaded, count);
        CHECK(count.differences == "");
    }
}
