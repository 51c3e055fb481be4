#pragma once

#include "support/server.hpp"
#include "support/temporary_folder.hpp"

#include <string>

namespace retort_test {

/// A server of the test's own, which may be killed: others share the servers of `server()`.
class OwnServer {
public:
    explicit OwnServer(const std::string& kind, int max_connections = 200);
    OwnServer(const OwnServer&) = delete;
    OwnServer& operator=(const OwnServer&) = delete;
    ~OwnServer();

    /// As it is now: a restart changes the process ids, nothing else.
    Server server() const;

    /// SIGKILL to its processes, or to those of one node. They are gone when it returns.
    void kill(const std::string& node = {});
    /// With the same data and port. Returns when it answers.
    void restart();

private:
    std::string kind_;
    TemporaryFolder folder_;
};

}  // namespace retort_test
