#include "dialect/sqlite/refusal.hpp"

namespace retort::dialect::sqlite {

ErrorKind kind_of(int code, ErrorKind otherwise) {
    if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
        return ErrorKind::foreign_key;
    }
    switch (code & 0xFF) {
        case SQLITE_READONLY:
            return ErrorKind::read_only;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return ErrorKind::corrupt;
        case SQLITE_FULL:
            return ErrorKind::full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorKind::locked;
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return ErrorKind::io;
        default:
            return otherwise;
    }
}

errors::Refusal refusal_of(sqlite3* handle, ErrorKind otherwise) {
    const int code = sqlite3_extended_errcode(handle);
    return {kind_of(code, otherwise), sqlite3_errmsg(handle), std::to_string(code)};
}

bool is_busy(int code) noexcept {
    const int primary = code & 0xFF;
    return primary == SQLITE_BUSY || primary == SQLITE_LOCKED;
}

}  // namespace retort::dialect::sqlite
