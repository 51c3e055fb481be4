#include "conformance/place.hpp"
#include "support/database.hpp"

#include <soci/soci.h>

namespace retort_test {
namespace {

class FileClient : public ServerClient {
public:
    explicit FileClient(const std::string& path) : database_(path) {}
    Strings rows(const std::string& sql) override { return database_.rows(sql); }

private:
    Sqlite database_;
};

const Traits sqlite_traits = [] {
    Traits traits;
    traits.dialect = retort::Dialect::sqlite;
    traits.names_lock_holder = false;
    traits.default_schema = "main";
    traits.statement_end = ";";
    traits.schema_query =
        "SELECT 'table ' || m.name || ' (' || (SELECT group_concat(name, ', ') FROM "
        "pragma_table_info(m.name)) || ')' FROM sqlite_schema AS m WHERE m.type = 'table' AND "
        "m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' UNION ALL SELECT m.type || ' ' || m.name FROM "
        "sqlite_schema AS m WHERE m.type <> 'table' AND m.sql IS NOT NULL";
    traits.session_query = "PRAGMA recursive_triggers";
    traits.change_session = {"PRAGMA recursive_triggers = 1"};
    return traits;
}();

class SqlitePlace : public Place {
public:
    const Traits& traits() const override { return sqlite_traits; }
    std::unique_ptr<soci::session> open() const override { return open_session(path_); }
    std::unique_ptr<ServerClient> witness() const override {
        return std::make_unique<FileClient>(path_);
    }
    Refused unknown_table(const std::string& table) const override {
        return {"no such table: " + table, "1"};
    }
    Refused duplicate_key(const std::string& table) const override {
        return {"UNIQUE constraint failed: " + table + ".x", "1555"};
    }
    std::string holder(soci::session&) const override { return {}; }
    bool in_transaction(soci::session& session) const override {
        return sqlite3_get_autocommit(native(session)) == 0;
    }

private:
    TemporaryFolder folder_;
    std::string path_ = folder_.file("a.db");
};

}  // namespace

std::unique_ptr<Place> fresh_place() {
    return std::make_unique<SqlitePlace>();
}

}  // namespace retort_test
