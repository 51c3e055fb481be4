#pragma once

#include "dialect/polling.hpp"
#include "dialect/value.hpp"

#include <mysql.h>

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// Statements on a borrowed connection; every result is read to its end.
class Connection {
public:
    Connection(MYSQL* handle, Patience patience);

    MYSQL* handle() const noexcept { return handle_; }
    const Patience& patience() const noexcept { return patience_; }
    bool is_mariadb() const noexcept { return is_mariadb_; }

    /// autocommit=0 counts: whatever runs next is part of a transaction.
    bool in_transaction() noexcept;

    /// One of the engine's own. @throws DatabaseError
    std::vector<Row> query(const Sql& sql);

    /// Runs a statement as it stands, its rows discarded. @returns the server's error number, or 0
    unsigned run(std::string_view text) noexcept;

private:
    std::vector<Row> rows();
    unsigned drain() noexcept;

    MYSQL* handle_;
    Patience patience_;
    bool is_mariadb_;
};

}  // namespace retort::dialect::mysql
