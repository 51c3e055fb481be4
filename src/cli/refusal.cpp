#include "cli/refusal.hpp"

#include <algorithm>

namespace retort::cli {
namespace {

using Cause = Refusal::Cause;
constexpr auto npos = std::string_view::npos;

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != npos;
}

/// Every SQLSTATE has a digit, and no severity has.
bool is_sqlstate(std::string_view word) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    return word.size() == 5 && std::any_of(word.begin(), word.end(), is_digit) &&
           std::all_of(word.begin(), word.end(),
                       [&](char c) { return is_digit(c) || is_capital(c); });
}

/// PgBouncer's words, which are never translated.
Cause cause_of_pooler(std::string_view message) {
    for (const char* busy :
         {"no more connections allowed", "too many clients", "server login has been failing",
          "server_login_retry", "query_wait_timeout", "starting up", "shutting down",
          "connect failed", "server conn crashed", "remaining connection"}) {
        if (contains(message, busy)) {
            return Cause::busy;
        }
    }
    if (contains(message, "no such database")) {
        return Cause::no_database;
    }
    const bool user = contains(message, "authentication") || contains(message, "no such user");
    return user ? Cause::user : Cause::other;
}

}  // namespace

bool may_pass(Cause cause) {
    return cause == Cause::unreachable || cause == Cause::busy;
}

Cause cause_of_sqlstate(std::string_view code, std::string_view message) {
    if (code == "3D000") {
        return Cause::no_database;
    }
    if (code == "28000" || code == "28P01" || code == "42501") {
        return Cause::user;
    }
    for (const char* busy : {"53300", "57P01", "57P02", "57P03", "08001", "08004", "08006"}) {
        if (code == busy) {
            return Cause::busy;
        }
    }
    return cause_of_pooler(message);
}

Cause cause_without_code(std::string_view message) {
    const bool closed = contains(message, "closed the connection") ||
                        contains(message, "Connection reset") || contains(message, "Broken pipe");
    return closed ? Cause::busy : Cause::other;
}

Cause cause_of_mysql(unsigned number) {
    switch (number) {
        case 2005:  // CR_UNKNOWN_HOST
            return Cause::unknown_host;
        case 2002:  // CR_CONNECTION_ERROR
        case 2003:  // CR_CONN_HOST_ERROR
            return Cause::unreachable;
        case 1040:  // ER_CON_COUNT_ERROR
        case 1047:  // ER_UNKNOWN_COM_ERROR: a Galera node that is not ready
        case 1053:  // ER_SERVER_SHUTDOWN
        case 1203:  // ER_TOO_MANY_USER_CONNECTIONS
        case 1226:  // ER_USER_LIMIT_REACHED
        case 2006:  // CR_SERVER_GONE_ERROR
        case 2012:  // CR_SERVER_HANDSHAKE_ERR
        case 2013:  // CR_SERVER_LOST
            return Cause::busy;
        case 1044:  // ER_DBACCESS_DENIED_ERROR
        case 1045:  // ER_ACCESS_DENIED_ERROR
        case 1698:  // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
            return Cause::user;
        case 1049:  // ER_BAD_DB_ERROR
            return Cause::no_database;
        default:
            return Cause::other;
    }
}

std::string sqlstate_in(std::string_view verbose) {
    for (auto at = verbose.find(": "); at != npos; at = verbose.find(": ", at + 1)) {
        const auto begin = verbose.find_first_not_of(' ', at + 1);
        const auto end = begin == npos ? npos : verbose.find(": ", begin);
        if (end != npos && is_sqlstate(verbose.substr(begin, end - begin))) {
            return std::string(verbose.substr(begin, end - begin));
        }
    }
    return "";
}

std::string libpq_reason(std::string_view message) {
    constexpr std::string_view soci = "Cannot establish connection to the database.\n";
    message.remove_prefix(message.substr(0, soci.size()) == soci ? soci.size() : 0);
    constexpr std::string_view severity = "FATAL:  ";
    if (const auto fatal = message.rfind(severity); fatal != npos) {
        message.remove_prefix(fatal + severity.size());
    }
    std::string reason;
    while (!message.empty()) {
        const std::string_view line = message.substr(0, message.find('\n'));
        message.remove_prefix(std::min(line.size() + 1, message.size()));
        if (!line.empty() && line.front() != '\t') {  // a hint
            reason.append(reason.empty() ? "" : "; ").append(line);
        }
    }
    return reason;
}

}  // namespace retort::cli
