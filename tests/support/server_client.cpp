#include "support/server_client.hpp"

#include <libpq-fe.h>
#include <mysql.h>

#include <stdexcept>

namespace retort_test {
namespace {

void add_cell(std::string& row, bool first, const char* text) {
    row += (first ? "" : "|") + std::string(text == nullptr ? "NULL" : text);
}

struct Finish {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
    void operator()(PGresult* result) const noexcept { PQclear(result); }
    void operator()(MYSQL* connection) const noexcept { mysql_close(connection); }
    void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};

class PostgresqlClient : public ServerClient {
public:
    explicit PostgresqlClient(const Server& server) {
        const std::string port = std::to_string(server.port);
        const char* const names[] = {"host", "port", "user", "password", "dbname", nullptr};
        const char* const values[] = {server.host.c_str(),     port.c_str(),
                                      server.user.c_str(),     server.password.c_str(),
                                      server.database.c_str(), nullptr};
        connection_.reset(PQconnectdbParams(names, values, 0));
        if (PQstatus(connection_.get()) != CONNECTION_OK) {
            throw std::runtime_error(PQerrorMessage(connection_.get()));
        }
        PQsetNoticeProcessor(
            connection_.get(), [](void*, const char*) {}, nullptr);
    }

    std::vector<std::string> rows(const std::string& sql) override {
        const std::unique_ptr<PGresult, Finish> result(PQexec(connection_.get(), sql.c_str()));
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            throw std::runtime_error(PQerrorMessage(connection_.get()));
        }
        std::vector<std::string> rows(static_cast<std::size_t>(PQntuples(result.get())));
        for (int row = 0; row < PQntuples(result.get()); ++row) {
            for (int column = 0; column < PQnfields(result.get()); ++column) {
                const bool null = PQgetisnull(result.get(), row, column) != 0;
                add_cell(rows[static_cast<std::size_t>(row)], column == 0,
                         null ? nullptr : PQgetvalue(result.get(), row, column));
            }
        }
        return rows;
    }

private:
    std::unique_ptr<PGconn, Finish> connection_;
};

class MariadbClient : public ServerClient {
public:
    explicit MariadbClient(const Server& server) : connection_(mysql_init(nullptr)) {
        mysql_options(connection_.get(), MYSQL_SET_CHARSET_NAME, "utf8mb4");
        if (mysql_real_connect(connection_.get(), server.host.c_str(), server.user.c_str(),
                               server.password.c_str(), server.database.c_str(),
                               static_cast<unsigned>(server.port), nullptr, 0) == nullptr) {
            fail();
        }
    }

    std::vector<std::string> rows(const std::string& sql) override {
        if (mysql_real_query(connection_.get(), sql.data(), sql.size()) != 0) {
            fail();
        }
        const std::unique_ptr<MYSQL_RES, Finish> result(mysql_store_result(connection_.get()));
        if (mysql_errno(connection_.get()) != 0) {
            fail();
        }
        std::vector<std::string> rows;
        while (MYSQL_ROW cells = result == nullptr ? nullptr : mysql_fetch_row(result.get())) {
            std::string& row = rows.emplace_back();
            for (unsigned column = 0; column < mysql_num_fields(result.get()); ++column) {
                add_cell(row, column == 0, cells[column]);
            }
        }
        return rows;
    }

private:
    [[noreturn]] void fail() { throw std::runtime_error(mysql_error(connection_.get())); }

    std::unique_ptr<MYSQL, Finish> connection_;
};

}  // namespace

std::unique_ptr<ServerClient> ServerClient::connect(const Server& server) {
    if (server.url.rfind("postgresql:", 0) == 0) {
        return std::make_unique<PostgresqlClient>(server);
    }
    return std::make_unique<MariadbClient>(server);
}

std::string ServerClient::value(const std::string& sql) {
    const auto all = rows(sql);
    return all.empty() ? std::string() : all.front();
}

}  // namespace retort_test
