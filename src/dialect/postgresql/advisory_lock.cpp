#include "dialect/postgresql/advisory_lock.hpp"

#include "script/sha256.hpp"

#include <fmt/format.h>

namespace retort::dialect::postgresql {

std::int64_t key_of(const TableNames& tables) {
    script::Sha256 sha;
    sha.add("retort lock\n" + tables.schema + "\n" + tables.version_table);
    std::uint64_t key = 0;
    const auto digest = sha.finish();
    for (std::size_t i = 0; i < sizeof key; ++i) {
        key = key << 8U | digest[i];
    }
    return static_cast<std::int64_t>(key);
}

std::string lock_is_held(std::int64_t key) {
    const auto bits = static_cast<std::uint64_t>(key);
    return fmt::format(
        "l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.classid::bigint = {} AND "
        "l.objid::bigint = {} AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE "
        "datname = pg_catalog.current_database())",
        bits >> 32U, bits & 0xFFFFFFFFU);
}

std::string holder_of(Connection& connection, std::int64_t key) {
    const auto rows = connection.query(
        fmt::format("SELECT {} FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a "
                    "ON a.pid = l.pid WHERE {}",
                    described_columns, lock_is_held(key)));
    return rows.empty() ? std::string() : described(rows.front());
}

std::string described(const Row& row) {
    std::string who = "process " + text(row[0]) + " of the server";
    who += text(row[1]).empty() ? "" : " (" + text(row[1]) + ")";
    who += text(row[2]).empty() ? "" : " from " + text(row[2]);
    return text(row[3]).empty() ? who : who + ", busy since " + text(row[3]);
}

}  // namespace retort::dialect::postgresql
