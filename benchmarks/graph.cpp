// Whether a revision and an edge cost the same in a large graph as in a small one: load, resolve
// and plan, each size beside the one before it. Then stacked diamonds, beside Alembic where it is
// installed; at most a thousand, whose plan takes Alembic seconds.
//
// Usage: benchmark_graph [SMALL [MEDIUM [LARGE [ROUNDS]]]]
#include "measure.hpp"
#include "shapes.hpp"

#include <retort/plan.hpp>
#include <retort/revisions.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <vector>

using namespace retort_benchmark;

namespace {

std::string line(const char* directive, const std::vector<std::string>& ids) {
    return ids.empty() ? std::string()
                       : fmt::format("-- retort:{} {}\n", directive, fmt::join(ids, ", "));
}

std::vector<retort::Source> scripts(const std::vector<retort::Revision>& revisions) {
    std::vector<retort::Source> sources;
    for (const retort::Revision& one : revisions) {
        const std::string table = "measurement_" + one.id;
        sources.emplace_back(retort::ScriptText{
            one.id + ".sql",
            fmt::format("-- {}\n-- retort:revision {}\n", one.message, one.id) +
                line("down_revision", one.down_revisions) + line("depends_on", one.depends_on) +
                fmt::format("\n-- retort:upgrade\nCREATE TABLE {0} (id INTEGER PRIMARY KEY);\n\n"
                            "-- retort:downgrade\nDROP TABLE {0};\n",
                            table)});
    }
    return sources;
}

/// Milliseconds, of one graph.
struct Costs {
    double load;   ///< from the texts of scripts
    double graph;  ///< the part of that which is the graph alone
    double resolve;
    double upgrade;    ///< planned from base to the heads
    double downgrade;  ///< planned from the heads to base
    std::size_t edges;
};

std::size_t edges_of(const retort::Graph& graph) {
    std::size_t edges = 0;
    for (retort::Graph::Index index = 0; index < graph.size(); ++index) {
        edges += graph.needs(index).size();
    }
    return edges;
}

void check(const retort::Plan& plan, const retort::Graph& graph) {
    if (plan.steps.size() != graph.size()) {
        throw std::logic_error("a revision is missing in the plan");
    }
}

Costs measure(const Shape& shape, std::size_t size) {
    const auto revisions = shape(size);
    const auto sources = scripts(revisions);
    Costs costs{};
    std::optional<retort::Revisions> loaded;
    costs.load = milliseconds([&] { loaded.emplace(sources); });
    auto copy = revisions;
    std::optional<retort::Graph> graph;
    costs.graph = milliseconds([&] { graph.emplace(std::move(copy)); });
    costs.edges = edges_of(*graph);
    costs.resolve = milliseconds([&] { retort::resolve(*graph, {}, "heads"); });
    retort::Plan plan;
    costs.upgrade = milliseconds([&] { plan = retort::plan_upgrade(*graph, {}, "heads"); });
    check(plan, *graph);
    const auto heads = plan.steps.back().heads_after;
    costs.downgrade = milliseconds([&] { plan = retort::plan_downgrade(*graph, heads, "base"); });
    check(plan, *graph);
    return costs;
}

/// In a process of its own, as a program that starts: a heap in use for long serves no size alike.
Costs measure_apart(const Shape& shape, std::size_t size) {
    std::array<int, 2> channel{};
    if (pipe(channel.data()) != 0) {
        throw std::runtime_error("no pipe");
    }
    const pid_t child = fork();
    if (child == 0) {
        const Costs costs = measure(shape, size);
        const bool sent = write(channel[1], &costs, sizeof costs) == sizeof costs;
        _exit(sent ? 0 : 1);
    }
    close(channel[1]);
    Costs costs{};
    const bool received = read(channel[0], &costs, sizeof costs) == sizeof costs;
    close(channel[0]);
    waitpid(child, nullptr, 0);
    if (!received) {
        throw std::runtime_error("a measurement failed");
    }
    return costs;
}

/// Over the rounds: microseconds for each revision, and nanoseconds of planning for each edge.
struct Summary {
    Samples load;
    Samples graph;
    Samples resolve;
    Samples upgrade;
    Samples downgrade;
    Samples all;
    Samples upgrade_edge;
    Samples downgrade_edge;
    Samples upgrade_milliseconds;
    std::size_t edges = 0;

