#pragma once

#include "dialect/client_program.hpp"
#include "dialect/mysql/connection.hpp"

#include <string>

namespace retort::dialect::mysql {

/// A program of the server's on the default database of a connection, as the same user and as
/// secure, whatever its option files say.
/// @param mariadb its name there; @param mysql on MySQL
ClientProgram client_on(Connection& connection, const char* mariadb, const char* mysql);

}  // namespace retort::dialect::mysql
