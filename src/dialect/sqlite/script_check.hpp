#pragma once

#include "dialect/database.hpp"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <vector>

namespace retort::dialect::sqlite {

/// Reads scripts with SQLite's own parser before anything runs, on an empty database in memory of
/// its own: the caller's connection, its authorizer included, is not touched.
class ScriptCheck {
public:
    ScriptCheck();

    /// As Database::check.
    std::vector<Statement> check(const script::Section& section, const std::string& file);

private:
    struct Close {
        void operator()(sqlite3* handle) const noexcept { sqlite3_close(handle); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace retort::dialect::sqlite
