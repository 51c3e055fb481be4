#include "fixture.hpp"

#include <soci/mysql/soci-mysql.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>

namespace retort_test {
namespace {

std::string joined(const Strings& rows) {
    std::string text;
    for (const std::string& row : rows) {
        text += row + "\n";
    }
    return text;
}

}  // namespace

std::unique_ptr<soci::session> open_session(const Server& server) {
    return std::make_unique<soci::session>(
        soci::mysql, "host=" + server.host + " port=" + std::to_string(server.port) +
                         " db=" + server.database + " user=" + server.user + " password='" +
                         server.password + "'");
}

Strings Fixture::tables() {
    return rows(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND "
        "table_name NOT LIKE 'retort\\_%' ORDER BY 1");
}

ScriptText script_text(const std::string& id, const std::string& parents,
                       const std::string& sections) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parents.empty() ? "" : "-- retort:down_revision " + parents + "\n") +
                             sections};
}

std::string contents(ServerClient& client) {
    std::string text;
    for (const std::string& row : client.rows(
             "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = "
             "DATABASE() AND table_name NOT LIKE 'retort\\_%' ORDER BY 1")) {
        const std::string name = row.substr(0, row.find('|'));
        text += joined(client.rows("SHOW CREATE TABLE `" + name + "`"));
        if (row != name + "|VIEW") {
            text += joined(client.rows("SELECT * FROM `" + name + "` ORDER BY 1"));
        }
    }
    text += joined(
        client.rows("SELECT trigger_name, action_statement FROM information_schema.triggers WHERE "
                    "trigger_schema = DATABASE() ORDER BY 1"));
    text += joined(client.rows(
        "SELECT routine_name, routine_definition FROM information_schema.routines WHERE "
        "routine_schema = DATABASE() ORDER BY 1"));
    return text;
}

std::string record(ServerClient& client) {
    return joined(client.rows("SELECT version_num FROM retort_version ORDER BY 1")) +
           joined(client.rows("SELECT revision, upgrade_checksum, downgrade_text, origin FROM "
                              "retort_applied ORDER BY 1")) +
           joined(client.rows("SELECT revision, part, done FROM retort_journal")) +
           joined(client.rows("SELECT * FROM retort_state")) +
           joined(client.rows(
               "SELECT revision, action, count(*) FROM retort_history WHERE outcome "
               "= 'done' AND action NOT IN ('adopt', 'repair') GROUP BY 1, 2 ORDER BY 1, 2"));
}

int in_child(const std::function<void()>& body) {
    const pid_t child = fork();
    if (child == 0) {
        try {
            body();
            _exit(0);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "%s\n", error.what());
            _exit(1);
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 256 + WEXITSTATUS(status);
}

}  // namespace retort_test
