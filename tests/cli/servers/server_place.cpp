#include "server_place.hpp"

#include "support/server_client.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace retort_test {

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

}  // namespace retort_test
