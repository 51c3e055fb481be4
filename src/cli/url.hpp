#pragma once

#include <retort/dialect.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::cli {

/// A database as `--url` names it. Everything is percent-decoded.
struct Url {
    std::string scheme;  ///< as written, in lower case
    Dialect dialect = Dialect::sqlite;
    /// SQLite: the file; empty: memory.
    std::string file;
    /// SOCI's own form `backend://options`: the options, to be passed on as they are.
    std::optional<std::string> soci_options;

    std::string user;
    std::string password;
    std::string host;
    int port = 0;
    std::string database;
    std::vector<std::pair<std::string, std::string>> query;
};

/// @param origin what the URL is called in errors, as `--url`; they never quote the URL itself
/// @param folder what a relative SQLite file is relative to; empty: the working directory
/// @throws UsageError (kind `configuration`)
Url parse_url(std::string_view text, const std::string& origin, const std::string& folder);

/// Whether a text that should be something else is meant to be a URL.
bool is_url(std::string_view text);

/// The URL for people: without the password.
std::string shown(const Url& url);

}  // namespace retort::cli
