#include "cli/session.hpp"

#include "cli/sessions/open.hpp"
#include "errors/cli.hpp"
#include "errors/connecting.hpp"

#include <soci/soci.h>

namespace retort::cli {
namespace {

#if defined(RETORT_HAS_POSTGRESQL) || defined(RETORT_HAS_MYSQL)

DatabaseError error_of(const Refusal& refusal, const Url& url, std::chrono::milliseconds waited) {
    const std::string server = shown(url);
    switch (refusal.cause) {
        case Refusal::Cause::unknown_host:
            return errors::unknown_host(server, refusal.reason, refusal.code);
        case Refusal::Cause::unreachable:
            return errors::unreachable(server, refusal.reason, refusal.code, waited);
        case Refusal::Cause::busy:
            return errors::took_no_connection(server, refusal.reason, refusal.code, waited);
        case Refusal::Cause::user:
            return errors::user_refused(server, refusal.reason, refusal.code);
        case Refusal::Cause::no_database:
            return errors::no_such_database(server, refusal.reason, refusal.code);
        case Refusal::Cause::options:
        case Refusal::Cause::other:
            break;
    }
    return errors::cannot_connect(server, refusal.reason, refusal.code);
}

/// Refusals that may pass are waited for.
Session connected(const Url& url, Attempt (*connect)(const std::string&), const std::string& text,
                  const dialect::Patience& patience) {
    std::string reason;
    dialect::Polling polling(patience, [&] { return reason; },
                             {std::chrono::milliseconds(50), std::chrono::milliseconds(250)});
    for (;;) {
        Attempt attempt = connect(text);
        if (attempt.session != nullptr) {
            return std::move(attempt.session);
        }
        if (attempt.refusal.cause == Refusal::Cause::options) {
            throw errors::wrong_options(shown(url), attempt.refusal.reason);
        }
        reason = attempt.refusal.reason;
        if (!may_pass(attempt.refusal.cause) || !polling.again()) {
            throw error_of(attempt.refusal, url, polling.waited());
        }
    }
}

#endif

}  // namespace

std::unique_ptr<soci::session> open_session(const Url& url, Opening opening,
                                            const std::string& program,
                                            [[maybe_unused]] const dialect::Patience& patience) {
    if (url.dialect == Dialect::sqlite) {
        return open_sqlite(url, opening, program);
    }
#ifdef RETORT_HAS_POSTGRESQL
    if (url.dialect == Dialect::postgresql) {
        return connected(url, connect_postgresql, postgresql_text(url), patience);
    }
#endif
#ifdef RETORT_HAS_MYSQL
    if (url.dialect == Dialect::mysql) {
        return connected(url, connect_mysql, mysql_text(url), patience);
    }
#endif
    throw errors::no_such_dialect(url.scheme);
}

std::function<std::unique_ptr<soci::session>(const Scratch::Login&)> opener(
    const Url& server, const std::string& program, const dialect::Patience& patience) {
    return [server, program, patience](const Scratch::Login& login) {
        Url url = server;
        if (!login.database.empty()) {
            url.database = login.database;
        }
        if (!login.user.empty()) {
            url.user = login.user;
            url.password = login.password;
        }
        return open_session(url, Opening::existing, program, patience);
    };
}

std::function<std::unique_ptr<soci::session>(const std::string&)> opener_by_name(
    const Url& url, Opening opening, const std::string& program,
    const dialect::Patience& patience) {
    return [url, opening, program, patience](const std::string& database) {
        Url named = url;
        named.database = database;
        return open_session(named, opening, program, patience);
    };
}

bool makes_file(const Url& url) {
    return url.dialect == Dialect::sqlite && is_absent(sqlite_file(url));
}

Database::Database(const Url& url, Opening opening, const std::string& program,
                   const dialect::Patience& patience)
    : session_(open_session(url, opening, program, patience)) {}

Database::~Database() = default;

}  // namespace retort::cli
