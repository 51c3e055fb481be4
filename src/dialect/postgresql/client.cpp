#include "dialect/postgresql/client.hpp"

#include "errors/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace retort::dialect::postgresql {
namespace {

/// `pg_dump (PostgreSQL) 15.2 (a distribution)`: `15.2`.
std::string version_in(const std::string& said) {
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const auto ends = [](unsigned char c) { return std::isspace(c) != 0; };
    const auto begin = std::find_if(said.begin(), said.end(), is_digit);
    return {begin, std::find_if(begin, said.end(), ends)};
}

}  // namespace

ClientProgram client_on(const Connection& connection, const std::string& name) {
    PGconn* const handle = connection.handle();
    ClientProgram program{name, {}, {{"PGSERVICE", ""}, {"PGSERVICEFILE", ""}}};
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfo(handle),
                                                                                 PQconninfoFree);
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->envvar != nullptr && program.environment.count(option->envvar) == 0) {
            program.environment[option->envvar] = option->val == nullptr ? "" : option->val;
        }
    }
    // Of several hosts that were given, the one that answered.
    program.environment["PGHOST"] = PQhost(handle);
    program.environment["PGHOSTADDR"] = PQhostaddr(handle);
    program.environment["PGPORT"] = PQport(handle);
    program.environment["PGUSER"] = PQuser(handle);
    program.environment["PGPASSWORD"] = PQpass(handle);
    program.environment["PGDATABASE"] = PQdb(handle);
    return program;
}

void refuse_older(const Connection& connection, const std::string& name) {
    const std::string version =
        version_in(output_of({name, {"--version"}, {}}, connection.patience()));
    const int server = PQserverVersion(connection.handle()) / 10000;
    if (!version.empty() && std::atoi(version.c_str()) < server) {
        throw errors::client_too_old(name, version, std::to_string(server));
    }
}

}  // namespace retort::dialect::postgresql
