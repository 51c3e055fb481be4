#include "support/database.hpp"

#include "dialect/sqlite/native.hpp"

#include <algorithm>
#include <stdexcept>

namespace retort_test {
namespace {

std::vector<std::string> rows_of(sqlite3* handle, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(handle));
    }
    std::vector<std::string> rows;
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
        std::string row;
        for (int i = 0; i < sqlite3_column_count(statement); ++i) {
            const auto* text = sqlite3_column_text(statement, i);
            const std::string cell =
                text == nullptr ? "NULL" : std::string(reinterpret_cast<const char*>(text));
            row += (i == 0 ? "" : "|") + cell;
        }
        rows.push_back(row);
    }
    sqlite3_finalize(statement);
    if (code != SQLITE_DONE) {
        throw std::runtime_error(sqlite3_errmsg(handle));
    }
    return rows;
}

bool is_state_table(const std::string& name) {
    return name.rfind("retort_", 0) == 0;
}

}  // namespace

Sqlite::Sqlite(const std::string& path) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open(path.c_str(), &handle);
    handle_.reset(handle);
    if (code != SQLITE_OK) {
        throw std::runtime_error("cannot open " + path);
    }
    sqlite3_busy_timeout(handle, 30'000);
}

void Sqlite::run(const std::string& sql) {
    if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(handle_.get()));
    }
}

std::vector<std::string> Sqlite::rows(const std::string& sql) {
    return rows_of(handle_.get(), sql);
}

std::string Sqlite::value(const std::string& sql) {
    const auto all = rows(sql);
    return all.empty() ? std::string() : all.front();
}

std::string contents(sqlite3* handle) {
    std::string text;
    for (const std::string& row :
         rows_of(handle,
                 "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' "
                 "ESCAPE '\\' ORDER BY type, name")) {
        const auto name = row.substr(row.find('|') + 1);
        text += is_state_table(name) ? "" : row + "\n";
    }
    for (const std::string& table :
         rows_of(handle, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")) {
        if (is_state_table(table)) {
            continue;
        }
        text += "-- " + table + "\n";
        std::vector<std::string> rows = rows_of(handle, "SELECT * FROM \"" + table + "\"");
        std::sort(rows.begin(), rows.end());
        for (const std::string& row : rows) {
            text += row + "\n";
        }
    }
    return text;
}

std::string contents(const std::string& path) {
    const Sqlite database(path);
    return contents(database.handle());
}

sqlite3* native(soci::session& session) {
    return retort::dialect::sqlite::native_handle(session);
}

}  // namespace retort_test
