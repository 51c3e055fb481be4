#pragma once

#include "dialect/polling.hpp"
#include "dialect/postgresql/connection.hpp"
#include "dialect/syntax.hpp"

#include <cstdint>
#include <string>

namespace retort::dialect::postgresql {

/// Many that wait must leave the server to the one that works.
constexpr Naps between_attempts{std::chrono::milliseconds(5), std::chrono::milliseconds(75)};

/// Of the lock of those who migrate these state tables. Advisory locks are the database's own
/// already.
std::int64_t key_of(const TableNames& tables);

/// What holds for the row `l` of pg_locks that says that somebody has the lock.
std::string lock_is_held(std::int64_t key);

/// Who has it; empty when the server does not tell.
std::string holder_of(Connection& connection, std::int64_t key);

/// From the columns of pg_stat_activity that these are.
std::string described(const Row& row);
constexpr const char* described_columns =
    "a.pid::text, a.application_name, pg_catalog.host(a.client_addr), "
    "pg_catalog.to_char(a.query_start AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";

}  // namespace retort::dialect::postgresql
