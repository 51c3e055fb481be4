#include "cli/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace retort::cli::text {
namespace {

std::string mark(const Terminal& terminal, Colour colour, std::string_view text) {
    return painted(terminal, colour, fmt::format(" ({})", text));
}

std::string ids(const Graph& graph, Graph::Span indices) {
    std::vector<std::string_view> names;
    for (const Graph::Index index : indices) {
        names.push_back(graph[index].id);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string message(const Revision& revision) {
    return revision.message.empty() ? "" : ", " + printable(revision.message);
}

const Revision* revision_of(const Graph& graph, const Plan& plan, const Step& step) {
    if (const auto index = graph.find(step.revision)) {
        return &graph[*index];
    }
    const auto kept =
        std::find_if(plan.kept.begin(), plan.kept.end(),
                     [&](const Revision& revision) { return revision.id == step.revision; });
    return kept == plan.kept.end() ? nullptr : &*kept;
}

void add_field(std::string& block, std::string_view field, const std::string& value) {
    if (!value.empty()) {
        block += fmt::format("{:<15}{}\n", std::string(field) + ":", value);
    }
}

/// Those that depend on it without being its children.
std::string dependents(const Graph& graph, Graph::Index index) {
    const Graph::Span children = graph.children(index);
    std::vector<std::string_view> names;
    for (const Graph::Index dependent : graph.needed_by(index)) {
        if (std::find(children.begin(), children.end(), dependent) == children.end()) {
            names.push_back(graph[dependent].id);
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string replaced(const Revision& revision) {
    std::vector<std::string_view> names;
    for (const Replaced& replaced : revision.replaces) {
        names.push_back(replaced.id);
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

/// Each line of a text four blanks in.
std::string indented(std::string_view text) {
    std::string block;
    while (!text.empty()) {
        const auto end = text.find('\n');
        block += "    " + printable(text.substr(0, end)) + "\n";
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return block;
}

/// ` (depends on x, y)`, or nothing.
std::string dependencies(const Terminal& terminal, const Revision& revision) {
    if (revision.depends_on.empty()) {
        return "";
    }
    return mark(terminal, Colour::dim,
                fmt::format("depends on {}", fmt::join(revision.depends_on, ", ")));
}

/// What `diff -u` calls a file that is not there.
const std::string nothing = "/dev/null";

/// The lines of a difference in unified form.
void write_changes(std::ostream& out, const Terminal& terminal, const std::string& changes) {
    std::istringstream lines(changes);
    for (std::string line; std::getline(lines, line);) {
        const std::string shown = printable(line);
        switch (line.front()) {
            case '-':
                out << painted(terminal, Colour::red, shown) << '\n';
                break;
            case '+':
                out << painted(terminal, Colour::green, shown) << '\n';
                break;
            case '@':
                out << painted(terminal, Colour::cyan, shown) << '\n';
                break;
            default:
                out << shown << '\n';
        }
    }
}

Colour outcome_colour(const std::string& outcome) {
    return outcome == "done" ? Colour::green : Colour::red;
}

}  // namespace

std::string name(const Terminal& terminal, const Graph& graph, Graph::Index index,
                 const Graph::Indices& current) {
    const Revision& revision = graph[index];
    std::string name = painted(terminal, Colour::yellow, revision.id);
    const bool head = graph.children(index).empty() && !graph.is_archived(index);
    const auto labels = head ? graph.lines_of(index) : revision.branch_labels;
    if (!labels.empty()) {
        name += mark(terminal, Colour::cyan, fmt::format("{}", fmt::join(labels, ", ")));
    }
    if (head) {
        const bool effective = !graph.needed_by(index).empty();
        name += mark(terminal, Colour::green, effective ? "effective head" : "head");
    }
    if (graph.is_archived(index)) {
        name += mark(terminal, Colour::dim, "archived");
    }
    if (graph.children(index).size() > 1) {
        name += mark(terminal, Colour::dim, "branchpoint");
    }
    if (graph.parents(index).size() > 1) {
        name += mark(terminal, Colour::dim, "mergepoint");
    }
    if (std::find(current.begin(), current.end(), index) != current.end()) {
        name += mark(terminal, Colour::green, "current");
    }
    return name;
}

std::string line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                 const Graph::Indices& current) {
    return name(terminal, graph, index, current) + message(graph[index]);
}

std::string graph_line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                       const Graph::Indices& current, std::size_t used) {
    const Terminal plain;
    const std::string rest = message(graph[index]) + dependencies(plain, graph[index]);
    const std::string shown = name(terminal, graph, index, current);
    if (!terminal.present) {
        return shown + rest;
    }
    const std::size_t left = terminal.width - std::min(terminal.width, used);
    const std::size_t taken = columns(name(plain, graph, index, current));
    if (taken > left) {
        return painted(terminal, Colour::yellow, graph[index].id);
    }
    return shown + one_line(rest, left - taken);
}

std::string history_line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                         const Graph::Indices& current) {
    const Graph::Span parents = graph.parents(index);
    return (parents.empty() ? "<base>" : ids(graph, parents)) + " -> " +
           line(terminal, graph, index, current) + dependencies(terminal, graph[index]);
}

std::string details(const Terminal& terminal, const Graph& graph, Graph::Index index,
                    const Graph::Indices& current) {
    const Revision& revision = graph[index];
    const Graph::Span parents = graph.parents(index);
    std::string block;
    add_field(block, "Revision", name(terminal, graph, index, current));
    add_field(block, parents.size() > 1 ? "Parents" : "Parent",
              parents.empty() ? "<base>" : ids(graph, parents));
    add_field(block, "Children", ids(graph, graph.children(index)));
    add_field(block, "Depends on", fmt::format("{}", fmt::join(revision.depends_on, ", ")));
    add_field(block, "Needed by", dependents(graph, index));
    add_field(block, "Branch labels", fmt::format("{}", fmt::join(revision.branch_labels, ", ")));
    add_field(block, "Replaces", replaced(revision));
    add_field(block, "Created", revision.created);
    add_field(block, "Path", revision.path);
    if (!revision.message.empty()) {
        block += "\n" + indented(revision.message);
    }
    if (!revision.description.empty()) {
        block += "\n" + indented(revision.description);
    }
    return block;
}

void write_recorded(std::ostream& out, const Terminal& terminal, const Graph& graph,
                    const std::vector<std::string>& heads) {
    for (const std::string& head : heads) {
        const auto index = graph.find(head);
        const std::string unknown = head + mark(terminal, Colour::red, "unknown revision");
        out << (index ? line(terminal, graph, *index) : unknown) << '\n';
    }
}

void write_plan(std::ostream& out, const Terminal& terminal, const Graph& graph, const Plan& plan) {
    for (const Step& step : plan.steps) {
        const Revision* revision = revision_of(graph, plan, step);
        const bool runs = step.kind == StepKind::revision;
        out << (runs ? to_string(step.direction) : to_string(step.kind)) << ' '
            << painted(terminal, Colour::yellow, step.revision)
            << (revision != nullptr ? message(*revision) : "") << '\n';
    }
    write_object_steps(out, terminal, plan.objects);
}

void write_problems(std::ostream& out, const Terminal& terminal,
                    const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
        out << painted(terminal, Colour::red, problem.kind) << ": " << printable(problem.detail)
            << '\n';
    }
}

void write_schema(std::ostream& out, const Terminal& terminal, const Schema& schema) {
    const auto facts = [](const SchemaObject& object) {
        std::string text;
        for (const SchemaFact& fact : object.facts) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", fact.name, fact.value);
        }
        return printable(text);
    };
    for (const SchemaObject& object : schema.objects) {
        if (!object.owner.empty()) {
            continue;
        }
        const std::string label = object.kind + " " + object.name;
        out << painted(terminal, Colour::cyan, printable(label)) << '\n';
        if (!object.facts.empty()) {
            out << "    " << facts(object) << '\n';
        }
        for (const SchemaObject& part : schema.objects) {
            if (part.owner == label) {
                out << "    " << printable(part.kind + (part.name.empty() ? "" : " ") + part.name)
                    << (part.facts.empty() ? "" : ": ") << facts(part) << '\n';
            }
        }
    }
    for (const std::string& unread : schema.unread) {
        out << "not read: " << printable(unread) << '\n';
    }
}

void write_schema_differences(std::ostream& out, const Terminal& terminal,
                              const std::vector<SchemaDifference>& differences) {
    for (const SchemaDifference& difference : differences) {
        const bool is_critical = difference.severity == Severity::critical;
        out << painted(terminal, is_critical ? Colour::red : Colour::yellow,
                       fmt::format("{} {}", to_string(difference.severity),
                                   to_string(difference.category)))
            << ' ' << printable(difference.object) << (difference.detail.empty() ? "" : ": ")
            << printable(difference.detail) << '\n';
        for (const auto& [side, value] :
             {std::pair("left", &difference.left), std::pair("right", &difference.right)}) {
            out << fmt::format("    {:5}  {}\n", side,
                               value->empty() ? "(none)" : printable(*value));
        }
    }
}

void write_objects(std::ostream& out, const Terminal& terminal,
                   const std::vector<ObjectStatus>& statuses) {
    std::size_t widest = 0;
    for (const ObjectStatus& status : statuses) {
        widest = std::max(widest, columns(status.name));
    }
    for (const ObjectStatus& status : statuses) {
        const bool well = status.state == ObjectState::in_sync;
        out << fmt::format("{:<17}  {}{}  ", to_string(status.kind),
                           painted(terminal, Colour::yellow, printable(status.name)),
                           std::string(widest - columns(status.name), ' '))
            << painted(terminal, well ? Colour::green : Colour::red, to_string(status.state))
            << (status.detail.empty() ? "" : ": " + printable(status.detail)) << '\n';
    }
}

void write_object_differences(std::ostream& out, const Terminal& terminal,
                              const std::vector<ObjectDifference>& differences) {
    for (const ObjectDifference& difference : differences) {
        const ObjectStatus& status = difference.status;
        out << fmt::format("{} {} is {}: {}\n", to_string(status.kind),
                           painted(terminal, Colour::yellow, printable(status.name)),
                           to_string(status.state), printable(status.detail));
        if (!difference.difference.empty()) {
            out << fmt::format("--- {}\n+++ {}\n",
                               difference.database.empty() ? nothing : "database",
                               status.path.empty() ? nothing : printable(status.path));
            write_changes(out, terminal, difference.difference);
        }
    }
}

void write_object_steps(std::ostream& out, const Terminal& terminal,
                        const std::vector<ObjectStep>& steps) {
    for (const ObjectStep& step : steps) {
        out << to_string(step.action) << ' ' << to_string(step.kind) << ' '
            << painted(terminal, Colour::yellow, printable(step.name)) << '\n';
    }
}

void write_log(std::ostream& out, const Terminal& terminal, const std::vector<LogEntry>& entries) {
    std::size_t widest = 0;
    for (const LogEntry& entry : entries) {
        widest = std::max(widest, columns(entry.revision));
    }
    for (const LogEntry& entry : entries) {
        const std::string at = entry.at.substr(0, 19) + "Z";
        out << fmt::format("{:<20}  {:<9}  {}{}  {:>8} ms  ", at, entry.action,
                           painted(terminal, Colour::yellow, entry.revision),
                           std::string(widest - columns(entry.revision), ' '), entry.duration_ms)
            << painted(terminal, outcome_colour(entry.outcome), fmt::format("{:<6}", entry.outcome))
            << "  retort " << entry.retort << '\n';
        if (!entry.detail.empty()) {
            out << indented(entry.detail);
        }
    }
}

}  // namespace retort::cli::text