    void add(const Costs& costs, std::size_t revisions) {
        const double scale = 1'000 / static_cast<double>(revisions);
        load.add(costs.load * scale);
        graph.add(costs.graph * scale);
        resolve.add(costs.resolve * scale);
        upgrade.add(costs.upgrade * scale);
        downgrade.add(costs.downgrade * scale);
        all.add((costs.load + costs.resolve + costs.upgrade) * scale);
        edges = costs.edges;
        upgrade_edge.add(costs.upgrade * 1'000'000 / static_cast<double>(edges));
        downgrade_edge.add(costs.downgrade * 1'000'000 / static_cast<double>(edges));
        upgrade_milliseconds.add(costs.upgrade);
    }
};

void print_heading(std::size_t rounds) {
    fmt::print(
        "Median of {} rounds. Microseconds for each revision; \"graph\" is a part of \"load\", and "
        "\"all\" is load, resolve and upgrade. Behind the bar the plans in nanoseconds for each "
        "edge. "
        "Below a size: how many times the one before it.\n\n"
        "{:<20} {:>9} {:>7} {:>8} {:>8} {:>8} {:>8} {:>9} {:>8} | {:>12} {:>14} | {:>10}\n",
        rounds, "shape", "revisions", "edges", "load", "graph", "resolve", "upgrade", "downgrade",
        "all", "upgrade ns", "downgrade ns", "upgrade ms");
    std::fflush(stdout);
}

void print(const char* name, std::size_t size, const Summary& costs) {
    fmt::print(
        "{:<20} {:>9} {:>7} {:>8.3f} {:>8.3f} {:>8.4f} {:>8.3f} {:>9.3f} {:>8.3f} | {:>12.1f} "
        "{:>14.1f} | {:>10.3f}\n",
        name, size, costs.edges, costs.load.median(), costs.graph.median(), costs.resolve.median(),
        costs.upgrade.median(), costs.downgrade.median(), costs.all.median(),
        costs.upgrade_edge.median(), costs.downgrade_edge.median(),
        costs.upgrade_milliseconds.median());
}

void print_ratio(const Summary& large, const Summary& small) {
    const auto ratio = [](const Samples& a, const Samples& b) { return a.median() / b.median(); };
    fmt::print(
        "{:<20} {:>17} {:>8.2f} {:>8.2f} {:>8.2f} {:>8.2f} {:>9.2f} {:>8.2f} | {:>12.2f} "
        "{:>14.2f} |\n",
        "", "times the last", ratio(large.load, small.load), ratio(large.graph, small.graph),
        ratio(large.resolve, small.resolve), ratio(large.upgrade, small.upgrade),
        ratio(large.downgrade, small.downgrade), ratio(large.all, small.all),
        ratio(large.upgrade_edge, small.upgrade_edge),
        ratio(large.downgrade_edge, small.downgrade_edge));
    std::fflush(stdout);
}

/// The sizes take turns, so that what else the machine does falls on all of them alike.
void compete(const char* name, const Shape& shape, const std::vector<std::size_t>& sizes,
             std::size_t rounds) {
    std::vector<Summary> summaries(sizes.size());
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            summaries[i].add(measure_apart(shape, sizes[i]), sizes[i]);
        }
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        print(name, sizes[i], summaries[i]);
        if (i > 0) {
            print_ratio(summaries[i], summaries[i - 1]);
        }
    }
    fmt::print("\n");
}

/// Whatever sizes are asked for, so that Alembic comes to an end.
constexpr std::size_t most_diamonds = 1'000;
constexpr int most_seconds = 120;

void stack_diamonds(std::size_t count, std::size_t rounds) {
    const std::size_t size = 3 * count + 1;
    Summary summary;
    for (std::size_t round = 0; round < rounds; ++round) {
        summary.add(measure_apart(diamonds, size), size);
    }
    fmt::print("{} stacked diamonds, {} revisions, planned from base to the head:\n", count, size);
    fmt::print("    Retort   median {:.3f} ms, minimum {:.3f} ms, {} rounds\n",
               summary.upgrade_milliseconds.median(), summary.upgrade_milliseconds.minimum(),
               rounds);
    std::fflush(stdout);
    const std::string alembic = fmt::format("timeout {} /usr/bin/python3 -I '{}' {}", most_seconds,
                                            ALEMBIC_DIAMONDS, count);
    if (std::system(alembic.c_str()) != 0) {
        fmt::print("    Alembic  not installed for /usr/bin/python3, or not done after {} s\n",
                   most_seconds);
    }
}

}  // namespace

int main(int argc, char** argv) {
    const auto size = sizes(argc, argv, {1'000, 10'000, 100'000, 9}, {100, 200, 1'000, 1});
    const std::vector<std::size_t> revisions(size.begin(), size.begin() + 3);
    print_heading(size[3]);
    compete("branches and merges", branches, revisions, size[3]);
    compete("linear", linear, revisions, size[3]);
    compete("stacked diamonds", diamonds, revisions, size[3]);
    stack_diamonds(std::min(revisions.front(), most_diamonds), size[3]);
}
