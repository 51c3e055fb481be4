#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>
#include <vector>

/// A server that gives the command line no session. `server` is its URL without the password;
/// `reason` is what it or its driver said, `code` its SQLSTATE or number.
namespace retort::errors {

DatabaseError unknown_host(const std::string& server, const std::string& reason,
                           const std::string& code);
DatabaseError unreachable(const std::string& server, const std::string& reason,
                          const std::string& code, std::chrono::milliseconds waited);
/// It is full, starting or stopping.
DatabaseError took_no_connection(const std::string& server, const std::string& reason,
                                 const std::string& code, std::chrono::milliseconds waited);
DatabaseError user_refused(const std::string& server, const std::string& reason,
                           const std::string& code);
DatabaseError no_such_database(const std::string& server, const std::string& reason,
                               const std::string& code);
DatabaseError cannot_connect(const std::string& server, const std::string& reason,
                             const std::string& code);

// Options behind the `?` of a URL, or in SOCI's own form.
UsageError unknown_option(const std::string& server, const std::string& name,
                          const std::vector<std::string>& known);
UsageError nul_in_option(const std::string& server, const std::string& name);
/// @param reason may be empty
UsageError wrong_options(const std::string& server, const std::string& reason);

}  // namespace retort::errors
