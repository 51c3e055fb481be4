#include "dialect/postgresql/connection.hpp"

#include "dialect/postgresql/refusal.hpp"
#include "errors/dialect.hpp"

#include <poll.h>

#include <array>
#include <cstdlib>
#include <exception>
#include <utility>

namespace retort::dialect::postgresql {
namespace {

constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;

/// libpq's own, which a connection that was never made has.
PQnoticeReceiver default_receiver() {
    static const PQnoticeReceiver receiver = [] {
        PGconn* none = PQconnectStart("no_such_option=1");
        const PQnoticeReceiver found = PQsetNoticeReceiver(none, nullptr, nullptr);
        PQfinish(none);
        return found;
    }();
    return receiver;
}

Value value_of(const PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column) != 0) {
        return nullptr;
    }
    const char* text = PQgetvalue(result, row, column);
    const Oid type = PQftype(result, column);
    if (type == int8_type || type == int4_type || type == int2_type) {
        return static_cast<std::int64_t>(std::strtoll(text, nullptr, 10));
    }
    return std::string(text, static_cast<std::size_t>(PQgetlength(result, row, column)));
}

}  // namespace

bool succeeded(const Result& result) noexcept {
    switch (PQresultStatus(result.get())) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            return true;
        default:
            return false;
    }
}

std::string sqlstate_of(const Result& result) {
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    return state == nullptr ? std::string() : state;
}

std::vector<Row> rows_of(const Result& result) {
    std::vector<Row> rows;
    const int columns = PQnfields(result.get());
    for (int i = 0; i < PQntuples(result.get()); ++i) {
        Row row;
        for (int column = 0; column < columns; ++column) {
            row.push_back(value_of(result.get(), i, column));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

Connection::Connection(PGconn* handle, Patience patience, OnNotice on_notice)
    : handle_(handle),
      patience_(std::move(patience)),
      on_notice_(std::move(on_notice)),
      receives_(PQsetNoticeReceiver(handle, nullptr, nullptr) == default_receiver()) {
    if (receives_) {
        PQsetNoticeReceiver(handle, receive, this);
    }
}

Connection::~Connection() {
    if (receives_) {
        PQsetNoticeReceiver(handle_, default_receiver(), nullptr);
    }
}

void Connection::receive(void* self, const PGresult* notice) {
    const auto& connection = *static_cast<const Connection*>(self);
    if (!connection.script_runs_ || !connection.on_notice_) {
        return;
    }
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char* message = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    connection.on_notice_(std::string(severity == nullptr ? "NOTICE" : severity) + ": " +
                          (message == nullptr ? "" : message));
}

bool Connection::in_transaction() const noexcept {
    const auto status = PQtransactionStatus(handle_);
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

std::vector<Result> Connection::send(const std::string& text) {
    return collect(PQsendQuery(handle_, text.c_str()) != 0);
}

std::vector<Result> Connection::run_all(const std::string& text) {
    script_runs_ = true;
    auto results = send(text);
    script_runs_ = false;
    return results;
}

/// While a script runs, the caller may call it off.
void Connection::wait_for_answer() {
    bool called_off = false;
    while (script_runs_ && patience_.cancel != nullptr && PQisBusy(handle_) != 0) {
        if (!called_off && is_cancelled()) {
            called_off = true;
            std::array<char, 256> ignored{};
            if (PGcancel* cancel = PQgetCancel(handle_)) {
                PQcancel(cancel, ignored.data(), static_cast<int>(ignored.size()));
                PQfreeCancel(cancel);
            }
        }
        pollfd socket{PQsocket(handle_), POLLIN, 0};
        poll(&socket, 1, 100);
        if (PQconsumeInput(handle_) == 0) {
            return;
        }
    }
}

/// A copy that a script began is called off, or its rows are discarded. Behind a failure there is
/// only that the connection is lost, which hides the server's reason for that.
std::vector<Result> Connection::collect(bool sent) {
    std::vector<Result> results;
    while (sent) {
        wait_for_answer();
        Result result{PQgetResult(handle_)};
        if (result == nullptr) {
            break;
        }
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH) {
            PQputCopyEnd(handle_, "Retort has no rows to copy");
        } else if (status == PGRES_COPY_OUT) {
            char* row = nullptr;
            while (PQgetCopyData(handle_, &row, 0) > 0) {
                PQfreemem(row);
            }
        } else if (results.empty() || succeeded(results.back())) {
            results.push_back(std::move(result));
        }
    }
    if (results.empty()) {
        results.emplace_back(PQmakeEmptyPGresult(handle_, PGRES_FATAL_ERROR));
    }
    return results;
}

std::vector<Row> Connection::query(const std::string& text) {
    const auto results = send(text);
    if (!succeeded(results.back())) {
        throw errors::engine_refused(refusal_of(handle_, results.back().get(), ErrorKind::database),
                                     text);
    }
    return rows_of(results.back());
}

Result Connection::run(std::string_view statement) {
    const std::string text(statement);
    script_runs_ = true;
    // The extended protocol: the server itself refuses more than one statement.
    auto results = collect(
        PQsendQueryParams(handle_, text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 0);
    script_runs_ = false;
    return std::move(results.back());
}

}  // namespace retort::dialect::postgresql
