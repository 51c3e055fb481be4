#include "dialect/postgresql/guard.hpp"

#include "dialect/postgresql/advisory_lock.hpp"
#include "errors/dialect.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <cstdlib>
#include <map>
#include <optional>
#include <vector>

namespace retort::dialect::postgresql {
namespace {

constexpr int glance_ms = 50;
/// Of one attempt to connect, where the session's own parameters have none.
constexpr int connect_timeout_s = 10;

/// The parameters of a connection, for another one to the same server.
std::map<std::string, std::string> parameters_of(PGconn* connection) {
    std::map<std::string, std::string> parameters;
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(
        PQconninfo(connection), PQconninfoFree);
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        if (option->val != nullptr && *option->val != '\0') {
            parameters[option->keyword] = option->val;
        }
    }
    // Of several hosts, the one that answered.
    parameters["host"] = PQhost(connection);
    parameters["port"] = PQport(connection);
    parameters["hostaddr"] = PQhostaddr(connection);
    return parameters;
}

/// For a part of a second. @returns whether it is ready
bool wait_for_socket(PGconn* connection, short events) {
    pollfd socket{PQsocket(connection), events, 0};
    return poll(&socket, 1, glance_ms) > 0;
}

void ignore(void*, const PGresult*) {}

/// The last result; nothing when the patience ended first.
std::optional<Result> answer(PGconn* connection, const std::string& text,
                             const Patience& patience) {
    Polling polling(patience);
    Result last;
    if (PQsendQuery(connection, text.c_str()) == 0) {
        return last;
    }
    while (true) {
        while (PQisBusy(connection) == 0) {
            Result next{PQgetResult(connection)};
            if (next == nullptr) {
                return last;
            }
            last = std::move(next);
        }
        if (!wait_for_socket(connection, POLLIN) && !polling.again()) {
            return std::nullopt;
        }
        if (PQconsumeInput(connection) == 0) {
            return Result();
        }
    }
}

std::chrono::seconds connect_timeout(const std::map<std::string, std::string>& parameters) {
    const auto given = parameters.find("connect_timeout");
    const int seconds = given == parameters.end() ? 0 : std::atoi(given->second.c_str());
    return std::chrono::seconds(seconds > 0 ? seconds : connect_timeout_s);
}

/// Whether an attempt that failed so may succeed another time: not where the server knows who asks,
/// and what for, and does not want that.
bool may_pass(PGconn* connection) {
    const std::string message = PQerrorMessage(connection);
    for (const char* kind : {":  28", ":  3D", ":  42"}) {
        if (message.find(kind) != std::string::npos) {
            return false;
        }
    }
    return PQconnectionNeedsPassword(connection) == 0;
}

void drain(PGconn* connection) {
    while (const Result result{PQgetResult(connection)}) {
    }
}

}  // namespace

std::string Guard::mark(std::int64_t key) {
    return fmt::format("/*retort:{:016x}*/ ", static_cast<std::uint64_t>(key));
}

Guard::Guard(Connection& work, std::int64_t key) : key_(key), mark_(mark(key)) {
    take(work);
    make_sure_of(work);
    wait_for_marked(work);
}

Guard::~Guard() {
    if (connection_ != nullptr && PQstatus(connection_.get()) == CONNECTION_OK) {
        const Result ended{PQexec(connection_.get(), "ROLLBACK")};
    }
}

void Guard::take(Connection& work) {
    const auto who = [&] { return refused_.empty() ? holder_of(work, key_) : refused_; };
    Polling polling(work.patience(), who, between_attempts);
    while (!(connection_ != nullptr || try_open(work, polling)) || !try_take(work.patience())) {
        if (!polling.again()) {
            throw refused_.empty() ? errors::lock_held(polling.waited(), who())
                                   : errors::no_guard(refused_);
        }
    }
}

