#pragma once

#include <sqlite3.h>

#include <exception>

namespace soci {
class session;
}

namespace retort::dialect::sqlite {

/// The connection below a session of SOCI's sqlite3 backend. Valid until the session reconnects.
::sqlite3* native_handle(soci::session& session);

/// SQLite's code in an error of that backend; SQLITE_OK in any other error.
int code_of(const std::exception& error) noexcept;

}  // namespace retort::dialect::sqlite
