#include "server_place.hpp"

#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <sstream>

namespace retort_test {

using Strings = std::vector<std::string>;

Result ServerPlace::run(std::vector<std::string> words, bool scratch) const {
    words.insert(words.end(), {"--scripts", place.file("migrations"), "--objects",
                               place.file("views"), "--url", database.url()});
    if (scratch) {
        words.insert(words.end(), {"--scratch", database.url()});
    }
    return retort_test::run(words);
}

std::vector<std::string> scratch_left(const Server& server) {
    const auto client = ServerClient::connect(server);
    const std::string ours = fmt::format("'retortscratch{}x%'", getpid());
    if (server.kind == "postgresql") {
        return client->rows("SELECT datname FROM pg_database WHERE datname LIKE " + ours);
    }
    return client->rows(fmt::format(
        "SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE {0} "
        "UNION ALL SELECT user FROM mysql.user WHERE user LIKE {0}",
        ours));
}

Strings dumped(const FreshDatabase& database, const std::string& options) {
    const std::string command = "pg_dump --inserts --no-sync --exclude-table='retort*' " + options +
                                " '" + database.url() + "' | grep -v '^\\\\\\|^--\\|^$'";
    std::string output;
    const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
    std::array<char, 4096> part{};
    while (const std::size_t count = fread(part.data(), 1, part.size(), pipe.get())) {
        output.append(part.data(), count);
    }
    Strings lines;
    std::istringstream stream(output);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    REQUIRE(lines.size() > 5);
    std::sort(lines.begin(), lines.end());
    return lines;
}

Strings told(const FreshDatabase& database) {
    const auto client = ServerClient::connect(database.server());
    Strings all;
    const auto add = [&](const std::string& sql) {
        for (std::string row : client->rows(sql)) {
            for (std::size_t at = 0; (at = row.find(database.name(), at)) != std::string::npos;) {
                row.replace(at, database.name().size(), "DATABASE");
            }
            all.push_back(std::move(row));
        }
    };
    for (const std::string& table :
         client->rows("SELECT CONCAT('`', REPLACE(table_name, '`', '``'), '`') FROM "
                      "information_schema.tables WHERE table_schema = DATABASE() AND table_type "
                      "<> 'VIEW' AND table_name NOT LIKE 'retort%'")) {
        add("SHOW CREATE TABLE " + table);
        if (table != "`moments`" && table != "`past`") {
            add("CHECKSUM TABLE " + table);
        }
    }
    add("SELECT table_name, view_definition, check_option, security_type, definer, "
        "character_set_client, collation_connection FROM information_schema.views WHERE "
        "table_schema = DATABASE()");
    add("SELECT routine_type, routine_name, dtd_identifier, routine_definition, is_deterministic, "
        "sql_data_access, security_type, sql_mode, routine_comment, definer FROM "
        "information_schema.routines WHERE routine_schema = DATABASE()");
    add("SELECT trigger_name, action_order, action_timing, event_manipulation, "
        "event_object_table, action_statement, sql_mode, definer, character_set_client FROM "
        "information_schema.triggers WHERE trigger_schema = DATABASE()");
    add("SELECT event_name, event_definition, interval_value, interval_field, sql_mode, "
        "IF(starts <= NOW(), '', starts), ends, status, on_completion, event_comment, time_zone "
        "FROM information_schema.events WHERE event_schema = DATABASE()");
    std::sort(all.begin(), all.end());
    return all;
}

}  // namespace retort_test
