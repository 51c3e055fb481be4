#include "cli/url.hpp"

#include "errors/cli.hpp"

#include <boost/filesystem/path.hpp>

#include <algorithm>
#include <charconv>

namespace retort::cli {
namespace {

const std::vector<std::string>& schemes() {
    static const std::vector<std::string> names{"sqlite", "sqlite3", "postgresql", "mysql",
                                                "mariadb"};
    return names;
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decoded(std::string_view text, const std::string& origin) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            throw errors::bad_escape(origin);
        }
        plain += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return plain;
}

/// Cuts `text` at the first `separator`; the second part is empty when there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char separator) {
    const auto at = text.find(separator);
    if (at == std::string_view::npos) {
        return {text, {}};
    }
    return {text.substr(0, at), text.substr(at + 1)};
}

std::string sqlite_file(std::string_view rest, const std::string& origin,
                        const std::string& folder) {
    if (rest.empty() || rest == "/:memory:") {
        return "";
    }
    if (rest.front() != '/' || rest == "/") {
        throw errors::no_sqlite_file(origin);
    }
    if (rest.find('?') != std::string_view::npos) {
        throw errors::sqlite_query(origin);
    }
    std::string path = decoded(rest.substr(1), origin);
    if (path.find('"') != std::string::npos || path.find('\0') != std::string::npos) {
        throw errors::quote_in_file_name(origin);
    }
    if (path.front() == '/') {
        return path;
    }
    return folder.empty() ? path : (boost::filesystem::path(folder) / path).string();
}

int port_number(std::string_view text, const std::string& origin) {
    int port = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, port);
    if (read.ec != std::errc() || read.ptr != end || port < 1 || port > 65535) {
        throw errors::bad_port(origin);
    }
    return port;
}

void read_address(Url& url, std::string_view address, const std::string& origin) {
    if (const auto at = address.rfind('@'); at != std::string_view::npos) {
        const auto [user, password] = cut(address.substr(0, at), ':');
        url.user = decoded(user, origin);
        url.password = decoded(password, origin);
        address.remove_prefix(at + 1);
    }
    const auto bracket =
        !address.empty() && address.front() == '[' ? address.find(']') : std::string_view::npos;
    const auto colon = address.find(':', bracket == std::string_view::npos ? 0 : bracket);
    url.host = decoded(address.substr(0, colon), origin);
    if (colon != std::string_view::npos) {
        url.port = port_number(address.substr(colon + 1), origin);
    }
}

void read_server(Url& url, std::string_view rest, const std::string& origin) {
    const auto [place, query] = cut(rest, '?');
    const auto [address, database] = cut(place, '/');
    read_address(url, address, origin);
    url.database = decoded(database, origin);
    for (auto options = query; !options.empty();) {
        const auto [option, others] = cut(options, '&');
        const auto [name, value] = cut(option, '=');
        url.query.emplace_back(decoded(name, origin), decoded(value, origin));
        options = others;
    }
}

/// `sqlite3://db=app.db`, `mysql://db=app user=me`: SOCI's own form has a `=` before any `/` or
/// `@`.
bool soci_form(std::string_view scheme, std::string_view rest) {
    const auto end = rest.find_first_of("=/@?");
    return scheme == "sqlite3" || (end != std::string_view::npos && rest[end] == '=');
}

Dialect dialect_of(std::string_view scheme) {
    if (scheme == "postgresql") {
        return Dialect::postgresql;
    }
    return scheme == "mysql" || scheme == "mariadb" ? Dialect::mysql : Dialect::sqlite;
}

}  // namespace

Url parse_url(std::string_view text, const std::string& origin, const std::string& folder) {
    const auto colon = text.find("://");
    if (colon == std::string_view::npos || text.find_first_of(":/@?= ") < colon) {
        throw errors::not_a_url(origin);
    }
    Url url;
    url.scheme = std::string(text.substr(0, colon));
    std::transform(url.scheme.begin(), url.scheme.end(), url.scheme.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (std::find(schemes().begin(), schemes().end(), url.scheme) == schemes().end()) {
        throw errors::unknown_scheme(origin, url.scheme, schemes());
    }
    url.dialect = dialect_of(url.scheme);
    const std::string_view rest = text.substr(colon + 3);
    if (soci_form(url.scheme, rest)) {
        url.soci_options = std::string(rest);
    } else if (url.dialect == Dialect::sqlite) {
        url.file = sqlite_file(rest, origin, folder);
    } else {
        read_server(url, rest, origin);
    }
    return url;
}

bool is_url(std::string_view text) {
    return text.find("://") != std::string_view::npos;
}

std::string shown(const Url& url) {
    const std::string start = url.scheme + "://";
    if (url.soci_options) {
        return start + "...";
    }
    if (url.dialect == Dialect::sqlite) {
        return url.file.empty() ? start : start + "/" + url.file;
    }
    const std::string user = url.user.empty() ? "" : url.user + "@";
    const std::string port = url.port == 0 ? "" : ":" + std::to_string(url.port);
    return start + user + url.host + port + "/" + url.database;
}

}  // namespace retort::cli
