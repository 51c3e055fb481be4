#pragma once

#include "dialect/polling.hpp"
#include "dialect/value.hpp"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace retort::dialect::sqlite {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

/// The engine's own statements on a borrowed connection, prepared once each and finalised with it.
/// The connection's own busy handler is left alone.
class Connection {
public:
    Connection(sqlite3* handle, Patience patience);

    sqlite3* handle() const noexcept { return handle_; }
    const Patience& patience() const noexcept { return patience_; }
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }

    /// Outside a transaction, and for a commit, a busy database is waited for.
    std::vector<Row> query(const Sql& sql);

    /// Runs a text of the engine's own once and ignores what goes wrong.
    void try_to(const std::string& sql) noexcept;

private:
    /// A transaction that has begun in name only holds none, and may wait.
    bool holds_a_lock() const noexcept;
    sqlite3_stmt* prepared(const std::string& text);

    sqlite3* handle_;
    Patience patience_;
    std::unordered_map<std::string, StatementHandle> statements_;
};

}  // namespace retort::dialect::sqlite
