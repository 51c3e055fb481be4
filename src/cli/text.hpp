#pragma once

#include <retort/migrator.hpp>
#include <retort/schema.hpp>

#include "cli/terminal.hpp"

#include <ostream>
#include <string>
#include <vector>

/// What people read on standard output.
namespace retort::cli::text {

/// `id (label) (head)`: marks are labels, heads, branch points, merge points, and `current` where
/// `current` holds the revision.
std::string name(const Terminal& terminal, const Graph& graph, Graph::Index index,
                 const Graph::Indices& current = {});

/// `id (label) (head), message`
std::string line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                 const Graph::Indices& current = {});

/// `id (label) (head), message (depends on x)`, cut at a terminal's width less `used` columns: a
/// picture beside it must not be broken by the next line.
std::string graph_line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                       const Graph::Indices& current, std::size_t used);

/// `parents -> id (label) (head), message (depends on x)`
std::string history_line(const Terminal& terminal, const Graph& graph, Graph::Index index,
                         const Graph::Indices& current);

/// Everything that the header says, on several lines.
std::string details(const Terminal& terminal, const Graph& graph, Graph::Index index,
                    const Graph::Indices& current = {});

/// Recorded heads, one a line; unknown ones are marked.
void write_recorded(std::ostream& out, const Terminal& terminal, const Graph& graph,
                    const std::vector<std::string>& heads);

void write_plan(std::ostream& out, const Terminal& terminal, const Graph& graph, const Plan& plan);
void write_problems(std::ostream& out, const Terminal& terminal,
                    const std::vector<Problem>& problems);
void write_objects(std::ostream& out, const Terminal& terminal,
                   const std::vector<ObjectStatus>& statuses);
void write_object_differences(std::ostream& out, const Terminal& terminal,
                              const std::vector<ObjectDifference>& differences);
void write_object_steps(std::ostream& out, const Terminal& terminal,
                        const std::vector<ObjectStep>& steps);
void write_schema(std::ostream& out, const Terminal& terminal, const Schema& schema);
void write_schema_differences(std::ostream& out, const Terminal& terminal,
                              const std::vector<SchemaDifference>& differences);
void write_log(std::ostream& out, const Terminal& terminal, const std::vector<LogEntry>& entries);

}  // namespace retort::cli::text
