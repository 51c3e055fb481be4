#include "support/own_server.hpp"

#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace retort_test {
namespace {

/// The options are words without blanks. @returns whether the program succeeded
bool run_servers(const std::string& command, const std::string& kind, const TemporaryFolder& folder,
                 const std::string& options = {}) {
    const std::string line = "'" RETORT_SERVERS_PROGRAM "' " + command + " " + kind + " '" +
                             folder.path() + "' " + options;
    return std::system(line.c_str()) == 0;
}

void need(bool succeeded, const std::string& what) {
    if (!succeeded) {
        throw std::runtime_error("servers.py could not " + what + "; it has said why.");
    }
}

}  // namespace

OwnServer::OwnServer(const std::string& kind, int max_connections) : kind_(kind) {
    const std::string options = "--follow " + std::to_string(getpid()) + " --max-connections " +
                                std::to_string(max_connections);
    need(run_servers("start", kind_, folder_, options), "start " + kind_);
}

OwnServer::~OwnServer() {
    run_servers("stop", kind_, folder_);
}

Server OwnServer::server() const {
    return server_in(folder_.path(), kind_);
}

void OwnServer::kill(const std::string& node) {
    need(run_servers("kill", kind_, folder_, node.empty() ? "" : "--node " + node),
         "kill " + kind_);
}

void OwnServer::restart() {
    need(run_servers("restart", kind_, folder_), "restart " + kind_);
}

}  // namespace retort_test
