#include "dialect/postgresql/native.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

namespace retort::dialect::postgresql {

PGconn* native_handle(soci::session& session) {
    // Not dynamic_cast: the type information is hidden in shared builds of SOCI 4.0.
    return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

std::string sqlstate_of(const std::exception& error) {
    const auto* refused = dynamic_cast<const soci::postgresql_soci_error*>(&error);
    return refused == nullptr ? std::string() : refused->sqlstate();
}

}  // namespace retort::dialect::postgresql
