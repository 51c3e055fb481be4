#include "dialect/postgresql/backup.hpp"

#include "dialect/postgresql/client.hpp"
#include "dialect/reading.hpp"

namespace retort::dialect::postgresql {
namespace {

constexpr const char* full_name = "full.dump";
constexpr const char* schema_name = "schema.sql";
constexpr const char* data_name = "data.sql";

void run(const Connection& connection, const ClientProgram& program) {
    try {
        output_of(program, connection.patience());
    } catch (const DatabaseError&) {
        refuse_older(connection, program.name);
        throw;
    }
}

}  // namespace

BackedUp back_up(Database& database, const Connection& connection, const BackupRequest& request) {
    const Reading reading(database);
    database.execute({"SET LOCAL idle_in_transaction_session_timeout = 0", {}});
    const std::string moment =
        text(database.query({"SELECT pg_catalog.pg_export_snapshot()", {}}).front().front());
    BackedUp result = counted(database, request.scope, request.state);
    const std::string full = request.folder + "/" + full_name;
    ClientProgram dump = client_on(connection, "pg_dump");
    dump.arguments = {"--format=custom", "--snapshot=" + moment, "--file=" + full, "--no-password",
                      "--encoding=UTF8"};
    run(connection, dump);
    result.files = {full_name};
    if (request.has_texts) {
        for (const auto& [what, name] :
             {std::pair("--schema-only", schema_name), std::pair("--data-only", data_name)}) {
            ClientProgram texts{
                "pg_restore", {what, "--file=" + request.folder + "/" + name, full}, {}};
            run(connection, texts);
            result.files.emplace_back(name);
        }
    }
    return result;
}

void load(const Connection& connection, const std::string& file, Owners owners) {
    ClientProgram restore = client_on(connection, "pg_restore");
    // An empty name is the one in the environment; another could be taken for a connection string.
    restore.arguments = {"--exit-on-error", "--single-transaction", "--no-password", "--dbname="};
    if (owners == Owners::session) {
        restore.arguments.insert(restore.arguments.end(), {"--no-owner", "--no-privileges"});
    }
    restore.arguments.push_back(file);
    run(connection, restore);
}

}  // namespace retort::dialect::postgresql
