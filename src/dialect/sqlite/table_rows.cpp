#include "dialect/sqlite/table_rows.hpp"

#include "script/character.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace retort::dialect::sqlite {
namespace {

/// quote() ends a text at a NUL.
std::string quoting(const std::string& column) {
    return fmt::format(
        "CASE WHEN typeof({0}) = 'text' AND instr({0}, char(0)) > 0 THEN 'CAST(' || "
        "quote(CAST({0} AS BLOB)) || ' AS TEXT)' ELSE quote({0}) END",
        column);
}

}  // namespace

RowReading row_reading(Database& database, const std::string& table) {
    const auto quoted = [&](const std::string& name) { return database.syntax().quoted(name); };
    const std::string literal = database.syntax().literal(table);
    RowReading reading;
    std::set<std::string> names;
    std::size_t key_columns = 0;
    std::string order;
    for (const Row& row : database.query({fmt::format("SELECT name, dflt_value, pk, hidden FROM "
                                                      "pragma_table_xinfo({}, 'main') ORDER BY cid",
                                                      literal),
                                          {}})) {
        const std::string name = text(row[0]);
        names.insert(script::lower_case(name));
        if (number(row[3]) == 0) {
            reading.columns.push_back({name, quoted(name), text(row[1]), {}});
        }
        if (number(row[2]) > 0) {
            ++key_columns;
            order += (order.empty() ? "" : ", ") + quoted(name);
        }
    }
    const auto is_there = [&](const char* query) {
        return !database.query({query, {table}}).empty();
    };
    const bool has_rowid =
        is_there("SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND wr = 0 AND name = ?");
    const bool is_rowid =
        has_rowid && key_columns == 1 &&
        !is_there("SELECT 1 FROM pragma_index_list(?, 'main') WHERE origin = 'pk'");
    if (has_rowid && !is_rowid) {
        order = reading.columns.front().quoted;
        for (const char* name : {"rowid", "_rowid_", "oid"}) {
            if (names.count(name) == 0) {
                reading.columns.insert(reading.columns.begin(), {name, name, {}, {}});
                reading.counts_rows = true;
                order = name;
                break;
            }
        }
    }
    std::vector<std::string> literals;
    for (const Snapshot::Column& column : reading.columns) {
        literals.push_back(quoting(column.quoted));
    }
    reading.select = fmt::format("SELECT {} FROM main.{}{}", fmt::join(literals, ", "),
                                 quoted(table), order.empty() ? "" : " ORDER BY " + order);
    return reading;
}

std::string row_literal(std::string quoted) {
    return quoted == "Inf" ? "9e999" : quoted == "-Inf" ? "-9e999" : std::move(quoted);
}

}  // namespace retort::dialect::sqlite
