#include "dialect/sqlite/integrity.hpp"

#include "errors/validation.hpp"

namespace retort::dialect::sqlite {
namespace {

/// A sentence of integrity_check.
IntegrityProblem problem_of(const std::string& said) {
    const std::string check = "CHECK constraint failed in ";
    const std::string null = "NULL value in ";
    if (said.rfind(check, 0) == 0) {
        return {"check", said.substr(check.size()), said};
    }
    if (said.rfind(null, 0) == 0) {
        return {"not_null", said.substr(null.size(), said.rfind('.') - null.size()), said};
    }
    return {"corrupt", {}, said};
}

}  // namespace

std::vector<Integrity::Table> read_row_tables(Database& database, const SchemaScope& scope) {
    const std::string schema = database.default_schema();
    std::vector<Integrity::Table> tables;
    for (const Row& row : database.query(
             {"SELECT name FROM pragma_table_list WHERE schema = ? AND type IN ('table', "
              "'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
              {schema}})) {
        const std::string name = text(row[0]);
        if (!is_own(scope, schema, schema, name)) {
            tables.push_back(
                {name, database.syntax().quoted(schema) + "." + database.syntax().quoted(name)});
        }
    }
    return tables;
}

Integrity read_integrity(Database& database, const SchemaScope& scope) {
    const std::string schema = database.default_schema();
    Integrity integrity;
    integrity.tables = read_row_tables(database, scope);
    for (const Row& row :
         database.query({"PRAGMA " + database.syntax().quoted(schema) + ".integrity_check", {}})) {
        if (text(row[0]) != "ok") {
            integrity.problems.push_back(problem_of(text(row[0])));
        }
    }
    try {
        for (const Row& row : database.query(
                 {"SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check(NULL, ?) GROUP "
                  "BY \"table\", parent, fkid ORDER BY \"table\", fkid",
                  {schema}})) {
            integrity.problems.push_back(
                {"foreign_key", text(row[0]),
                 errors::rows_break(number(row[2]), "the foreign key to " + text(row[1]))});
        }
    } catch (const DatabaseError& error) {
        // A key that can match no index of its parent.
        integrity.problems.push_back({"foreign_key", {}, error.what()});
    }
    return integrity;
}

}  // namespace retort::dialect::sqlite
