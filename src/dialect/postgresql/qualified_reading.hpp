#pragma once

#include "dialect/postgresql/connection.hpp"

#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// The rows of a query, with every name in what the server writes as SQL qualified, and every
/// constant in it written alike, whatever the session's settings are. They stay as they are, in a
/// transaction too. @throws DatabaseError
std::vector<Row> read_qualified(Connection& connection, const std::string& query);

}  // namespace retort::dialect::postgresql
