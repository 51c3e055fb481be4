#include "anywhere.hpp"

#include "server_place.hpp"

#include "support/database.hpp"
#include "support/server_client.hpp"

namespace retort_test {

Anywhere::Anywhere(const std::string& kind) {
    if (kind != "sqlite") {
        database_.emplace(server(kind));
    }
}

std::string Anywhere::url() const {
    return database_ ? database_->url() : "sqlite:///" + file();
}

std::vector<std::string> Anywhere::contents() const {
    if (!database_) {
        return {retort_test::contents(file())};
    }
    return database_->server().kind == "postgresql" ? dumped(*database_) : told(*database_);
}

std::vector<std::string> Anywhere::heads() const {
    return rows("SELECT version_num FROM retort_version ORDER BY 1");
}

std::vector<std::string> Anywhere::rows(const std::string& sql) const {
    return database_ ? ServerClient::connect(database_->server())->rows(sql)
                     : Sqlite(file()).rows(sql);
}

void Anywhere::run(const std::string& sql) const {
    if (database_) {
        ServerClient::connect(database_->server())->rows(sql);
    } else {
        Sqlite(file()).run(sql);
    }
}

}  // namespace retort_test
