#include "dialect/backup.hpp"

#include "dialect/database.hpp"

#include <algorithm>

namespace retort::dialect {

std::string schema_in_copy(Dialect dialect, const std::string& schema) {
    return dialect == Dialect::postgresql ? schema : std::string();
}

BackedUp counted(Database& database, const SchemaScope& scope, const TableNames& state) {
    BackedUp result;
    for (const Integrity::Table& table : database.row_tables(scope)) {
        const Row row = database.query({"SELECT count(*) FROM " + table.quoted, {}}).front();
        result.tables.push_back({table.name, static_cast<std::uint64_t>(number(row.front()))});
    }
    const std::string schema = state.schema.empty() ? database.default_schema() : state.schema;
    const auto tables = database.tables(schema);
    if (std::find(tables.begin(), tables.end(), state.version_table) != tables.end()) {
        for (const Row& row : database.query({"SELECT version_num FROM " + state.version, {}})) {
            result.heads.push_back(text(row.front()));
        }
        std::sort(result.heads.begin(), result.heads.end());
    }
    return result;
}

}  // namespace retort::dialect
