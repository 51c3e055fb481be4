#pragma once

#include "script/statements.hpp"

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

namespace retort_test {

/// SQLite's own parser beside split_statements().
class SqliteAgreement {
public:
    SqliteAgreement() {
        sqlite3* opened = nullptr;
        sqlite3_open(":memory:", &opened);
        database_.reset(opened);
        sqlite3_exec(opened,
                     "CREATE TABLE a (x, y); CREATE TABLE b (x, y); CREATE VIEW v AS SELECT 1",
                     nullptr, nullptr, nullptr);
    }

    /// Where the two differ, in words; empty: nowhere. Nothing is compared behind a statement that
    /// SQLite refuses. Statements are not executed. @pre no NUL byte in `text`
    std::string difference(const std::string& text) const {
        const auto spans = retort::script::split_statements(text, retort::Dialect::sqlite);
        std::size_t begin = 0;
        for (const auto& span : spans) {
            sqlite3_stmt* statement = nullptr;
            const char* tail = nullptr;
            const int code =
                sqlite3_prepare_v3(database_.get(), text.c_str() + begin, -1, 0, &statement, &tail);
            sqlite3_finalize(statement);
            if (code != SQLITE_OK) {
                return {};
            }
            const auto end = static_cast<std::size_t>(tail - text.c_str());
            const bool terminated = span.end > span.body_end;
            if (statement == nullptr || end != (terminated ? span.end : text.size())) {
                return "SQLite ends a statement at " + std::to_string(end) + " and not at " +
                       std::to_string(span.end);
            }
            begin = end;
        }
        return rest_is_empty(text, begin) ? "" : "SQLite finds one more statement";
    }

private:
    bool rest_is_empty(const std::string& text, std::size_t begin) const {
        sqlite3_stmt* statement = nullptr;
        const int code =
            sqlite3_prepare_v3(database_.get(), text.c_str() + begin, -1, 0, &statement, nullptr);
        sqlite3_finalize(statement);
        return code == SQLITE_OK && statement == nullptr;
    }

    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close(database); }
    };
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace retort_test
