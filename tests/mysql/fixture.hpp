#pragma once

#include "support/catch.hpp"
#include "support/server.hpp"
#include "support/server_client.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace retort_test {

using namespace retort;
using Strings = std::vector<std::string>;

std::unique_ptr<soci::session> open_session(const Server& server);

/// A database of its own on the shared MariaDB, the session under test and an independent client.
struct Fixture {
    FreshDatabase database{retort_test::server("mariadb")};
    std::unique_ptr<soci::session> session = open_session(database.server());
    std::unique_ptr<ServerClient> client = ServerClient::connect(database.server());

    Migrator migrator(Revisions revisions, Options options = {}) {
        return {*session, std::move(revisions), std::move(options)};
    }
    Strings rows(const std::string& sql) { return client->rows(sql); }
    std::string value(const std::string& sql) { return client->value(sql); }
    Strings heads() { return rows("SELECT version_num FROM retort_version ORDER BY 1"); }
    Strings tables();
};

ScriptText script_text(const std::string& id, const std::string& parents,
                       const std::string& sections);

/// Definitions and rows of everything but the state tables, as one comparable text.
std::string contents(ServerClient& client);
/// What is recorded, without times.
std::string record(ServerClient& client);

/// Runs `body` in a child process. @returns the signal that ended it, or 256 plus its exit status
int in_child(const std::function<void()>& body);

/// The error that `action` throws. @throws std::logic_error when it throws none
template <class Action>
Error error_of(Action&& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("nothing was thrown");
}

}  // namespace retort_test
