#include <retort/validate.hpp>

#include "dialect/database.hpp"
#include "errors/validation.hpp"

#include <map>

namespace retort {
namespace {

std::int64_t only_number(const std::vector<dialect::Row>& rows) {
    return rows.empty() || rows.front().empty() ? 0 : dialect::number(rows.front().front());
}

}  // namespace

Validation validate(soci::session& session, const SchemaOptions& options) {
    dialect::SchemaScope scope = dialect::scope_beside(options.version_table);
    scope.own_schema = options.version_schema;
    const auto database = dialect::open(session, {}, {});
    dialect::Integrity integrity = database->integrity(scope);
    std::vector<dialect::Sql> counts;
    for (const dialect::Integrity::Table& table : integrity.tables) {
        counts.push_back({"SELECT count(*) FROM " + table.quoted, {}});
    }
    for (const dialect::Integrity::Suspicion& suspicion : integrity.suspicions) {
        counts.push_back(suspicion.count);
    }
    const auto answers = database->query_all(counts);
    Validation validation{{}, std::move(integrity.problems)};
    auto answer = answers.begin();
    for (const dialect::Integrity::Table& table : integrity.tables) {
        validation.tables.push_back(
            {table.name, static_cast<std::uint64_t>(only_number(*answer++))});
    }
    for (const dialect::Integrity::Suspicion& suspicion : integrity.suspicions) {
        const std::int64_t rows = only_number(*answer++);
        if (rows > 0) {
            validation.problems.push_back(
                {suspicion.kind, suspicion.table, errors::rows_break(rows, suspicion.detail)});
        }
    }
    return validation;
}

std::vector<RowChange> row_changes(const std::vector<TableRows>& before,
                                   const std::vector<TableRows>& after) {
    std::map<std::string, RowChange> all;
    for (const TableRows& table : before) {
        all[table.table] = {table.table, table.rows, std::nullopt};
    }
    for (const TableRows& table : after) {
        RowChange& change = all[table.table];
        change.table = table.table;
        change.after = table.rows;
    }
    std::vector<RowChange> changes;
    for (const auto& [name, change] : all) {
        if (change.before != change.after) {
            changes.push_back(change);
        }
    }
    return changes;
}

}  // namespace retort
