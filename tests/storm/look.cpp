#include "look.hpp"

#include "support/server_client.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>

namespace retort_test {
namespace {

/// Without the lines that carry a random word.
std::string schema_of(const Server& server) {
    const std::string line = std::string(RETORT_PG_DUMP) + " --schema-only '" + server.url + "'";
    FILE* const pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("pg_dump cannot be started");
    }
    std::string text;
    std::array<char, 4096> part{};
    while (std::fgets(part.data(), static_cast<int>(part.size()), pipe) != nullptr) {
        const std::string one = part.data();
        text += one.find("restrict ") == 1 || one.find("unrestrict ") == 1 ? "" : one;
    }
    if (pclose(pipe) != 0) {
        throw std::runtime_error("pg_dump failed");
    }
    return text;
}

std::string all(ServerClient& client, const std::string& title, const std::string& sql) {
    std::string text = title + "\n";
    for (const std::string& row : client.rows(sql)) {
        text += "  " + row + "\n";
    }
    return text;
}

}  // namespace

std::string look_of(const Server& server) {
    const auto client = ServerClient::connect(server);
    std::string text;
    for (const std::string& table : client->rows(
             "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
             "AND relkind IN ('r', 'p', 'm', 'v') AND relname NOT LIKE 'retort%' ORDER BY 1")) {
        text += all(*client, table, "SELECT t::text FROM \"" + table + "\" AS t ORDER BY 1");
    }
    text += all(*client, "heads", "SELECT version_num FROM retort_version ORDER BY 1");
    text += all(*client, "applied", "SELECT revision, origin FROM retort_applied ORDER BY 1");
    text += all(*client, "state", "SELECT applied_digest, open_step FROM retort_state");
    text += all(*client, "journal", "SELECT revision, part, done FROM retort_journal");
    text += all(*client, "history",
                "SELECT action, revision FROM retort_history WHERE outcome = 'done' ORDER BY id");
    text += all(*client, "objects",
                "SELECT kind, name, checksum, catalog_text, state, earlier_checksums FROM "
                "retort_object ORDER BY kind, name");
    text += all(*client, "invalid",
                "SELECT indexrelid::regclass FROM pg_index WHERE NOT "
                "indisvalid");
    return text + schema_of(server);
}

}  // namespace retort_test
