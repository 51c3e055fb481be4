#pragma once

#include "cli/refusal.hpp"
#include "cli/session.hpp"
#include "cli/url.hpp"

#include <memory>
#include <string>

namespace retort::cli {

using Session = std::unique_ptr<soci::session>;

/// What came of one attempt to connect: a session, or else a refusal.
struct Attempt {
    Session session;
    Refusal refusal;
};

/// The file of a database; empty: it is in memory.
std::string sqlite_file(const Url& url);
/// Whether there is to be such a file and is none yet.
bool is_absent(const std::string& file);

/// @throws DatabaseError (kind `io`)
Session open_sqlite(const Url& url, Opening opening, const std::string& program);

/// The text that SOCI's backend takes. @throws UsageError (kind `configuration`)
std::string postgresql_text(const Url& url);
Attempt connect_postgresql(const std::string& text);

std::string mysql_text(const Url& url);
Attempt connect_mysql(const std::string& text);

}  // namespace retort::cli
