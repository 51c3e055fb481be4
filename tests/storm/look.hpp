#pragma once

#include "support/server.hpp"

#include <string>

namespace retort_test {

/// A PostgreSQL database from outside: the schema by pg_dump, all rows, and what the state tables
/// say without times, durations, numbers of the history and failures.
std::string look_of(const Server& server);

}  // namespace retort_test
