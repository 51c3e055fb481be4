#include "dialect/sqlite/database.hpp"
#include "dialect/sqlite/backup.hpp"
#include "dialect/sqlite/integrity.hpp"

#include "dialect/sqlite/foreign_keys.hpp"
#include "dialect/sqlite/native.hpp"
#include "dialect/sqlite/refusal.hpp"
#include "dialect/sqlite/schema.hpp"
#include "dialect/sqlite/snapshot.hpp"
#include "errors/dialect.hpp"
#include "script/statements.hpp"

#include <algorithm>
#include <charconv>

namespace retort::dialect::sqlite {
namespace {

constexpr const char* set_mark_sql = "SAVEPOINT retort_mark";
constexpr const char* take_mark_sql = "RELEASE retort_mark";

/// The line of SQLite's own error position, where it has one, else of the statement.
int fault_line(sqlite3* handle, const Statement& statement) {
    const int offset = sqlite3_error_offset(handle);
    return offset < 0
               ? statement.line
               : script::line_at(statement.text, static_cast<std::size_t>(offset), statement.line);
}

/// Of `VARCHAR(32)`; SQLite keeps the words of the declaration.
std::size_t length_of(const std::string& type) {
    const std::size_t bracket = type.find('(');
    std::size_t length = 0;
    if (bracket != std::string::npos) {
        std::from_chars(type.data() + bracket + 1, type.data() + type.size(), length);
    }
    return length;
}

}  // namespace

SqliteDatabase::SqliteDatabase(sqlite3* handle, Patience patience)
    : connection_(handle, std::move(patience)),
      lent_in_transaction_(connection_.in_transaction()) {}

SqliteDatabase::~SqliteDatabase() {
    if (!lent_in_transaction_) {
        rollback();  // again, where the first was refused
    }
    if (session_) {
        session_->restore({});
        // Unlike the pragma, this cannot be refused.
        sqlite3_db_config(connection_.handle(), SQLITE_DBCONFIG_ENABLE_FKEY,
                          session_->foreign_keys() ? 1 : 0, nullptr);
    }
}

const Syntax& SqliteDatabase::syntax() const noexcept {
    return dialect::syntax(Dialect::sqlite);
}

std::vector<std::string> SqliteDatabase::tables(const std::string& schema) {
    std::vector<std::string> names;
    for (const Row& row : query({"SELECT name FROM " + syntax().quoted(schema) +
                                     ".sqlite_schema WHERE type = 'table' AND name NOT LIKE "
                                     "'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                                 {}})) {
        names.push_back(text(row[0]));
    }
    return names;
}

std::size_t SqliteDatabase::declared_length(const std::string& schema, const std::string& table,
                                            const std::string& column) {
    for (const Row& row : query({"SELECT type FROM pragma_table_info(?, ?) WHERE name = ?",
                                 {table, schema, column}})) {
        return length_of(text(row[0]));
    }
    return 0;
}

void SqliteDatabase::begin(const TableNames&) {
    execute({"BEGIN IMMEDIATE", {}});
}

void SqliteDatabase::begin_reading() {
    execute({"BEGIN", {}});
}

bool SqliteDatabase::try_begin(const TableNames&) noexcept {
    const int code =
        sqlite3_exec(connection_.handle(), "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    return code == SQLITE_OK;
}

unsigned SqliteDatabase::commits() {
    unsigned version = 0;
    sqlite3_file_control(connection_.handle(), "main", SQLITE_FCNTL_DATA_VERSION, &version);
    return version;
}

void SqliteDatabase::commit() {
    execute({"COMMIT", {}});
}

void SqliteDatabase::rollback() noexcept {
    if (connection_.in_transaction()) {
        connection_.try_to("ROLLBACK");
    }
}

void SqliteDatabase::set_mark() {
    commits_at_mark_ = commits();
    execute({set_mark_sql, {}});
}

bool SqliteDatabase::take_mark() {
    if (!connection_.in_transaction()) {
        return false;
    }
    try {
        execute({take_mark_sql, {}});
        return true;
    } catch (const DatabaseError& error) {
        // "no such savepoint" has no code of its own; what stops a statement from outside has.
        if (error.facts().code != std::to_string(SQLITE_ERROR)) {
            throw;
        }
        return false;
    }
}

bool SqliteDatabase::committed_since_mark() {
    return commits() != commits_at_mark_;
}

std::vector<Statement> SqliteDatabase::check(const script::Section& section,
                                             const std::string& file) {
    if (!check_) {
        check_.emplace();
    }
    return check_->check(section, file);
}

StatementHandle SqliteDatabase::prepared(const Statement& statement) {
    Polling polling(connection_.patience());
    sqlite3_stmt* handle = nullptr;
    const char* tail = nullptr;
    while (true) {
        const int code =
            sqlite3_prepare_v2(connection_.handle(), statement.text.data(),
                               static_cast<int>(statement.text.size()), &handle, &tail);
        if (code == SQLITE_OK) {
            break;
        }
        if (!is_busy(code) || in_transaction() || !polling.again()) {
            throw errors::script_refused(
                sqlite::refusal_of(connection_.handle(), ErrorKind::statement), statement.text,
                fault_line(connection_.handle(), statement));
        }
    }
    StatementHandle owner(handle);
    const auto used = static_cast<std::size_t>(tail - statement.text.data());
    const std::string_view rest = statement.text.substr(std::min(used, statement.text.size()));
    if (script::leading_trivia(rest, Dialect::sqlite) != rest.size()) {
        throw errors::split_elsewhere(statement.text, statement.line);
    }
    return owner;
}

void SqliteDatabase::run(const Statement& statement) {
    const StatementHandle handle = prepared(statement);
    Polling polling(connection_.patience());
    while (handle != nullptr) {
        const int code = sqlite3_step(handle.get());
        if (code == SQLITE_DONE) {
            return;
        }
        if (code == SQLITE_ROW) {
            continue;
        }
        const bool may_wait = !in_transaction() || statement.kind == StatementKind::transaction;
        if (!is_busy(code) || !may_wait) {
            throw errors::script_refused(
                sqlite::refusal_of(connection_.handle(), ErrorKind::statement), statement.text,
                statement.line);
        }
        sqlite3_reset(handle.get());
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
}

void SqliteDatabase::enforce_foreign_keys(bool enforced) {
    execute({enforced ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF", {}});
}

std::string SqliteDatabase::foreign_keys(const std::string& schema) {
    return read_foreign_keys(connection_, schema);
}

std::vector<std::string> SqliteDatabase::newly_broken(const std::string& before,
                                                      const std::string& after) const {
    return sqlite::newly_broken(before, after);
}

bool SqliteDatabase::may_break_foreign_keys(std::string_view text,
                                            const std::string& before) const {
    return may_break(text, before);
}

std::int64_t SqliteDatabase::foreign_commits(const std::string& schema) {
    return number(
        query({"PRAGMA " + syntax().quoted(schema) + ".data_version", {}}).front().front());
}

Schema SqliteDatabase::schema(const SchemaScope& scope) {
    return read_schema(*this, scope);
}

Snapshot SqliteDatabase::snapshot(const SchemaScope& scope) {
    return read_snapshot(*this, scope);
}

std::vector<Integrity::Table> SqliteDatabase::row_tables(const SchemaScope& scope) {
    return read_row_tables(*this, scope);
}

bool SqliteDatabase::is_empty() {
    return query({"SELECT 1 FROM main.sqlite_schema LIMIT 1", {}}).empty();
}

BackedUp SqliteDatabase::back_up(const BackupRequest& request) {
    return sqlite::back_up(*this, connection_.handle(), connection_.patience(), request);
}

void SqliteDatabase::load(const std::string& file, Owners) {
    sqlite::load(*this, connection_.handle(), connection_.patience(), file);
}

Integrity SqliteDatabase::integrity(const SchemaScope& scope) {
    return read_integrity(*this, scope);
}

errors::Refusal SqliteDatabase::refusal_of(const std::exception& error) const {
    errors::Refusal refusal{ErrorKind::statement, message_of(error), {}};
    int code = code_of(error);
    if (code != SQLITE_OK) {
        // The connection knows more of it, unless it has been used since.
        const int last = sqlite3_extended_errcode(connection_.handle());
        code = (last & 0xFF) == (code & 0xFF) ? last : code;
        refusal.kind = kind_of(code, ErrorKind::statement);
        refusal.code = std::to_string(code);
    }
    return refusal;
}

void SqliteDatabase::note_session() {
    if (!session_) {
        session_.emplace(connection_);
    }
}

void SqliteDatabase::restore_session(std::string_view text) noexcept {
    if (session_) {
        session_->restore(text);
    }
}

bool SqliteDatabase::wait_while(const std::function<bool()>& condition) {
    Polling polling(connection_.patience());
    while (condition()) {
        if (!polling.again()) {
            return false;
        }
    }
    return true;
}

}  // namespace retort::dialect::sqlite
