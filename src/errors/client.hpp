#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>

namespace retort::errors {

/// A program of the server's own could not be started.
Error no_client(const std::string& program, const std::string& reason);
/// @param words its own
DatabaseError client_failed(const std::string& program, const std::string& words);
DatabaseError client_took_too_long(const std::string& program, std::chrono::milliseconds limit);
DatabaseError client_too_old(const std::string& program, const std::string& version,
                             const std::string& server);

}  // namespace retort::errors
