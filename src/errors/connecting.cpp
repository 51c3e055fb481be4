#include "errors/connecting.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace retort::errors {
namespace {

/// A driver's words without the point that ends them: the sentence around has its own.
std::string plain(const std::string& reason) {
    const auto last = reason.find_last_not_of(". \n");
    return last == std::string::npos ? "no reason was given" : reason.substr(0, last + 1);
}

DatabaseError refused(const std::string& code, const std::string& message) {
    ErrorFacts facts;
    facts.code = code;
    return {ErrorKind::connection, message, std::move(facts)};
}

std::string seconds(std::chrono::milliseconds time) {
    return fmt::format("{:.1f} s", static_cast<double>(time.count()) / 1000.0);
}

}  // namespace

DatabaseError unknown_host(const std::string& server, const std::string& reason,
                           const std::string& code) {
    return refused(code, fmt::format("The host of {} is not known: {}. Correct the host in the "
                                     "URL, or look at the name service of this machine.",
                                     server, plain(reason)));
}

DatabaseError unreachable(const std::string& server, const std::string& reason,
                          const std::string& code, std::chrono::milliseconds waited) {
    return refused(code, fmt::format("No server answered at {} within {}: {}. Start it, or correct "
                                     "host and port in the URL; --lock-timeout says how long to "
                                     "wait for it.",
                                     server, seconds(waited), plain(reason)));
}

DatabaseError took_no_connection(const std::string& server, const std::string& reason,
                                 const std::string& code, std::chrono::milliseconds waited) {
    return refused(code,
                   fmt::format("The server at {} took no connection within {}: {}. Run again when "
                               "it has room, raise its limit of connections, or wait longer with "
                               "--lock-timeout.",
                               server, seconds(waited), plain(reason)));
}

DatabaseError user_refused(const std::string& server, const std::string& reason,
                           const std::string& code) {
    return refused(code, fmt::format("The server at {} does not let this user in: {}. Check user "
                                     "and password in the URL, and what the server allows the user "
                                     "from this machine.",
                                     server, plain(reason)));
}

DatabaseError no_such_database(const std::string& server, const std::string& reason,
                               const std::string& code) {
    return refused(code, fmt::format("The server has no database as {} names it: {}. Create it, or "
                                     "correct the name at the end of the URL.",
                                     server, plain(reason)));
}

DatabaseError cannot_connect(const std::string& server, const std::string& reason,
                             const std::string& code) {
    return refused(code, fmt::format("The database at {} cannot be opened: {}. Check the URL and "
                                     "its options; the server's log may say more.",
                                     server, plain(reason)));
}

UsageError unknown_option(const std::string& server, const std::string& name,
                          const std::vector<std::string>& known) {
    const auto near = nearest(name, known);
    const std::string meant = near.empty() ? "" : "Did you mean " + list(near, "or") + "? ";
    return {ErrorKind::configuration,
            fmt::format("The URL of {} has an option {}, which the driver does not know. {}The "
                        "options are {}.",
                        server, in_quotes(name), meant, listed(known))};
}

UsageError nul_in_option(const std::string& server, const std::string& name) {
    return {ErrorKind::configuration,
            fmt::format("The URL of {} has a NUL (`%00`) in its {}, which cannot be passed to the "
                        "driver. Take it out.",
                        server, name)};
}

UsageError wrong_options(const std::string& server, const std::string& reason) {
    return {ErrorKind::configuration,
            fmt::format("The options in {} cannot be read{}. Correct their values. In SOCI's own "
                        "form they are pairs `name=value` with blanks between them, and a value "
                        "with a blank stands in single quotes.",
                        server, reason.empty() ? "" : ": " + plain(reason))};
}

}  // namespace retort::errors
