#pragma once

#include "support/server.hpp"

#include <string>
#include <vector>

namespace retort_test {

/// What `mariadb-dump` and the tables of grants say of a database, without its name, without where
/// counters go on and with the keys of a table in one order: two are equal where the schemas are.
std::string witness_of(const Server& server);

/// Loads one database's definitions into another.
void copy_definitions(const Server& from, const Server& to);

/// Statements for a database that has every kind of thing.
const std::vector<std::string>& rich_schema();

}  // namespace retort_test
