#include "dialect/mysql/refusal.hpp"

#include "dialect/mysql/refused_whole.hpp"

#include <charconv>
#include <string_view>

namespace retort::dialect::mysql {
namespace {

// Numbers are the protocol's; the headers' names for them differ between the client libraries.
constexpr unsigned deadlock = 1213;

}  // namespace

bool is_busy(unsigned code) noexcept {
    constexpr unsigned lock_wait_timeout = 1205;
    constexpr unsigned lock_nowait = 3572;
    return code == lock_wait_timeout || code == lock_nowait || is_deadlock(code);
}

bool is_deadlock(unsigned code) noexcept {
    return code == deadlock;
}

bool is_missing(unsigned code) noexcept {
    constexpr unsigned no_such_table = 1146;
    constexpr unsigned no_such_database = 1049;
    return code == no_such_table || code == no_such_database;
}

bool is_lost_connection(unsigned code) noexcept {
    switch (code) {
        case 1053:  // server shutdown in progress
        case 1927:  // connection was killed
        case 2006:  // server has gone away
        case 2013:  // lost connection during query
        case 2055:  // lost connection, with the system's reason
            return true;
        default:
            return false;
    }
}

ErrorKind kind_of(unsigned code, ErrorKind otherwise) noexcept {
    if (is_busy(code)) {
        return ErrorKind::locked;
    }
    if (is_lost_connection(code)) {
        return ErrorKind::connection;
    }
    switch (code) {
        case 1290:  // the server runs with --read-only
        case 1836:  // running in read-only mode
            return ErrorKind::read_only;
        case 1021:  // disk full
        case 1114:  // the table is full
            return ErrorKind::full;
        case 1216:
        case 1217:
        case 1451:
        case 1452:
            return ErrorKind::foreign_key;
        default:
            return otherwise;
    }
}

errors::Refusal refusal_of(MYSQL* handle, ErrorKind otherwise) {
    const unsigned code = mysql_errno(handle);
    return {kind_of(code, otherwise), mysql_error(handle), std::to_string(code)};
}

int line_in_statement(const errors::Refusal& refusal) noexcept {
    constexpr std::string_view mark = " at line ";
    const std::string& message = refusal.message;
    const std::size_t at = message.rfind(mark);
    int line = 1;
    if (refusal.code == parse_error && at != std::string::npos) {
        std::from_chars(message.data() + at + mark.size(), message.data() + message.size(), line);
    }
    return line;
}

}  // namespace retort::dialect::mysql
