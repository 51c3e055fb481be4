#pragma once

#include <mysql.h>

#include <exception>

namespace soci {
class session;
}

namespace retort::dialect::mysql {

/// The connection below a session of SOCI's mysql backend. Valid until the session reconnects.
MYSQL* native_handle(soci::session& session);

/// The server's number of an error of that backend; 0 in any other error.
unsigned code_of(const std::exception& error) noexcept;

}  // namespace retort::dialect::mysql
