#pragma once

#include <retort/backup.hpp>
#include <retort/migrator.hpp>
#include <retort/new_script.hpp>
#include <retort/schema.hpp>
#include <retort/squash.hpp>
#include <retort/validate.hpp>

#include <nlohmann/json.hpp>

#include <ostream>
#include <string>
#include <vector>

/// The documents of `--json`. Keys are an interface: more may be added, none renamed.
namespace retort::cli::json {

using Document = nlohmann::ordered_json;

/// What `history` and `show` know about a revision beside the graph.
struct Known {
    bool irreversible = false;
    std::optional<bool> applied;  ///< none: the database was not asked
    std::optional<bool> current;
};

Document error(const Error& error);
Document error(std::string_view kind, const std::string& message);
Document plan(const Plan& plan);
Document current(const CurrentState& state);
Document recorded(const std::vector<std::string>& heads);
Document head(const Graph& graph, Graph::Index index);
Document branch(const Graph& graph, Graph::Index index);
Document revision(const Graph& graph, Graph::Index index, const Known& known);
Document shown(const Graph& graph, Graph::Index index, const Known& known);
Document problems(const std::vector<Problem>& problems);
Document objects(const std::vector<ObjectStatus>& statuses);
Document object_differences(const std::vector<ObjectDifference>& differences);
Document object_steps(const std::vector<ObjectStep>& steps);
Document schema(const Schema& schema);
Document schema_differences(const std::vector<SchemaDifference>& differences);
Document squashed(const Squashed& squashed);
Document unsquashed(const Unsquashed& unsquashed);
Document validated(const Validation& validation, const std::vector<RowChange>& changes);
Document backup(const Backup& backup);
Document rehearsed(const Rehearsed& rehearsed);
Document log(const std::vector<LogEntry>& entries);

/// One document and a line feed. Bytes that are not UTF-8 become U+FFFD.
void write(std::ostream& out, const Document& document);

}  // namespace retort::cli::json
