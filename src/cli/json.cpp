#include "cli/json.hpp"

namespace retort::cli::json {
namespace {

Document text_or_null(const std::string& text) {
    return text.empty() ? Document() : Document(text);
}

Document flag_or_null(const std::optional<bool>& flag) {
    return flag ? Document(*flag) : Document();
}

Document ids(const Graph& graph, Graph::Span indices) {
    Document list = Document::array();
    for (const Graph::Index index : indices) {
        list.push_back(graph[index].id);
    }
    return list;
}

/// Where a baseline stands for one of the names, that.
std::vector<std::string> meant(const Graph& graph, const std::vector<std::string>& names) {
    std::vector<std::string> ids;
    for (const std::string& name : names) {
        const auto index = graph.find(name);
        ids.push_back(index ? graph[*index].id : name);
    }
    return ids;
}

Document replaced(const Revision& revision) {
    Document list = Document::array();
    for (const Replaced& replaced : revision.replaces) {
        list.push_back(replaced.id);
    }
    return list;
}

Document steps_of(const std::vector<ObjectStep>& steps) {
    Document list = Document::array();
    for (const ObjectStep& step : steps) {
        list.push_back({{"kind", to_string(step.kind)},
                        {"name", step.name},
                        {"action", to_string(step.action)}});
    }
    return list;
}

Document object(const ObjectStatus& status) {
    return {{"kind", to_string(status.kind)},    {"name", status.name},
            {"state", to_string(status.state)},  {"depends_on", status.depends_on},
            {"path", text_or_null(status.path)}, {"detail", text_or_null(status.detail)}};
}

}  // namespace

Document error(const Error& error) {
    const ErrorFacts& facts = error.facts();
    return {{"error",
             {{"kind", to_string(error.kind())},
              {"message", error.what()},
              {"revision", text_or_null(facts.revision)},
              {"file", text_or_null(facts.file)},
              {"line", facts.line > 0 ? Document(facts.line) : Document()},
              {"statement", text_or_null(facts.statement)},
              {"code", text_or_null(facts.code)},
              {"applied", facts.applied},
              {"rolled_back", facts.rolled_back}}}};
}

Document error(std::string_view kind, const std::string& message) {
    Document document = error(Error(ErrorKind::database, message));
    document["error"]["kind"] = kind;
    return document;
}

Document plan(const Plan& plan) {
    Document steps = Document::array();
    for (const Step& step : plan.steps) {
        steps.push_back({{"revision", step.revision},
                         {"direction", to_string(step.direction)},
                         {"kind", to_string(step.kind)},
                         {"heads_after", step.heads_after}});
    }
    return {{"direction", to_string(plan.direction)},
            {"heads_before", plan.heads_before},
            {"steps", steps},
            {"objects", steps_of(plan.objects)}};
}

Document current(const CurrentState& state) {
    return {{"current", state.current},
            {"heads", state.heads},
            {"pending", state.pending},
            {"unknown", state.unknown}};
}

Document recorded(const std::vector<std::string>& heads) {
    return {{"current", heads}};
}

Document head(const Graph& graph, Graph::Index index) {
    const Revision& revision = graph[index];
    return {{"revision", revision.id},
            {"branch_labels", graph.lines_of(index)},
            {"message", revision.message},
            {"effective", !graph.needed_by(index).empty()}};
}

Document branch(const Graph& graph, Graph::Index index) {
    Document document = head(graph, index);
    document.erase("effective");
    document["branch_labels"] = graph[index].branch_labels;
    document["children"] = ids(graph, graph.children(index));
    return document;
}

Document revision(const Graph& graph, Graph::Index index, const Known& known) {
    const Revision& revision = graph[index];
    return {{"revision", revision.id},
            {"down_revisions", meant(graph, revision.down_revisions)},
            {"depends_on", meant(graph, revision.depends_on)},
            {"branch_labels", revision.branch_labels},
            {"message", revision.message},
            {"created", text_or_null(revision.created)},
            {"replaces", replaced(revision)},
            {"irreversible", known.irreversible},
            {"head", graph.children(index).empty() && !graph.is_archived(index)},
            {"archived", graph.is_archived(index)},
            {"applied", flag_or_null(known.applied)},
            {"current", flag_or_null(known.current)},
            {"path", text_or_null(revision.path)}};
}

Document shown(const Graph& graph, Graph::Index index, const Known& known) {
    Document document = revision(graph, index, known);
    document["children"] = ids(graph, graph.children(index));
    document["description"] = text_or_null(graph[index].description);
    return document;
}

Document problems(const std::vector<Problem>& problems) {
    Document list = Document::array();
    for (const Problem& problem : problems) {
        list.push_back({{"kind", problem.kind},
                        {"revision", text_or_null(problem.revision)},
                        {"detail", problem.detail}});
    }
    return {{"ok", problems.empty()}, {"problems", list}};
}

Document schema(const Schema& schema) {
    Document list = Document::array();
    for (const SchemaObject& object : schema.objects) {
        Document facts = Document::object();
        for (const SchemaFact& fact : object.facts) {
            facts[fact.name] = fact.value;
        }
        list.push_back({{"kind", object.kind},
                        {"name", object.name},
                        {"owner", text_or_null(object.owner)},
                        {"category", to_string(object.category)},
                        {"facts", facts},
                        {"order", object.order}});
    }
    return {{"dialect", to_string(schema.dialect)}, {"objects", list}, {"unread", schema.unread}};
}

Document schema_differences(const std::vector<SchemaDifference>& differences) {
    Document list = Document::array();
    int critical = 0;
    for (const SchemaDifference& difference : differences) {
        critical += difference.severity == Severity::critical ? 1 : 0;
        list.push_back({{"category", to_string(difference.category)},
                        {"severity", to_string(difference.severity)},
                        {"object", difference.object},
                        {"detail", difference.detail},
                        {"left", text_or_null(difference.left)},
                        {"right", text_or_null(difference.right)}});
    }
    return {
        {"differences", list},
        {"counts",
         {{"critical", critical}, {"advisory", static_cast<int>(differences.size()) - critical}}}};
}

Document squashed(const Squashed& squashed) {
    return {{"baseline", squashed.baseline},
            {"replaces", squashed.replaces},
            {"path", squashed.path},
            {"archive", squashed.archive},
            {"schema_differences", schema_differences(squashed.schema_differences)["differences"]},
            {"row_differences", squashed.row_differences},
            {"objects_moved", squashed.objects_moved},
            {"objects_kept", squashed.objects_kept},
            {"seed_rows", Document(squashed.seed_rows)},
            {"accepted", squashed.accepted},
            {"written", squashed.written}};
}

Document unsquashed(const Unsquashed& unsquashed) {
    return {{"baseline", unsquashed.baseline},
            {"stands_for", unsquashed.stands_for},
            {"restored", unsquashed.restored},
            {"path", unsquashed.path},
            {"removed", unsquashed.removed}};
}

namespace {

Document tables(const std::vector<TableRows>& tables) {
    Document document = Document::array();
    for (const TableRows& table : tables) {
        document.push_back({{"name", table.table}, {"rows", table.rows}});
    }
    return document;
}

}  // namespace

Document backup(const Backup& backup) {
    Document files = Document::array();
    for (const Backup::File& file : backup.files) {
        files.push_back({{"name", file.name}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    }
    return {{"folder", backup.folder},  {"dialect", to_string(backup.dialect)}, {"at", backup.at},
            {"revision", backup.heads}, {"tables", tables(backup.tables)},      {"files", files}};
}

Document rehearsed(const Rehearsed& rehearsed) {
    Document steps = Document::array();
    for (const RehearsedStep& step : rehearsed.steps) {
        Document changes = Document::object();
        for (const auto& [table, rows] : step.row_changes) {
            changes[table] = rows;
        }
        steps.push_back({{"revision", step.revision},
                         {"duration_ms", step.duration.count()},
                         {"row_changes", changes}});
    }
    Document document{{"steps", steps}, {"ok", !rehearsed.error}};
    if (rehearsed.error) {
        document["error"] = error(*rehearsed.error)["error"];
    }
    return document;
}

Document validated(const Validation& validation, const std::vector<RowChange>& changes) {
    Document problems = Document::array();
    for (const IntegrityProblem& problem : validation.problems) {
        problems.push_back({{"kind", problem.kind},
                            {"table", text_or_null(problem.table)},
                            {"detail", problem.detail}});
    }
    const auto rows = [](const std::optional<std::uint64_t>& count) {
        return count ? Document(*count) : Document(nullptr);
    };
    Document changed = Document::array();
    for (const RowChange& change : changes) {
        changed.push_back({{"table", change.table},
                           {"before", rows(change.before)},
                           {"after", rows(change.after)}});
    }
    return {{"tables", tables(validation.tables)}, {"problems", problems}, {"changed", changed}};
}

Document objects(const std::vector<ObjectStatus>& statuses) {
    Document list = Document::array();
    for (const ObjectStatus& status : statuses) {
        list.push_back(object(status));
    }
    return list;
}

Document object_differences(const std::vector<ObjectDifference>& differences) {
    Document list = Document::array();
    for (const ObjectDifference& difference : differences) {
        Document document = object(difference.status);
        document["database"] = text_or_null(difference.database);
        document["file"] = text_or_null(difference.file);
        document["difference"] = difference.difference;
        list.push_back(std::move(document));
    }
    return list;
}

Document object_steps(const std::vector<ObjectStep>& steps) {
    return {{"objects", steps_of(steps)}};
}

Document log(const std::vector<LogEntry>& entries) {
    Document list = Document::array();
    for (const LogEntry& entry : entries) {
        list.push_back({{"revision", text_or_null(entry.revision)},
                        {"action", entry.action},
                        {"at", entry.at},
                        {"duration_ms", entry.duration_ms},
                        {"checksum", text_or_null(entry.checksum)},
                        {"outcome", entry.outcome},
                        {"heads_before", entry.heads_before},
                        {"heads_after", entry.heads_after},
                        {"retort", entry.retort},
                        {"detail", text_or_null(entry.detail)}});
    }
    return list;
}

void write(std::ostream& out, const Document& document) {
    out << document.dump(-1, ' ', false, Document::error_handler_t::replace) << '\n';
}

}  // namespace retort::cli::json
