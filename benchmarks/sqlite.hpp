#pragma once

#include <soci/version.h>
#include <sqlite3.h>

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

#include <memory>
#include <stdexcept>
#include <string>

namespace retort_benchmark {

struct Close {
    void operator()(::sqlite3* database) const noexcept { sqlite3_close(database); }
};
using Handle = std::unique_ptr<::sqlite3, Close>;

inline Handle open_raw(const std::string& path) {
    ::sqlite3* database = nullptr;
    const int code = sqlite3_open(path.c_str(), &database);
    Handle handle(database);
    if (code != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(database));
    }
    return handle;
}

inline void execute(const Handle& database, const std::string& sql) {
    if (sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sqlite3_errmsg(database.get()));
    }
}

}  // namespace retort_benchmark
