#pragma once

#include <sqlite3.h>

#include "support/temporary_folder.hpp"

#include <memory>
#include <string>
#include <vector>

namespace soci {
class session;
}

namespace retort_test {

/// A second, independent view of a database file, straight through SQLite.
class Sqlite {
public:
    explicit Sqlite(const std::string& path);

    void run(const std::string& sql);
    /// The rows, columns joined by `|`, NULL as `NULL`.
    std::vector<std::string> rows(const std::string& sql);
    std::string value(const std::string& sql);
    sqlite3* handle() const noexcept { return handle_.get(); }

private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

/// Schema and rows of everything but the state tables, as one comparable text.
std::string contents(const std::string& path);
std::string contents(sqlite3* handle);

/// Through SOCI; `:memory:` is a database of its own.
std::unique_ptr<soci::session> open_session(const std::string& path);
sqlite3* native(soci::session& session);

}  // namespace retort_test
