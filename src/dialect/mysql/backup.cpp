#include "dialect/mysql/backup.hpp"

#include "dialect/mysql/client.hpp"
#include "dialect/mysql/dump_text.hpp"
#include "errors/backup.hpp"
#include "errors/script.hpp"
#include "script/new_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>

namespace retort::dialect::mysql {
namespace {

constexpr const char* full_name = "full.sql";
constexpr const char* schema_name = "schema.sql";
constexpr const char* data_name = "data.sql";

/// What the rows of a dump were written under.
constexpr const char* before_rows =
    "SET NAMES utf8mb4;\nSET time_zone = '+00:00';\nSET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\n"
    "SET foreign_key_checks = 0;\nSET unique_checks = 0;\n";

class LineFile {
public:
    LineFile(std::string path, std::ios::openmode mode) : path_(std::move(path)) {
        errno = 0;
        stream_.open(path_, mode | std::ios::binary);
    }
    bool read(std::string& line) {
        if (std::getline(stream_, line)) {
            return true;
        }
        if (!stream_.eof()) {
            throw errors::unreadable(path_, reason());
        }
        return false;
    }
    void write(const std::string& line) { stream_ << line << '\n'; }
    void close() {
        stream_.close();
        if (!stream_) {
            throw errors::unwritable(path_, reason());
        }
    }

private:
    static std::string reason() { return std::generic_category().message(errno); }

    std::string path_;
    std::fstream stream_;
};

void dump(Connection& connection, const std::string& file) {
    ClientProgram program = client_on(connection, "mariadb-dump", "mysqldump");
    program.arguments.insert(
        program.arguments.end(),
        {"--single-transaction", "--quick", "--routines", "--events", "--triggers", "--hex-blob",
         "--skip-add-drop-table", "--result-file=" + file, "--", connection.default_database()});
    output_of(program, connection.patience());
}

/// What the full file holds, and the two others.
DumpReader read_dump(const BackupRequest& request) {
    DumpReader reader(request.state.version_table);
    LineFile full(request.folder + "/" + full_name, std::ios::in);
    std::optional<LineFile> schema;
    std::optional<LineFile> data;
    if (request.has_texts) {
        schema.emplace(request.folder + "/" + schema_name, std::ios::out);
        data.emplace(request.folder + "/" + data_name, std::ios::out);
        data->write(before_rows);
    }
    for (std::string line; full.read(line);) {
        const DumpReader::Line kind = reader.read(line);
        if (schema && kind == DumpReader::Line::definition) {
            schema->write(line);
        } else if (data && kind == DumpReader::Line::rows) {
            data->write(line);
        }
    }
    if (request.has_texts) {
        schema->close();
        data->close();
    }
    return reader;
}

}  // namespace

BackedUp back_up(Database& database, Connection& connection, const BackupRequest& request) {
    const std::string schema = database.default_schema();
    if (!request.state.schema.empty() && request.state.schema != schema) {
        throw errors::state_elsewhere(request.state.schema);
    }
    dump(connection, request.folder + "/" + full_name);
    const DumpReader reader = read_dump(request);
    BackedUp result;
    for (const auto& [table, rows] : reader.rows()) {
        if (!is_own(request.scope, schema, schema, table)) {
            result.tables.push_back({table, rows});
        }
    }
    result.heads = reader.list();
    std::sort(result.heads.begin(), result.heads.end());
    result.files = {full_name};
    if (request.has_texts) {
        result.files.insert(result.files.end(), {schema_name, data_name});
    }
    return result;
}

void load(Connection& connection, const std::string& file, Owners owners) {
    ClientProgram program = client_on(connection, "mariadb", "mysql");
    program.arguments.insert(program.arguments.end(),
                             {"--batch", "--", connection.default_database()});
    program.input = file;
    if (owners == Owners::kept) {
        output_of(program, connection.patience());
        return;
    }
    const script::TemporaryFolder folder;
    program.input = folder.path() + "/" + full_name;
    DumpReader reader{{}};
    LineFile from(file, std::ios::in);
    LineFile to(program.input, std::ios::out);
    for (std::string line; from.read(line);) {
        const bool is_rows = reader.read(line) == DumpReader::Line::rows;
        to.write(is_rows ? line : without_definer(line));
    }
    to.close();
    output_of(program, connection.patience());
}

void clear(Database& database) {
    const auto drop = [&](const std::string& names) {
        for (const Row& row : database.query({names, {}})) {
            database.execute(
                {fmt::format("DROP {} {}", text(row[0]), database.syntax().quoted(text(row[1]))),
                 {}});
        }
    };
    const auto checks = database.query({"SELECT @@foreign_key_checks", {}}).front().front();
    database.execute({"SET foreign_key_checks = 0", {}});
    drop(
        "SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = "
        "DATABASE()");
    drop(
        "SELECT routine_type, routine_name FROM information_schema.routines WHERE "
        "routine_schema = DATABASE() AND routine_type <> 'PACKAGE BODY'");
    drop(
        "SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' WHEN 'SEQUENCE' THEN 'SEQUENCE' ELSE "
        "'TABLE' END, table_name FROM information_schema.tables WHERE table_schema = DATABASE() "
        "ORDER BY table_type <> 'VIEW', table_type = 'SEQUENCE'");
    database.execute({"SET foreign_key_checks = " + text(checks), {}});
}

}  // namespace retort::dialect::mysql
