#include "dialect/sqlite/backup.hpp"

#include "dialect/reading.hpp"
#include "dialect/sqlite/connection.hpp"
#include "dialect/sqlite/refusal.hpp"
#include "dialect/sqlite/table_rows.hpp"
#include "errors/backup.hpp"
#include "errors/script.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cerrno>
#include <fstream>
#include <memory>
#include <system_error>

namespace retort::dialect::sqlite {
namespace {

constexpr const char* full_name = "full.db";
constexpr const char* schema_name = "schema.sql";
constexpr const char* data_name = "data.sql";

struct CloseFile {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
};
using File = std::unique_ptr<sqlite3, CloseFile>;

struct FinishCopying {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

DatabaseError refused(sqlite3* handle, const char* what) {
    return errors::engine_refused(sqlite::refusal_of(handle, ErrorKind::database), what);
}

File opened(const std::string& name, int flags) {
    sqlite3* handle = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    File file(handle);
    if (code != SQLITE_OK) {
        throw refused(handle, "open");
    }
    return file;
}

/// A path as SQLite's URIs have it. Nobody writes the file, and no log belongs to it.
File opened_as_it_is(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) {
        const bool is_special = c == '%' || c == '?' || c == '#';
        uri += is_special ? fmt::format("%{:02X}", static_cast<unsigned>(c)) : std::string(1, c);
    }
    return opened(uri + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
}

/// All of `from`, in one transaction of `to`.
void copy(sqlite3* from, sqlite3* to, const Patience& patience) {
    constexpr int pages = 1024;  // between two looks at whether it was called off
    const std::unique_ptr<sqlite3_backup, FinishCopying> backup(
        sqlite3_backup_init(to, "main", from, "main"));
    if (backup == nullptr) {
        throw refused(to, "backup");
    }
    Polling polling(patience);
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        patience.check_cancelled();
        code = sqlite3_backup_step(backup.get(), pages);
        if (is_busy(code)) {
            if (!polling.again()) {
                throw errors::stayed_locked(polling.waited());
            }
        } else if (code != SQLITE_OK && code != SQLITE_DONE) {
            const errors::Refusal refusal{kind_of(code, ErrorKind::database), sqlite3_errstr(code),
                                          std::to_string(code)};
            throw errors::engine_refused(refusal, "backup");
        }
    }
}

class TextFile {
public:
    explicit TextFile(std::string path) : path_(std::move(path)) {
        errno = 0;
        stream_.open(path_, std::ios::binary);
    }
    void write(const std::string& text) { stream_ << text; }
    void close() {
        stream_.close();
        if (!stream_) {
            throw errors::unwritable(path_, std::generic_category().message(errno));
        }
    }

private:
    std::string path_;
    std::ofstream stream_;
};

/// Without what SQLite makes itself: its own tables, and those below a virtual one.
constexpr const char* definitions_sql = R"(
SELECT type, name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL
    AND substr(name, 1, 7) <> 'sqlite_' AND tbl_name NOT IN
        (SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'shadow')
ORDER BY type <> 'table', type <> 'index', type <> 'view', rowid)";

void write_schema(Database& database, const std::string& folder) {
    TextFile file(folder + "/" + schema_name);
    for (const Row& row : database.query({definitions_sql, {}})) {
        file.write(text(row[2]) + ";\n");
    }
    file.close();
}

void write_rows(Database& database, sqlite3* handle, const std::string& table, TextFile& file) {
    const RowReading reading = row_reading(database, table);
    std::vector<std::string> columns;
    for (const Snapshot::Column& column : reading.columns) {
        columns.push_back(column.quoted);
    }
    const std::string head = fmt::format("INSERT INTO {} ({}) VALUES (",
                                         database.syntax().quoted(table), fmt::join(columns, ", "));
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(handle, reading.select.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
        throw refused(handle, reading.select.c_str());
    }
    const StatementHandle statement(prepared);
    int code = sqlite3_step(statement.get());
    for (; code == SQLITE_ROW; code = sqlite3_step(statement.get())) {
        std::string line = head;
        for (int column = 0; column < sqlite3_column_count(statement.get()); ++column) {
            const auto* value = sqlite3_column_text(statement.get(), column);
            line += column == 0 ? "" : ", ";
            line += row_literal(reinterpret_cast<const char*>(value));
        }
        file.write(line + ");\n");
    }
    if (code != SQLITE_DONE) {
        throw refused(handle, reading.select.c_str());
    }
}

void write_data(Database& database, sqlite3* handle, const std::string& folder) {
    TextFile file(folder + "/" + data_name);
    for (const Row& row : database.query({definitions_sql, {}})) {
        if (text(row[0]) == "table") {
            write_rows(database, handle, text(row[1]), file);
        }
    }
    const auto sequences =
        database.query({"SELECT 1 FROM main.sqlite_schema WHERE name = 'sqlite_sequence'", {}});
    if (!sequences.empty()) {
        file.write("DELETE FROM sqlite_sequence;\n");
        write_rows(database, handle, "sqlite_sequence", file);
    }
    file.close();
}

}  // namespace

BackedUp back_up(Database& database, sqlite3* handle, const Patience& patience,
                 const BackupRequest& request) {
    if (!request.state.schema.empty() && request.state.schema != database.default_schema()) {
        throw errors::state_elsewhere(request.state.schema);
    }
    const Reading reading(database);
    BackedUp result = counted(database, request.scope, request.state);
    const File full =
        opened(request.folder + "/" + full_name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    copy(handle, full.get(), patience);
    result.files = {full_name};
    if (request.has_texts) {
        write_schema(database, request.folder);
        write_data(database, handle, request.folder);
        result.files.insert(result.files.end(), {schema_name, data_name});
    }
    return result;
}

void load(Database& database, sqlite3* handle, const Patience& patience, const std::string& file) {
    // A log takes no pages of another size; what the file says of logs is copied with it.
    database.execute({"PRAGMA main.journal_mode = DELETE", {}});
    copy(opened_as_it_is(file).get(), handle, patience);
}

}  // namespace retort::dialect::sqlite
