#include "conformance/fixture.hpp"

#include <algorithm>
#include <ostream>

namespace retort_test {
namespace {

bool is_state_table(const std::string& name) {
    return name.find("retort_") != std::string::npos || name.rfind("alembic_version", 0) == 0;
}

/// The name in `table NAME (columns)`; empty for another kind.
std::string table_name(const std::string& line) {
    const std::string start = "table ";
    return line.rfind(start, 0) == 0 ? line.substr(start.size(), line.find(" (") - start.size())
                                     : std::string();
}

std::string name_of(const std::string& line) {
    const std::string table = table_name(line);
    return table.empty() ? line.substr(line.find_last_of(' ') + 1) : table;
}

void print(std::ostream& out, const char* name, const Strings& lines) {
    out << name << ":\n";
    for (const std::string& line : lines) {
        out << "  " << line << "\n";
    }
}

}  // namespace

ScriptText script_text(const std::string& id, const std::string& parents,
                       const std::string& sections, const std::string& directives) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parents.empty() ? "" : "-- retort:down_revision " + parents + "\n") +
                             directives + sections};
}

ScriptText table(const std::string& id, const std::string& parents, const std::string& directives) {
    return script_text(id, parents,
                       "-- retort:upgrade\nCREATE TABLE " + id +
                           " (x INTEGER);\n-- retort:downgrade\nDROP TABLE " + id + ";\n",
                       directives);
}

Revisions two_tables() {
    return {table("aaa", ""), table("bbb", "aaa")};
}

Revisions three_tables() {
    return {table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")};
}

ScriptText step(const std::string& id, const std::string& parents, const std::string& up,
                const std::string& down) {
    return script_text(id, parents,
                       "-- retort:upgrade\n" + up + "\n-- retort:downgrade\n" + down + "\n");
}

ScriptText upgrade_only(const std::string& id, const std::string& parents,
                        const std::string& statements) {
    return script_text(id, parents, "-- retort:upgrade\n" + statements);
}

FunctionRevision function(const std::string& id, const std::string& parent,
                          FunctionRevision::Function upgrade,
                          FunctionRevision::Function downgrade) {
    FunctionRevision result;
    result.revision.id = id;
    if (!parent.empty()) {
        result.revision.down_revisions = {parent};
    }
    result.revision.path = id + " in the test";
    result.upgrade = std::move(upgrade);
    result.downgrade = std::move(downgrade);
    return result;
}

std::ostream& operator<<(std::ostream& out, const Record& record) {
    print(out, "heads", record.heads);
    print(out, "applied", record.applied);
    print(out, "history", record.history);
    print(out, "journal", record.journal);
    return out;
}

void Fixture::run(const Strings& statements) {
    for (const std::string& statement : statements) {
        witness->rows(statement);
    }
}

Strings Fixture::contents() {
    Strings lines;
    for (const std::string& line : rows(place->traits().schema_query)) {
        if (is_state_table(name_of(line))) {
            continue;
        }
        lines.push_back(line);
        const std::string table = table_name(line);
        if (!table.empty()) {
            for (const std::string& row : rows("SELECT * FROM " + table)) {
                lines.push_back(table + ": " + row);
            }
        }
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

Strings Fixture::heads(const std::string& version_table) {
    Strings heads = rows("SELECT version_num FROM " + version_table);
    std::sort(heads.begin(), heads.end());
    return heads;
}

Record Fixture::record(const std::string& version_table) {
    const std::string stem = version_table == "retort_version" ? "retort" : version_table;
    Record record;
    record.heads = heads(version_table);
    record.applied = rows("SELECT revision, origin FROM " + stem + "_applied");
    std::sort(record.applied.begin(), record.applied.end());
    record.history =
        rows("SELECT COALESCE(revision, ''), action, outcome, heads_before, heads_after FROM " +
             stem + "_history ORDER BY id");
    record.journal = rows("SELECT revision, direction, part, done, started FROM " + stem +
                          "_journal ORDER BY revision");
    return record;
}

Strings revisions_of(const Plan& plan) {
    Strings ids;
    for (const Step& step : plan.steps) {
        ids.push_back(step.revision);
    }
    return ids;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
    return text;
}

}  // namespace retort_test
