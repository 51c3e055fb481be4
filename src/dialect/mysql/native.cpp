#include "dialect/mysql/native.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/soci.h>

namespace retort::dialect::mysql {

MYSQL* native_handle(soci::session& session) {
    // Not dynamic_cast: the backend's type information is hidden in shared builds of SOCI 4.0.
    return static_cast<soci::mysql_session_backend*>(session.get_backend())->conn_;
}

unsigned code_of(const std::exception& error) noexcept {
    const auto* refused = dynamic_cast<const soci::mysql_soci_error*>(&error);
    return refused == nullptr ? 0 : refused->err_num_;
}

}  // namespace retort::dialect::mysql
