#pragma once

#include <mysql.h>

#include <memory>

namespace retort::dialect::mysql {

struct CloseConnection {
    void operator()(MYSQL* handle) const noexcept { mysql_close(handle); }
};
using OwnConnection = std::unique_ptr<MYSQL, CloseConnection>;

/// One more connection to where `handle` is connected, as the same user and as secure, without a
/// default database. Where it was refused mysql_errno() of it says why.
OwnConnection second_connection(MYSQL* handle);

}  // namespace retort::dialect::mysql
