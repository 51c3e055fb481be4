#pragma once

#include <string>
#include <string_view>

namespace retort::cli {

/// Why a server gave no session.
struct Refusal {
    enum class Cause {
        unknown_host,
        unreachable,  ///< nobody answers there
        busy,         ///< it is full, starting or stopping
        user,         ///< it does not let this user in
        no_database,
        options,  ///< they cannot be read
        other,
    };
    Cause cause = Cause::other;
    std::string reason;  ///< in the driver's or the server's words, one line
    std::string code;    ///< SQLSTATE or number; may be empty
};

/// Whether the same attempt may succeed a little later.
bool may_pass(Refusal::Cause cause);

/// @param message what the server said: a pooler says everything with one code
Refusal::Cause cause_of_sqlstate(std::string_view code, std::string_view message);

/// Of a server that answered and gave no code: it closed the connection, or the client did not like
/// the answer.
Refusal::Cause cause_without_code(std::string_view message);

/// @param number of the server or of the client library
Refusal::Cause cause_of_mysql(unsigned number);

/// The SQLSTATE in a message of libpq at its most verbose, whatever its language; may be empty.
std::string sqlstate_in(std::string_view verbose);

/// A message of libpq without its hints and without what is not the server's, in one line.
std::string libpq_reason(std::string_view message);

}  // namespace retort::cli
