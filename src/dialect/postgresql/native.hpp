#pragma once

#include <libpq-fe.h>

#include <exception>
#include <string>

namespace soci {
class session;
}

namespace retort::dialect::postgresql {

/// The connection of a session whose backend is postgresql.
PGconn* native_handle(soci::session& session);

/// The SQLSTATE that an exception of SOCI's backend carries; empty: it is none.
std::string sqlstate_of(const std::exception& error);

}  // namespace retort::dialect::postgresql
