#include "dialect/mysql/integrity.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

struct ForeignKey {
    std::string name;
    std::string table;  ///< to be shown
    // Ready to stand in a statement.
    std::string child;
    std::string parent;
    std::vector<std::string> columns;
    std::vector<std::string> parent_columns;
};

/// Rows that have no parent, a NULL in the key not counted.
Integrity::Suspicion orphans_of(const ForeignKey& key) {
    std::string given;
    std::string same;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        given += fmt::format("c.{} IS NOT NULL AND ", key.columns[i]);
        same += fmt::format("{}p.{} = c.{}", i == 0 ? "" : " AND ", key.parent_columns[i],
                            key.columns[i]);
    }
    return {"foreign_key",
            key.table,
            "foreign key " + key.name,
            {fmt::format("SELECT count(*) FROM {} AS c WHERE {}NOT EXISTS (SELECT 1 FROM {} AS p "
                         "WHERE {})",
                         key.child, given, key.parent, same),
             {}}};
}

/// The server's own check of each table; notes say only that an engine has none.
void check_tables(Database& database, Integrity& integrity) {
    std::string names;
    for (const Integrity::Table& table : integrity.tables) {
        names += (names.empty() ? "" : ", ") + table.quoted;
    }
    if (names.empty()) {
        return;
    }
    for (const Row& row : database.query({"CHECK TABLE " + names, {}})) {
        const std::string kind = text(row[2]);
        const std::string said = text(row[3]);
        if (kind == "error" || kind == "Error" || kind == "warning" ||
            (kind == "status" && said != "OK" && said != "Table is already up to date")) {
            const std::string table = text(row[0]);
            integrity.problems.push_back({"corrupt", table.substr(table.find('.') + 1), said});
        }
    }
}

}  // namespace

std::vector<Integrity::Table> read_row_tables(Database& database, const SchemaScope& scope) {
    const std::string schema = database.default_schema();
    std::vector<Integrity::Table> tables;
    for (const Row& row : database.query(
             {"SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND "
              "table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY BINARY table_name",
              {schema}})) {
        if (!is_own(scope, schema, schema, text(row[0]))) {
            tables.push_back({text(row[0]), database.syntax().quoted(text(row[0]))});
        }
    }
    return tables;
}

Integrity read_integrity(Database& database, const SchemaScope& scope) {
    Integrity integrity;
    const std::string schema = database.default_schema();
    const auto quoted = [&](const Value& name) { return database.syntax().quoted(text(name)); };
    integrity.tables = read_row_tables(database, scope);
    check_tables(database, integrity);
    std::vector<ForeignKey> keys;
    for (const Row& row : database.query(
             {"SELECT constraint_name, table_name, column_name, referenced_table_schema, "
              "referenced_table_name, referenced_column_name FROM "
              "information_schema.key_column_usage WHERE table_schema = ? AND "
              "referenced_table_name IS NOT NULL ORDER BY BINARY table_name, BINARY "
              "constraint_name, ordinal_position",
              {schema}})) {
        const std::string child = quoted(row[1]);
        if (keys.empty() || keys.back().name != text(row[0]) || keys.back().child != child) {
            keys.push_back(
                {text(row[0]), text(row[1]), child, quoted(row[3]) + "." + quoted(row[4]), {}, {}});
        }
        keys.back().columns.push_back(quoted(row[2]));
        keys.back().parent_columns.push_back(quoted(row[5]));
    }
    for (const ForeignKey& key : keys) {
        integrity.suspicions.push_back(orphans_of(key));
    }
    for (const Row& row : database.query(
             {"SELECT table_name, constraint_name, check_clause FROM "
              "information_schema.check_constraints WHERE constraint_schema = ? ORDER BY BINARY "
              "table_name, BINARY constraint_name",
              {schema}})) {
        integrity.suspicions.push_back(
            {"check",
             text(row[0]),
             "constraint " + text(row[1]),
             {"SELECT count(*) FROM " + quoted(row[0]) + " WHERE NOT (" + text(row[2]) + ")", {}}});
    }
    return integrity;
}

}  // namespace retort::dialect::mysql
