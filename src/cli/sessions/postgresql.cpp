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

/// Why the server refuses, asked once more without SOCI, which passes on neither the code nor
/// anything else that does not depend on a language.
Refusal::Cause cause_of_refusal(const std::string& uri, std::string& code) {
    constexpr std::chrono::seconds patience{10};
    const auto deadline = std::chrono::steady_clock::now() + patience;
    const Handle connection(PQconnectStart(uri.c_str()), PQfinish);
    if (connection == nullptr) {
        throw std::bad_alloc();
    }
    PQsetErrorVerbosity(connection.get(), PQERRORS_VERBOSE);
    bool answered = false;
    auto state =
        PQstatus(connection.get()) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
    while (state == PGRES_POLLING_WRITING || state == PGRES_POLLING_READING) {
        if (!wait_for_socket(connection.get(), state, deadline)) {
            return Refusal::Cause::unreachable;
        }
        state = PQconnectPoll(connection.get());
        const auto status = PQstatus(connection.get());
        answered = answered || (status != CONNECTION_STARTED && status != CONNECTION_BAD);
    }
    if (state == PGRES_POLLING_OK) {
        return Refusal::Cause::busy;  // no longer
    }
    const std::string message = PQerrorMessage(connection.get());
    code = sqlstate_in(message);
    if (!code.empty()) {
        return cause_of_sqlstate(code, message);
    }
    if (PQconnectionNeedsPassword(connection.get()) != 0) {
        return Refusal::Cause::user;
    }
    if (answered) {
        return Refusal::Cause::other;
    }
    const std::string host = PQhost(connection.get());
    const bool is_socket = !host.empty() && (host.front() == '/' || host.front() == '@');
    const bool is_found = is_socket || *PQhostaddr(connection.get()) != '\0';
    return is_found ? Refusal::Cause::unreachable : Refusal::Cause::unknown_host;
}

}  // namespace

std::string postgresql_text(const Url& url) {
    check_names(url);
    return libpq_uri(url.soci_options ? read_options(url) : postgresql_options(url));
}

Attempt connect_postgresql(const std::string& text) {
    try {
        return {std::make_unique<soci::session>(soci::postgresql, text), {}};
    } catch (const soci::soci_error& error) {
        Refusal refusal;
        refusal.reason = errors::without_passwords(libpq_reason(error.get_error_message()));
        refusal.cause = cause_of_refusal(text, refusal.code);
        return {nullptr, std::move(refusal)};
    }
}

}  // namespace retort::cli
