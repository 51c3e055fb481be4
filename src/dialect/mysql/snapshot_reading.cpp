#include "dialect/mysql/snapshot_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {

SnapshotReading::SnapshotReading(Database& database, const SchemaScope& scope)
    : database_(database), scope_(scope) {
    const Row row =
        database.query({"SELECT @@sql_mode, @@sql_mode = @@GLOBAL.sql_mode, "
                        "@@time_zone, @@character_set_client, @@collation_connection, "
                        "DATABASE(), CURRENT_USER()",
                        {}})[0];
    sql_mode_ = text(row[0]);
    own_mode_ = number(row[1]) == 1 ? "DEFAULT" : setting(sql_mode_);
    time_zone_ = text(row[2]);
    client_set_ = text(row[3]);
    collation_ = text(row[4]);
    qualifier_ = quoted(text(row[5])) + ".";
    const std::string user = text(row[6]);
    const std::size_t at = user.rfind('@');
    for (const char* form : {"DEFINER=`{}`@`{}` ", "DEFINER=\"{}\"@\"{}\" "}) {
        definers_.push_back(
            fmt::format(fmt::runtime(form), user.substr(0, at), user.substr(at + 1)));
    }
}

std::vector<Row> SnapshotReading::query_in(const std::string& zone, const std::string& sql) {
    return database_.query(
        {fmt::format("SET STATEMENT sql_mode = '', time_zone = {} FOR {}", setting(zone), sql),
         {}});
}

std::vector<Row> SnapshotReading::query_here(const std::string& sql) {
    return query_in(time_zone_, sql);
}

Row SnapshotReading::definition(const std::string& kind, const std::string& quoted_name) {
    Row row = query(fmt::format("SHOW CREATE {} {}", kind, quoted_name))[0];
    row.erase(row.begin());
    return row;
}

std::string SnapshotReading::unqualified(std::string text) const {
    for (std::size_t at = 0; (at = text.find(qualifier_, at)) != std::string::npos;) {
        text.erase(at, qualifier_.size());
    }
    for (const std::string& definer : definers_) {
        const std::size_t at = text.find(definer);
        if (at != std::string::npos) {
            return text.erase(at, definer.size());
        }
    }
    return text;
}

bool SnapshotReading::is_own(const std::string& table) const {
    return std::find(scope_.own_tables.begin(), scope_.own_tables.end(), table) !=
           scope_.own_tables.end();
}

std::string SnapshotReading::of_table(const std::string& name) const {
    return fmt::format("TABLE_NAME = {0} AND CAST(TABLE_NAME AS BINARY) = CAST({0} AS BINARY)",
                       literal(name));
}

std::string setting(std::string_view value) {
    return fmt::format("'{}'", value);
}

}  // namespace retort::dialect::mysql
