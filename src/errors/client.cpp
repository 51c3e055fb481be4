#include "errors/client.hpp"

#include "errors/passwords.hpp"

#include <fmt/format.h>

namespace retort::errors {

Error no_client(const std::string& program, const std::string& reason) {
    return {ErrorKind::io,
            fmt::format("{} could not be started: {}. Install it, or put its folder into PATH.",
                        program, reason)};
}

DatabaseError client_failed(const std::string& program, const std::string& words) {
    const std::size_t end = words.find_last_not_of(" \n");
    return {
        ErrorKind::database,
        fmt::format("{} failed{}", program,
                    end == std::string::npos ? " and did not say why."
                                             : ": " + without_passwords(words.substr(0, end + 1)))};
}

DatabaseError client_took_too_long(const std::string& program, std::chrono::milliseconds limit) {
    return {ErrorKind::database, fmt::format("{} was stopped: it had taken longer than {} seconds.",
                                             program, limit.count() / 1000)};
}

DatabaseError client_too_old(const std::string& program, const std::string& version,
                             const std::string& server) {
    return {ErrorKind::database,
            fmt::format("{} is of version {}, which cannot read a server of version {}. Install "
                        "one that is not older than the server.",
                        program, version, server)};
}

}  // namespace retort::errors
