#include "cli/driver_options.hpp"

#include "errors/connecting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::cli {
namespace {

/// A server that does not answer is not waited for longer, each time.
constexpr const char* connect_timeout = "10";

/// Those of SOCI's options that a query may set. It has no `reconnect`: a new session would go on
/// without the lock of the old one.
const std::vector<std::string>& mysql_names() {
    static const std::vector<std::string> names{"unix_socket",     "sslca",        "sslcert",
                                                "sslkey",          "charset",      "local_infile",
                                                "connect_timeout", "read_timeout", "write_timeout"};
    return names;
}

/// A later value for a name replaces the earlier one; an empty one is left out.
void set(DriverOptions& options, const Url& url, const std::string& name,
         const std::string& value) {
    if (value.find('\0') != std::string::npos) {
        throw errors::nul_in_option(shown(url), name);
    }
    const auto same = std::find_if(options.begin(), options.end(),
                                   [&](const auto& option) { return option.first == name; });
    if (same != options.end()) {
        same->second = value;
    } else if (!value.empty()) {
        options.emplace_back(name, value);
    }
}

std::string without_brackets(const std::string& host) {
    const bool bracketed = host.size() > 1 && host.front() == '[' && host.back() == ']';
    return bracketed ? host.substr(1, host.size() - 2) : host;
}

void set_address(DriverOptions& options, const Url& url, const char* database,
                 const std::string& host) {
    set(options, url, "host", host);
    set(options, url, "port", url.port == 0 ? "" : std::to_string(url.port));
    set(options, url, "user", url.user);
    set(options, url, "password", url.password);
    set(options, url, database, url.database);
}

std::string percent_encoded(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
        encoded +=
            plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return encoded;
}

std::string quoted(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + "'";
}

bool names_socket(const Url& url) {
    return std::any_of(url.query.begin(), url.query.end(),
                       [](const auto& option) { return option.first == "unix_socket"; });
}

/// The driver would take `localhost` for a socket and forget the port, and a host for a reason to
/// forget the socket.
std::string mysql_host(const Url& url) {
    if (names_socket(url)) {
        return "";
    }
    return url.host == "localhost" && url.port != 0 ? "127.0.0.1" : without_brackets(url.host);
}

}  // namespace

DriverOptions postgresql_options(const Url& url) {
    DriverOptions options{{"fallback_application_name", "retort"},
                          {"client_encoding", "UTF8"},
                          {"connect_timeout", connect_timeout}};
    set_address(options, url, "dbname", without_brackets(url.host));
    for (const auto& [name, value] : url.query) {
        set(options, url, name, value);
    }
    return options;
}

std::string libpq_uri(const DriverOptions& options) {
    std::string uri = "postgresql://";
    char separator = '?';
    for (const auto& [name, value] : options) {
        uri += separator + percent_encoded(name) + '=' + percent_encoded(value);
        separator = '&';
    }
    return uri;
}

std::string mysql_options(const Url& url) {
    DriverOptions options{{"charset", "utf8mb4"}, {"connect_timeout", connect_timeout}};
    set_address(options, url, "db", mysql_host(url));
    for (const auto& [name, value] : url.query) {
        if (std::find(mysql_names().begin(), mysql_names().end(), name) == mysql_names().end()) {
            throw errors::unknown_option(shown(url), name, mysql_names());
        }
        set(options, url, name, value);
    }
    std::string text;
    for (const auto& [name, value] : options) {
        text += (text.empty() ? "" : " ") + name + '=' + quoted(value);
    }
    return text;
}

}  // namespace retort::cli
