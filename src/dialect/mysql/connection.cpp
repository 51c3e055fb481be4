#include "dialect/mysql/connection.hpp"

#include "dialect/mysql/refusal.hpp"
#include "dialect/syntax.hpp"
#include "errors/dialect.hpp"

#include <algorithm>
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

/// Neither these characters nor what a server puts for one that a set lacks look otherwise in one.
bool is_same_in_all_character_sets(const Value& value) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view(" _-+:;.,/()*=").find(c) != std::string_view::npos;
    };
    const auto* string = std::get_if<std::string>(&value);
    return string == nullptr || std::all_of(string->begin(), string->end(), is_plain);
}

/// Its bytes come as they are, whatever the session reads.
bool is_binary(const MYSQL_FIELD& field) {
    constexpr unsigned binary = 63;
    return field.charsetnr == binary;
}

}  // namespace

Connection::Connection(MYSQL* handle, Patience patience)
    : handle_(handle),
      patience_(std::move(patience)),
      is_mariadb_(std::string_view(mysql_get_server_info(handle)).find("MariaDB") !=
                  std::string_view::npos),
      lent_several_((handle->client_flag & CLIENT_MULTI_STATEMENTS) != 0),
      several_(lent_several_) {}

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
    note_settings(text(row[0]), text(row[1]));
}

void Connection::note_settings(const std::string& default_database, const std::string& results) {
    results_ = results == "utf8mb4" || results == "binary" ? std::string() : results;
    if (!default_database_) {
        default_database_ = default_database;
    }
}

const std::string& Connection::default_database() {
    if (!default_database_) {
        read_settings();
    }
    return *default_database_;
}

std::vector<Row> Connection::query(const Sql& sql) {
    return query_all(syntax(Dialect::mysql).rendered(sql)).front();
}

/// What answers with a text changes nothing, and may be asked twice.
std::vector<std::vector<Row>> Connection::query_all(const std::string& text) {
    if (!results_) {
        same_in_all_sets_ = true;
        auto found = answers(text);
        if (same_in_all_sets_) {
            return found;
        }
        read_settings();
        if (results_->empty()) {
            return found;
        }
    }
    const ResultsAsUtf8 results(*this);
    return answers(text);
}

std::vector<std::vector<Row>> Connection::answers(const std::string& text) {
    std::vector<std::vector<Row>> found;
    if (each_answer(text, [&] { found.push_back(rows()); }) != 0) {
        throw errors::engine_refused(refusal_of(handle_, ErrorKind::database), text);
    }
    return found;
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
            same_in_all_sets_ = same_in_all_sets_ &&
                                (is_binary(fields[i]) || is_same_in_all_character_sets(row.back()));
        }
        all.push_back(std::move(row));
    }
    return all;
}

unsigned Connection::run(std::string_view text, const std::function<void()>& succeeded) {
    return each_answer(text, [&] {
        discard_rows();
        if (mysql_errno(handle_) == 0) {
            succeeded();
        }
    });
}

/// One statement may have several, as a CALL has.
unsigned Connection::each_answer(std::string_view text, const std::function<void()>& take) {
    int status = mysql_real_query(handle_, text.data(), text.size());
    for (; status == 0; status = mysql_next_result(handle_)) {
        take();
        if (const unsigned failed = mysql_errno(handle_)) {
            return failed;
        }
    }
    return mysql_errno(handle_);
}

void Connection::discard_rows() noexcept {
    const Result result(mysql_use_result(handle_));
    while (result != nullptr && mysql_fetch_row(result.get()) != nullptr) {
    }
}

bool Connection::can_prepare(std::string_view text) noexcept {
    struct Close {
        void operator()(MYSQL_STMT* statement) const noexcept { mysql_stmt_close(statement); }
    };
    const std::unique_ptr<MYSQL_STMT, Close> statement(mysql_stmt_init(handle_));
    return statement != nullptr &&
           mysql_stmt_prepare(statement.get(), text.data(), text.size()) == 0;
}

void Connection::takes_several(bool several) {
    if (several_ == several) {
        return;
    }
    if (mysql_set_server_option(handle_, several ? MYSQL_OPTION_MULTI_STATEMENTS_ON
                                                 : MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0) {
        throw errors::engine_refused(refusal_of(handle_, ErrorKind::database), {});
    }
    several_ = several;
}

}  // namespace retort::dialect::mysql
