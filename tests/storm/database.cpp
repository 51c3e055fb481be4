#include "database.hpp"

#include "support/server_client.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <unistd.h>

#include <stdexcept>

namespace retort_test {

Place place_of(const Server& server) {
    if (server.url.rfind("postgresql:", 0) != 0) {
        return {"mysql", "host=" + server.host + " port=" + std::to_string(server.port) +
                             " user=" + server.user + " password=" + server.password +
                             " db=" + server.database};
    }
    return {"postgresql", "host=" + server.host + " port=" + std::to_string(server.port) +
                              " user=" + server.user + " password=" + server.password +
                              " dbname=" + server.database + " sslmode=disable gssencmode=disable"};
}

Place place_of_file(const std::string& path) {
    return {"sqlite3", "db=" + path + " timeout=60"};
}

std::unique_ptr<soci::session> open_session(const Place& place) {
    if (place.backend == "postgresql") {
        return std::make_unique<soci::session>(soci::postgresql, place.connect);
    }
    if (place.backend == "mysql") {
        return std::make_unique<soci::session>(soci::mysql, place.connect);
    }
    if (place.backend == "sqlite3") {
        return std::make_unique<soci::session>(soci::sqlite3, place.connect);
    }
    throw std::runtime_error("no backend " + place.backend);
}

CopiedDatabase::CopiedDatabase(const Server& server, const std::string& original, Copying copying) {
    static int count = 0;
    const std::string name = "copy_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    const auto client = ServerClient::connect(with_database(server, "postgres"));
    client->rows("CREATE DATABASE " + name + " TEMPLATE " + original +
                 (copying == Copying::as_files ? " STRATEGY file_copy" : ""));
    server_ = with_database(server, name);
}

CopiedDatabase::~CopiedDatabase() {
    try {
        drop_database(server_, server_.database);
    } catch (const std::exception&) {
        // A server that is gone keeps nothing.
    }
}

}  // namespace retort_test
