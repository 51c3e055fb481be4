#include "support/server.hpp"

#include "support/server_client.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace retort_test {
namespace {

using nlohmann::json;

Server one_server(const std::string& kind, const json& at) {
    Server server;
    server.kind = kind;
    server.url = at.at("url");
    server.host = at.at("host");
    server.user = at.at("user");
    server.password = at.at("password");
    server.database = at.at("database");
    server.port = at.at("port");
    return server;
}

std::string unused_name() {
    static std::atomic<int> count{0};
    const auto now = std::chrono::system_clock::now().time_since_epoch().count();
    return "test_" + std::to_string(getpid()) + "_" + std::to_string(now) + "_" +
           std::to_string(++count);
}

bool is_postgresql(const Server& server) {
    return server.url.rfind("postgresql:", 0) == 0;
}

/// PgBouncer keeps sessions in the databases that clients have left, so that none can be dropped
/// or made from a template through it.
const Server& administered(const Server& server) {
    return server.kind == "pgbouncer" && !server.nodes.empty() ? server.nodes.at(1) : server;
}

std::unique_ptr<ServerClient> administrator(const Server& server) {
    return ServerClient::connect(is_postgresql(server)
                                     ? with_database(administered(server), "postgres")
                                     : with_database(server, "mysql"));
}

}  // namespace

Server server(const std::string& kind) {
    const char* folder = std::getenv("RETORT_TEST_SERVERS");
    if (folder == nullptr) {
        throw std::runtime_error("RETORT_TEST_SERVERS is not set, and this test needs " + kind +
                                 ". Run it with ctest, or with: tests/servers/servers.py with " +
                                 kind + " -- PROGRAM");
    }
    return server_in(folder, kind);
}

Server server_in(const std::string& folder, const std::string& kind) {
    const std::string path = folder + "/" + kind + ".json";
    std::ifstream file(path);
    if (!file) {
        throw std::runtime_error("There is no " + path + ", so no server runs. Start it with: " +
                                 "tests/servers/servers.py start " + kind + " " + folder);
    }
    const json record = json::parse(file);
    Server server = one_server(kind, record);
    server.pids = record.at("pids").get<std::vector<int>>();
    for (const json& entry : record.at("nodes")) {
        Server& node = server.nodes.emplace_back(one_server(kind, entry));
        node.pids = {entry.at("pid").get<int>()};
    }
    return server;
}

Server with_database(Server server, const std::string& database) {
    server.url.replace(server.url.rfind('/') + 1, std::string::npos, database);
    server.database = database;
    for (Server& node : server.nodes) {
        node = with_database(node, database);
    }
    return server;
}

std::string fresh_database(const Server& server) {
    const std::string name = unused_name();
    administrator(server)->rows("CREATE DATABASE " + name);
    return name;
}

void drop_database(const Server& server, const std::string& database) {
    administrator(server)->rows("DROP DATABASE IF EXISTS " + database +
                                (is_postgresql(server) ? " WITH (FORCE)" : ""));
}

FreshDatabase::FreshDatabase(const Server& server)
    : server_(with_database(server, fresh_database(server))) {}

FreshDatabase::~FreshDatabase() {
    try {
        drop_database(server_, server_.database);
    } catch (const std::exception&) {
        // A killed server takes its databases with it.
    }
}

}  // namespace retort_test
