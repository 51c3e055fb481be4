#include "dialect/sqlite/validity.hpp"

#include "dialect/sqlite/refusal.hpp"
#include "dialect/sqlite/syntax.hpp"
#include "dialect/sqlite/text_search.hpp"
#include "errors/dialect.hpp"
#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::sqlite {
namespace {

/// The statement's fault; empty: it has none.
std::string fault_of(Connection& connection, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(connection.handle(), sql.c_str(), -1, &prepared, nullptr);
    const StatementHandle statement(prepared);
    if (code == SQLITE_OK) {
        return {};
    }
    if (code != SQLITE_ERROR) {
        throw errors::engine_refused(refusal_of(connection.handle(), ErrorKind::database), sql);
    }
    return sqlite3_errmsg(connection.handle());
}

/// Every column that can be assigned to is, so that UPDATE OF does not matter.
std::string update_of(Connection& connection, const CatalogObject& trigger,
                      const std::string& table) {
    std::string assignments;
    for (const Row& row : connection.query(
             {"SELECT name FROM pragma_table_info(?, ?)", {trigger.id.table, trigger.id.schema}})) {
        const std::string column = quoted(text(row[0]));
        assignments.append(assignments.empty() ? "" : ", ");
        assignments.append(column).append(" = ").append(column);
    }
    return "UPDATE " + table + " SET " + assignments;
}

/// A statement that fires the trigger.
std::string firing(Connection& connection, const CatalogObject& trigger) {
    const std::string table = quoted(trigger.id.schema) + "." + quoted(trigger.id.table);
    const auto words = script::words_of(trigger.text, Dialect::sqlite);
    // CREATE TRIGGER name [BEFORE | AFTER | INSTEAD OF] event
    for (std::size_t i = 3; i < words.size(); ++i) {
        const std::string word = folded(words[i]);
        if (word == "insert") {
            return "INSERT INTO " + table + " DEFAULT VALUES";
        }
        if (word == "delete") {
            return "DELETE FROM " + table;
        }
        if (word == "update") {
            break;
        }
    }
    return update_of(connection, trigger, table);
}

/// Of `no such column: new.name` the last name is what is missing.
bool is_own(const std::string& fault, const CatalogObject& trigger) {
    if (fault.rfind("no such ", 0) != 0) {
        return true;
    }
    const std::size_t colon = fault.find(": ");
    const std::string missing = folded(fault.substr(colon == std::string::npos ? 0 : colon + 2));
    return mentions(trigger.text, missing.substr(missing.rfind('.') + 1));
}

}  // namespace

std::string invalidity(Connection& connection, const CatalogObject& object) {
    if (object.id.kind != ObjectKind::trigger) {
        return fault_of(connection,
                        "SELECT * FROM " + quoted(object.id.schema) + "." + quoted(object.id.name));
    }
    std::string fault = fault_of(connection, firing(connection, object));
    return is_own(fault, object) ? fault : std::string();
}

}  // namespace retort::dialect::sqlite
