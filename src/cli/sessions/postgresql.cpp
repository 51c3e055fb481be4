#include "cli/driver_options.hpp"
#include "cli/sessions/open.hpp"
#include "errors/connecting.hpp"
#include "errors/passwords.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include <algorithm>
#include <chrono>
#include <new>

namespace retort::cli {
namespace {

using OptionList = std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)>;
using Handle = std::unique_ptr<PGconn, void (*)(PGconn*)>;

std::vector<std::string> known_names() {
    std::vector<std::string> names;
    const OptionList options(PQconndefaults(), PQconninfoFree);
    for (const auto* option = options.get(); option != nullptr && option->keyword != nullptr;
         ++option) {
        names.emplace_back(option->keyword);
    }
    return names;
}

void check_names(const Url& url) {
    const auto known = known_names();
    for (const auto& option : url.query) {
        if (std::find(known.begin(), known.end(), option.first) == known.end()) {
            throw errors::unknown_option(shown(url), option.first, known);
        }
    }
}

/// libpq's complaint about its own form is not passed on: it quotes pieces of values.
DriverOptions read_options(const Url& url) {
    char* complaint = nullptr;
    const OptionList options(PQconninfoParse(url.soci_options->c_str(), &complaint),
                             PQconninfoFree);
    PQfreemem(complaint);
    if (options == nullptr) {
        throw errors::wrong_options(shown(url), "");
    }
    DriverOptions given;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            given.emplace_back(option->keyword, option->val);
        }
    }
    return given;
}

bool wait_for_socket(PGconn* connection, PostgresPollingStatusType what,
                     std::chrono::steady_clock::time_point deadline) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd socket{PQsocket(connection), 0, 0};
    socket.events = what == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    return left.count() > 0 && poll(&socket, 1, static_cast<int>(left.count())) > 0;
}

/// How far one more attempt came.
struct Probe {
    Handle connection;
    PostgresPollingStatusType state;  ///< neither OK nor FAILED: nothing happened for too long
    bool answered = false;            ///< somebody listens there
};

/// Without SOCI, which passes on neither the server's code nor anything else that does not depend
/// on a language.
Probe probe(const std::string& uri) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    Probe probe{Handle(PQconnectStart(uri.c_str()), PQfinish), PGRES_POLLING_WRITING};
    PGconn* const connection = probe.connection.get();
    if (connection == nullptr) {
        throw std::bad_alloc();
    }
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
    if (PQstatus(connection) == CONNECTION_BAD) {
        probe.state = PGRES_POLLING_FAILED;
    }
    while ((probe.state == PGRES_POLLING_WRITING || probe.state == PGRES_POLLING_READING) &&
           wait_for_socket(connection, probe.state, deadline)) {
        probe.state = PQconnectPoll(connection);
        const auto status = PQstatus(connection);
        probe.answered =
            probe.answered || (status != CONNECTION_STARTED && status != CONNECTION_BAD);
    }
    return probe;
}

Refusal::Cause cause_without_answer(PGconn* connection, const std::string& uri) {
    if (PQping(uri.c_str()) == PQPING_NO_ATTEMPT) {
        return Refusal::Cause::options;
    }
    const std::string host = PQhost(connection);
    const bool is_socket = !host.empty() && (host.front() == '/' || host.front() == '@');
    const bool is_found = is_socket || *PQhostaddr(connection) != '\0';
    return is_found ? Refusal::Cause::unreachable : Refusal::Cause::unknown_host;
}

Refusal::Cause cause_of_refusal(const std::string& uri, std::string& code) {
    const Probe probed = probe(uri);
    PGconn* const connection = probed.connection.get();
    if (probed.state != PGRES_POLLING_FAILED) {
        const bool connected = probed.state == PGRES_POLLING_OK;  // it has room by now
        return connected ? Refusal::Cause::busy : Refusal::Cause::unreachable;
    }
    const std::string message = PQerrorMessage(connection);
    code = sqlstate_in(message);
    if (!code.empty()) {
        return cause_of_sqlstate(code, message);
    }
    if (PQconnectionNeedsPassword(connection) != 0) {
        return Refusal::Cause::user;
    }
    return probed.answered ? cause_without_code(message) : cause_without_answer(connection, uri);
}

}  // namespace

std::string postgresql_text(const Url& url) {
    check_names(url);
    return libpq_uri(url.soci_options ? read_options(url) : postgresql_options(url));
}

Attempt connect_postgresql(const std::string& text) {
    try {
        Attempt attempt;
        attempt.session = std::make_unique<soci::session>(soci::postgresql, text);
        return attempt;
    } catch (const soci::soci_error& error) {
        Refusal refusal;
        refusal.reason = errors::without_passwords(libpq_reason(error.get_error_message()));
        refusal.cause = cause_of_refusal(text, refusal.code);
        return {nullptr, std::move(refusal)};
    }
}

}  // namespace retort::cli
