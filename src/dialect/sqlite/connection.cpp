#include "dialect/sqlite/connection.hpp"

#include "dialect/sqlite/refusal.hpp"
#include "errors/dialect.hpp"

#include <utility>

namespace retort::dialect::sqlite {
namespace {

void bind(sqlite3_stmt* statement, const std::vector<Value>& values) {
    int position = 0;
    for (const Value& value : values) {
        ++position;
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement, position, *number);
        } else if (const auto* string = std::get_if<std::string>(&value)) {
            sqlite3_bind_text64(statement, position, string->data(), string->size(), SQLITE_STATIC,
                                SQLITE_UTF8);
        } else {
            sqlite3_bind_null(statement, position);
        }
    }
}

Row row_of(sqlite3_stmt* statement) {
    Row row;
    const int columns = sqlite3_column_count(statement);
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
        switch (sqlite3_column_type(statement, column)) {
            case SQLITE_NULL:
                row.emplace_back(nullptr);
                break;
            case SQLITE_INTEGER:
                row.emplace_back(sqlite3_column_int64(statement, column));
                break;
            default: {
                const auto* bytes =
                    static_cast<const char*>(sqlite3_column_blob(statement, column));
                const int size = sqlite3_column_bytes(statement, column);
                row.emplace_back(bytes == nullptr
                                     ? std::string()
                                     : std::string(bytes, static_cast<std::size_t>(size)));
            }
        }
    }
    return row;
}

/// Resets on every way out: a statement left in mid-step would hold a lock.
struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
};

}  // namespace

Connection::Connection(sqlite3* handle, Patience patience)
    : handle_(handle), patience_(std::move(patience)) {}

bool Connection::holds_a_lock() const noexcept {
    return in_transaction() && sqlite3_txn_state(handle_, nullptr) != SQLITE_TXN_NONE;
}

sqlite3_stmt* Connection::prepared(const std::string& text) {
    const auto found = statements_.find(text);
    if (found != statements_.end()) {
        return found->second.get();
    }
    Polling polling(patience_);
    sqlite3_stmt* statement = nullptr;
    while (true) {
        const int code =
            sqlite3_prepare_v3(handle_, text.c_str(), static_cast<int>(text.size()) + 1,
                               SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
        if (code == SQLITE_OK) {
            break;
        }
        if (!is_busy(code) || holds_a_lock()) {
            throw errors::engine_refused(refusal_of(handle_, ErrorKind::database), text);
        }
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
    statements_.emplace(text, StatementHandle(statement));
    return statement;
}

std::vector<Row> Connection::query(const Sql& sql) {
    sqlite3_stmt* statement = prepared(sql.text);
    const bool commits = sql.text == "COMMIT";
    Polling polling(patience_);
    while (true) {
        const Reset reset{statement};
        bind(statement, sql.values);
        std::vector<Row> rows;
        int code = sqlite3_step(statement);
        while (code == SQLITE_ROW) {
            rows.push_back(row_of(statement));
            code = sqlite3_step(statement);
        }
        if (code == SQLITE_DONE) {
            return rows;
        }
        if (!is_busy(code) || (holds_a_lock() && !commits)) {
            throw errors::engine_refused(refusal_of(handle_, ErrorKind::database), sql.text);
        }
        if (!polling.again()) {
            throw errors::stayed_locked(polling.waited());
        }
    }
}

void Connection::try_to(const std::string& sql) noexcept {
    sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
}

}  // namespace retort::dialect::sqlite
