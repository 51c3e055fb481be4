#pragma once

#include "dialect/client_program.hpp"
#include "dialect/postgresql/connection.hpp"

#include <string>

namespace retort::dialect::postgresql {

/// A program of the server's on the database of a connection, as the same user, whatever the
/// process' variables would lead it to.
ClientProgram client_on(const Connection& connection, const std::string& name);

/// @throws DatabaseError where the program is older than the server
void refuse_older(const Connection& connection, const std::string& name);

}  // namespace retort::dialect::postgresql
