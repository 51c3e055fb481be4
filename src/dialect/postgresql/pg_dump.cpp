#include "dialect/postgresql/pg_dump.hpp"

#include "dialect/postgresql/client.hpp"

#include <retort/error.hpp>

namespace retort::dialect::postgresql {

Dump dump_of(const Connection& connection, const std::string& section,
             const std::vector<std::string>& left_out) {
    ClientProgram program = client_on(connection, "pg_dump");
    program.arguments = {"--section=" + section, "--clean", "--no-blobs", "--no-password",
                         "--encoding=UTF8"};
    for (const std::string& table : left_out) {
        program.arguments.push_back("--exclude-table=" + table);
    }
    try {
        return parse_dump(output_of(program, connection.patience()));
    } catch (const DatabaseError&) {
        refuse_older(connection, "pg_dump");
        throw;
    }
}

}  // namespace retort::dialect::postgresql
