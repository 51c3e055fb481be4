#include "dialect/sqlite/native.hpp"

#include <soci/version.h>

// SOCI 4.0 includes sqlite3.h inside a namespace of its own, which the include guard then empties.
#if SOCI_VERSION < 400100
namespace sqlite_api {
using ::sqlite3;
using ::sqlite3_destructor_type;
using ::sqlite3_int64;
using ::sqlite3_stmt;
}  // namespace sqlite_api
#endif
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace retort::dialect::sqlite {

::sqlite3* native_handle(soci::session& session) {
    // Not dynamic_cast: the backend's type information is hidden in shared builds of SOCI 4.0.
    auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
    return reinterpret_cast<::sqlite3*>(backend->conn_);
}

int code_of(const std::exception& error) noexcept {
    const auto* refused = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
    return refused == nullptr ? SQLITE_OK : refused->result();
}

}  // namespace retort::dialect::sqlite
