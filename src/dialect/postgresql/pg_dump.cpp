#include "dialect/postgresql/pg_dump.hpp"

#include "dialect/client_program.hpp"
#include "errors/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* program_name = "pg_dump";

/// Of the connection's own database, whatever the process' variables would lead it to.
ClientProgram program_for(PGconn* connection) {
    ClientProgram program{program_name, {}, {{"PGSERVICE", ""}, {"PGSERVICEFILE", ""}}};
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
        PQconninfo(connection), PQconninfoFree);
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->envvar != nullptr && program.environment.count(option->envvar) == 0) {
            program.environment[option->envvar] = option->val == nullptr ? "" : option->val;
        }
    }
    // Of several hosts that were given, the one that answered.
    program.environment["PGHOST"] = PQhost(connection);
    program.environment["PGHOSTADDR"] = PQhostaddr(connection);
    program.environment["PGPORT"] = PQport(connection);
    program.environment["PGUSER"] = PQuser(connection);
    program.environment["PGPASSWORD"] = PQpass(connection);
    program.environment["PGDATABASE"] = PQdb(connection);
    return program;
}

/// `pg_dump (PostgreSQL) 15.2 (a distribution)`: `15.2`.
std::string version_in(const std::string& said) {
    const auto is_digit = [](unsigned char c) { return std::isdigit(c) != 0; };
    const auto ends = [](unsigned char c) { return std::isspace(c) != 0; };
    const auto begin = std::find_if(said.begin(), said.end(), is_digit);
    return {begin, std::find_if(begin, said.end(), ends)};
}

void refuse_older(const Connection& connection) {
    const std::string version =
        version_in(output_of({program_name, {"--version"}, {}}, connection.patience()));
    const int server = PQserverVersion(connection.handle()) / 10000;
    if (!version.empty() && std::atoi(version.c_str()) < server) {
        throw errors::client_too_old(program_name, version, std::to_string(server));
    }
}

}  // namespace

Dump dump_of(const Connection& connection, const std::string& section,
             const std::vector<std::string>& left_out) {
    ClientProgram program = program_for(connection.handle());
    program.arguments = {"--section=" + section, "--clean", "--no-blobs", "--no-password",
                         "--encoding=UTF8"};
    for (const std::string& table : left_out) {
        program.arguments.push_back("--exclude-table=" + table);
    }
    try {
        return parse_dump(output_of(program, connection.patience()));
    } catch (const DatabaseError&) {
        refuse_older(connection);
        throw;
    }
}

}  // namespace retort::dialect::postgresql
