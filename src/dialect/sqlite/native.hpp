#pragma once

#include <sqlite3.h>

namespace soci {
class session;
}

namespace retort::dialect::sqlite {

/// The connection below a session of SOCI's sqlite3 backend. Valid until the session reconnects.
::sqlite3* native_handle(soci::session& session);

}  // namespace retort::dialect::sqlite