/// @returns false when it was refused, and may not be another time
bool Guard::try_open(Connection& work, Polling& polling) {
    const auto parameters = parameters_of(work.handle());
    std::vector<const char*> names;
    std::vector<const char*> values;
    for (const auto& [name, value] : parameters) {
        names.push_back(name.c_str());
        values.push_back(value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    connection_.reset(PQconnectStartParams(names.data(), values.data(), 0));
    PQsetErrorVerbosity(connection_.get(), PQERRORS_VERBOSE);  // with codes
    const auto end = std::chrono::steady_clock::now() + connect_timeout(parameters);
    auto state = PQstatus(connection_.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED
                                                               : PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_READING || state == PGRES_POLLING_WRITING) {
        const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (wait_for_socket(connection_.get(), events)) {
            state = PQconnectPoll(connection_.get());
        } else if (std::chrono::steady_clock::now() >= end || !polling.again()) {
            refuse("the server did not answer");
            return false;
        }
    }
    if (state == PGRES_POLLING_FAILED) {
        if (!may_pass(connection_.get())) {
            throw errors::no_guard(PQerrorMessage(connection_.get()));
        }
        refuse(PQerrorMessage(connection_.get()));
        return false;
    }
    refused_.clear();
    PQsetErrorVerbosity(connection_.get(), PQERRORS_DEFAULT);
    PQsetNoticeReceiver(connection_.get(), ignore, nullptr);
    return true;
}

/// What the next attempt begins without.
void Guard::refuse(const std::string& reason) {
    refused_ = reason.substr(0, reason.find('\n'));
    connection_.reset();
}

/// Holds no connection of the server unless it succeeds, and then no snapshot, for which concurrent
/// builds would wait.
bool Guard::try_take(const Patience& patience) {
    std::string message =
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
        "SET LOCAL idle_in_transaction_session_timeout = 0; ";
    if (PQserverVersion(connection_.get()) >= 170000) {
        message += "SET LOCAL transaction_timeout = 0; ";
    }
    message += fmt::format(
        "SELECT CASE WHEN pg_catalog.pg_try_advisory_xact_lock({}) THEN "
        "pg_catalog.pg_backend_pid() ELSE 0 END",
        key_);
    const auto result = answer(connection_.get(), message, patience);
    if (!result) {
        connection_.reset();
        throw errors::pool_is_full(patience.limit);
    }
    if (PQstatus(connection_.get()) == CONNECTION_BAD) {
        refuse(PQerrorMessage(connection_.get()));  // by the pooler, for want of a server's
        return false;
    }
    if (PQresultStatus(result->get()) != PGRES_TUPLES_OK) {
        throw errors::no_guard(PQerrorMessage(connection_.get()));
    }
    process_ = std::strtoll(PQgetvalue(result->get(), 0, 0), nullptr, 10);
    if (process_ == 0) {
        const Result ended{PQexec(connection_.get(), "ROLLBACK")};
    }
    return process_ != 0;
}

/// The pooler may have no other connection of the server to give.
void Guard::make_sure_of(Connection& work) {
    try {
        if (!answer(work.handle(), "SELECT 1", work.patience())) {
            throw errors::pool_is_full(work.patience().limit);
        }
    } catch (...) {
        connection_.reset();
        drain(work.handle());
        throw;
    }
}

void Guard::wait_for_marked(Connection& work) const {
    std::string who;
    const auto runs = [&] {
        const auto rows = work.query(
            fmt::format("SELECT {} FROM pg_catalog.pg_stat_activity AS a WHERE a.datname = "
                        "pg_catalog.current_database() AND a.state = 'active' AND "
                        "pg_catalog.left(a.query, {}) = '{}'",
                        described_columns, mark_.size(), mark_));
        who = rows.empty() ? std::string() : described(rows.front());
        return !rows.empty();
    };
    Polling polling(
        work.patience(), [&] { return who; }, between_attempts);
    while (runs()) {
        if (!polling.again()) {
            throw errors::orphan_runs(polling.waited(), who);
        }
    }
}

std::string Guard::holds() const {
    return fmt::format("(SELECT count(*) FROM pg_catalog.pg_locks AS l WHERE l.pid = {} AND {})",
                       process_, lock_is_held(key_));
}

bool Guard::is_held() noexcept {
    const Result result{PQexec(connection_.get(), "SELECT 1")};
    return PQresultStatus(result.get()) == PGRES_TUPLES_OK &&
           PQtransactionStatus(connection_.get()) == PQTRANS_INTRANS;
}

}  // namespace retort::dialect::postgresql
