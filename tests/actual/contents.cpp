#include "actual/contents.hpp"

#include <algorithm>

namespace actual {
namespace {

using retort_test::Sqlite;

std::string quoted(const std::string& name) {
    return "\"" + name + "\"";
}

std::string all_columns(Sqlite& database, const std::string& table) {
    std::string list;
    for (const std::string& column :
         database.rows("SELECT name FROM pragma_table_xinfo('" + table + "') ORDER BY cid")) {
        list += (list.empty() ? "" : ", ") + ("typeof(" + quoted(column) + "), quote(") +
                quoted(column) + ")";
    }
    return list;
}

void add_rows(std::vector<std::string>& lines, Sqlite& database, const std::string& table) {
    const bool statistics = table.rfind("sqlite_stat", 0) == 0;
    auto rows = database.rows("SELECT " + all_columns(database, table) + " FROM " + quoted(table) +
                              (statistics ? " WHERE tbl NOT LIKE 'retort\\_%' ESCAPE '\\'" : ""));
    std::sort(rows.begin(), rows.end());
    lines.push_back("rows of " + table + ": " + std::to_string(rows.size()));
    for (const std::string& row : rows) {
        lines.push_back(table + ": " + row);
    }
}

}  // namespace

std::vector<std::string> everything(Sqlite& database) {
    std::vector<std::string> lines = database.rows(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE tbl_name NOT LIKE 'retort\\_%' ESCAPE '\\' ORDER BY type, name");
    for (const std::string& table :
         database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'"
                       " AND name NOT LIKE 'retort\\_%' ESCAPE '\\' ORDER BY name")) {
        add_rows(lines, database, table);
    }
    for (const std::string& broken :
         database.rows("SELECT \"table\", parent, fkid FROM pragma_foreign_key_check")) {
        lines.push_back("broken: " + broken);
    }
    return lines;
}

}  // namespace actual
