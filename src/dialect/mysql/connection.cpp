#include "dialect/mysql/connection.hpp"

#include "dialect/mysql/refusal.hpp"
#include "dialect/syntax.hpp"
#include "errors/dialect.hpp"

#include <charconv>
#include <memory>
#include <utility>

namespace retort::dialect::mysql {
namespace {

struct FreeResult {
    void operator()(MYSQL_RES* result) const noexcept { mysql_free_result(result); }
};
using Result = std::unique_ptr<MYSQL_RES, FreeResult>;

bool is_integer(const MYSQL_FIELD& field) {
    switch (field.type) {
        case MYSQL_TYPE_TINY:
        case MYSQL_TYPE_SHORT:
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG:
        case MYSQL_TYPE_LONGLONG:
            return true;
        default:
            return false;
    }
}

Value value_of(const MYSQL_FIELD& field, const char* bytes, unsigned long size) {
    if (bytes == nullptr) {
        return nullptr;
    }
    std::int64_t number = 0;
    if (is_integer(field) && std::from_chars(bytes, bytes + size, number).ec == std::errc()) {
        return number;
    }
    return std::string(bytes, size);
}

}  // namespace

Connection::Connection(MYSQL* handle, Patience patience)
    : handle_(handle),
      patience_(std::move(patience)),
      is_mariadb_(std::string_view(mysql_get_server_info(handle)).find("MariaDB") !=
                  std::string_view::npos) {}

bool Connection::in_transaction() noexcept {
    // An error does not say what became of the transaction.
    if (mysql_errno(handle_) != 0 && run("DO 0") != 0) {
        return false;
    }
    const unsigned status = handle_->server_status;
    return (status & SERVER_STATUS_IN_TRANS) != 0 || (status & SERVER_STATUS_AUTOCOMMIT) == 0;
}

/// For one statement of a session that reads in another character set.
class Connection::ResultsAsUtf8 {
public:
    explicit ResultsAsUtf8(Connection& connection) : connection_(connection) {
        if (!connection_.results_->empty()) {
            connection_.run("SET character_set_results = utf8mb4");
        }
    }
    ResultsAsUtf8(const ResultsAsUtf8&) = delete;
    ResultsAsUtf8& operator=(const ResultsAsUtf8&) = delete;
    ~ResultsAsUtf8() {
        if (!connection_.results_->empty()) {
            connection_.run("SET character_set_results = " + *connection_.results_);
        }
    }

private:
    Connection& connection_;
};

void Connection::read_settings() {
    const Row row = query_as_is("SELECT DATABASE(), @@character_set_results").front();
    const std::string set = text(row[1]);
    results_ = set == "utf8mb4" || set == "binary" ? std::string() : set;
    if (!default_database_) {
        default_database_ = text(row[0]);
    }
}

const std::string& Connection::default_database() {
    if (!default_database_) {
        read_settings();
    }
    return *default_database_;
}

std::vector<Row> Connection::query(const Sql& sql) {
    if (!results_) {
        read_settings();
    }
    const ResultsAsUtf8 results(*this);
    return query_as_is(syntax(Dialect::mysql).rendered(sql));
}

std::vector<Row> Connection::query_as_is(const std::string& text) {
    std::vector<Row> result;
    unsigned failed = 0;
    if (mysql_real_query(handle_, text.data(), text.size()) == 0) {
        result = rows();
        failed = mysql_errno(handle_);
        failed = failed == 0 ? drain() : failed;
    } else {
        failed = mysql_errno(handle_);
    }
    if (failed != 0) {
        throw errors::engine_refused(refusal_of(handle_, ErrorKind::database), text);
    }
    return result;
}

std::vector<Row> Connection::rows() {
    std::vector<Row> all;
    const Result result(mysql_store_result(handle_));
    if (result == nullptr) {
        return all;
    }
    const unsigned columns = mysql_num_fields(result.get());
    const MYSQL_FIELD* const fields = mysql_fetch_fields(result.get());
    while (MYSQL_ROW cells = mysql_fetch_row(result.get())) {
        const unsigned long* const sizes = mysql_fetch_lengths(result.get());
        Row row;
        row.reserve(columns);
        for (unsigned i = 0; i < columns; ++i) {
            row.push_back(value_of(fields[i], cells[i], sizes[i]));
        }
        all.push_back(std::move(row));
    }
    return all;
}

unsigned Connection::run(std::string_view text) noexcept {
    if (mysql_real_query(handle_, text.data(), text.size()) != 0) {
        return mysql_errno(handle_);
    }
    const Result result(mysql_use_result(handle_));
    while (result != nullptr && mysql_fetch_row(result.get()) != nullptr) {
    }
    const unsigned failed = mysql_errno(handle_);
    return failed == 0 ? drain() : failed;
}

/// The results behind the first, as a CALL has them.
unsigned Connection::drain() noexcept {
    int status = mysql_next_result(handle_);
    for (; status == 0; status = mysql_next_result(handle_)) {
        const Result result(mysql_use_result(handle_));
        while (result != nullptr && mysql_fetch_row(result.get()) != nullptr) {
        }
    }
    return status > 0 ? mysql_errno(handle_) : 0;
}

}  // namespace retort::dialect::mysql
