// Whether a revision costs the same in a large graph as in a small one: load, resolve and plan.
//
// Usage: benchmark_graph [SMALL [LARGE [ROUNDS]]]
#include "measure.hpp"

#include <retort/plan.hpp>
#include <retort/revisions.hpp>

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <random>

using namespace retort_benchmark;

namespace {

using Shape = std::function<std::vector<retort::Revision>(std::size_t)>;

std::string id_of(std::size_t number) {
    return fmt::format("{:012x}", (number + 1) * 0x9E37'79B9'7F4AULL & 0xFFFF'FFFF'FFFFULL);
}

retort::Revision revision(std::size_t number, std::vector<std::string> parents) {
    retort::Revision revision;
    revision.id = id_of(number);
    revision.down_revisions = std::move(parents);
    revision.message = fmt::format("change number {}", number);
    return revision;
}

std::vector<retort::Revision> linear(std::size_t count) {
    std::vector<retort::Revision> all;
    for (std::size_t i = 0; i < count; ++i) {
        all.push_back(revision(
            i, i == 0 ? std::vector<std::string>{} : std::vector<std::string>{id_of(i - 1)}));
    }
    return all;
}

/// Each of its diamonds doubles the number of ways from head to base.
std::vector<retort::Revision> diamonds(std::size_t count) {
    std::vector<retort::Revision> all{revision(0, {})};
    while (all.size() < count) {
        const std::size_t top = all.size();
        all.push_back(revision(top, {id_of(top - 1)}));
        all.push_back(revision(top + 1, {id_of(top - 1)}));
        all.push_back(revision(top + 2, {id_of(top), id_of(top + 1)}));
    }
    all.resize(count);
    return all;
}

/// Up to eight lines of descent that branch off, depend on each other and merge.
std::vector<retort::Revision> branches(std::size_t count) {
    std::mt19937 random(20'240'229);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    std::vector<std::size_t> tips{0};
    std::vector<retort::Revision> all{revision(0, {})};
    while (all.size() < count) {
        const std::size_t number = all.size();
        const std::size_t chance = below(10);
        const std::size_t chosen = below(tips.size());
        if (chance == 0 && tips.size() < 8) {
            all.push_back(revision(number, {id_of(tips[chosen])}));
            tips.push_back(number);
            continue;
        }
        std::vector<std::string> parents{id_of(tips[chosen])};
        const std::size_t other = (chosen + 1) % tips.size();
        if (chance == 1 && other != chosen) {
            parents.push_back(id_of(tips[other]));
        }
        all.push_back(revision(number, parents));
        if (chance == 2 && other != chosen) {
            all.back().depends_on.push_back(id_of(tips[other]));
        }
        tips[chosen] = number;
        if (parents.size() == 2) {
            tips.erase(tips.begin() + static_cast<std::ptrdiff_t>(other));
        }
    }
    return all;
}

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
    double plan;
};

Costs measure(const Shape& shape, std::size_t size) {
    const auto revisions = shape(size);
    const auto sources = scripts(revisions);
    Costs costs{};
    std::optional<retort::Revisions> loaded;
    costs.load = milliseconds([&] { loaded.emplace(sources); });
    auto copy = revisions;
    std::optional<retort::Graph> graph;
    costs.graph = milliseconds([&] { graph.emplace(std::move(copy)); });
    costs.resolve = milliseconds([&] { retort::resolve(*graph, {}, "heads"); });
    retort::Plan plan;
    costs.plan = milliseconds([&] { plan = retort::plan_upgrade(*graph, {}, "heads"); });
    if (plan.steps.size() != revisions.size()) {
        throw std::logic_error("a revision is missing in the plan");
    }
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

/// Microseconds for each revision, over the rounds.
struct Summary {
    Samples load;
    Samples graph;
    Samples resolve;
    Samples plan;
    Samples all;

    void add(const Costs& costs, std::size_t revisions) {
        const double scale = 1'000 / static_cast<double>(revisions);
        load.add(costs.load * scale);
        graph.add(costs.graph * scale);
        resolve.add(costs.resolve * scale);
        plan.add(costs.plan * scale);
        all.add((costs.load + costs.resolve + costs.plan) * scale);
    }
};

void print(const char* name, std::size_t size, const Summary& costs) {
    fmt::print("{:<20} {:>9} {:>9.3f} {:>9.3f} {:>9.4f} {:>9.3f} {:>19.3f}\n", name, size,
               costs.load.median(), costs.graph.median(), costs.resolve.median(),
               costs.plan.median(), costs.all.median());
}

void print_ratio(const Summary& large, const Summary& small) {
    const auto ratio = [](const Samples& a, const Samples& b) { return a.median() / b.median(); };
    fmt::print("{:<20} {:>9} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f} {:>19.2f}\n\n", "", "ratio",
               ratio(large.load, small.load), ratio(large.graph, small.graph),
               ratio(large.resolve, small.resolve), ratio(large.plan, small.plan),
               ratio(large.all, small.all));
    std::fflush(stdout);
}

void compete(const char* name, const Shape& shape, const std::vector<std::size_t>& size) {
    Summary small;
    Summary large;
    for (std::size_t round = 0; round < size[2]; ++round) {
        small.add(measure_apart(shape, size[0]), size[0]);
        large.add(measure_apart(shape, size[1]), size[1]);
    }
    print(name, size[0], small);
    print(name, size[1], large);
    print_ratio(large, small);
}

}  // namespace

int main(int argc, char** argv) {
    const auto size = sizes(argc, argv, {10'000, 100'000, 9}, {100, 1'000, 1});
    fmt::print(
        "microseconds for each revision, median of {} rounds; \"graph\" is a part of "
        "\"load\"\n\n",
        size[2]);
    fmt::print("{:<20} {:>9} {:>9} {:>9} {:>9} {:>9} {:>19}\n", "shape", "revisions", "load",
               "graph", "resolve", "plan", "load, resolve, plan");
    std::fflush(stdout);
    compete("branches and merges", branches, size);
    compete("linear", linear, size);
    compete("stacked diamonds", diamonds, size);
}
