#pragma once

#include "support/server.hpp"

#include <memory>
#include <string>
#include <vector>

namespace retort_test {

/// A second, independent view of a server, straight through its own client library.
class ServerClient {
public:
    /// @returns the client of that server's kind, connected to its `database`
    static std::unique_ptr<ServerClient> connect(const Server& server);

    virtual ~ServerClient() = default;

    /// Runs one statement. @returns the rows, columns joined by `|`, NULL as `NULL`
    /// @throws std::runtime_error with the server's words
    virtual std::vector<std::string> rows(const std::string& sql) = 0;

    /// The first row; empty without one.
    std::string value(const std::string& sql);
};

}  // namespace retort_test
