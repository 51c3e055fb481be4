#include "dialect/postgresql/session_state.hpp"

#include "dialect/postgresql/syntax.hpp"
#include "script/lexer.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace retort::dialect::postgresql {
namespace {

/// Which of pg_settings count.
constexpr const char* of_session =
    "source = 'session' AND name <> 'client_connection_check_interval'";

/// `role` and `session_authorization` are settings too, which the view does not show.
std::string read_sql() {
    return std::string("SELECT 'setting', name, setting FROM pg_catalog.pg_settings WHERE ") +
           of_session +
           " UNION ALL SELECT 'setting', 'role', pg_catalog.current_setting('role') "
           "UNION ALL SELECT 'temporary', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END || "
           "' IF EXISTS pg_temp.' || pg_catalog.quote_ident(relname), NULL FROM "
           "pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema() AND relkind IN "
           "('r', 'p', 'v') "
           "UNION ALL SELECT 'prepared', name, NULL FROM pg_catalog.pg_prepared_statements "
           "UNION ALL SELECT 'names', pg_catalog.current_schema(), "
           "pg_catalog.current_setting('search_path')";
}

/// Of a NULL: RESET.
std::string set_config_sql(const std::string& name, const std::string& value) {
    return "pg_catalog.set_config(" + name + ", " + value + ", false)";
}

std::string set(const std::string& name, const std::string& value) {
    return "SELECT " + set_config_sql(literal(name), literal(value)) + ";";
}

}  // namespace

SessionState::SessionState(Connection& connection, const std::string& first)
    : connection_(connection), lent_(read(connection, first)) {}

SessionState::Snapshot SessionState::read(Connection& connection, const std::string& first) {
    return snapshot(connection.query(first + read_sql()));
}

SessionState::Snapshot SessionState::snapshot(const std::vector<Row>& rows) {
    Snapshot snapshot;
    for (const Row& row : rows) {
        const std::string what = text(row[0]);
        if (what == "setting") {
            snapshot.settings[text(row[1])] = text(row[2]);
        } else if (what == "names") {
            snapshot.schema = text(row[1]);
            snapshot.search_path = text(row[2]);
        } else {
            (what == "temporary" ? snapshot.temporary : snapshot.prepared).insert(text(row[1]));
        }
    }
    return snapshot;
}

bool SessionState::may_change(std::string_view text) {
    static const char* const words[] = {"set",     "reset",   "set_config", "select",  "call",
                                        "do",      "execute", "temp",       "discard", "temporary",
                                        "prepare", "values",  "insert",     "update",  "delete"};
    for (std::size_t at = 0; at < text.size();) {
        const auto token = script::next_token(text, at, script::LexRules{});
        const std::string_view word = text.substr(token.begin, token.end - token.begin);
        if (token.kind == script::TokenKind::word &&
            std::any_of(std::begin(words), std::end(words),
                        [&](const char* known) { return script::same_word(word, known); })) {
            return true;
        }
        at = token.end;
    }
    return false;
}

std::vector<std::string> SessionState::blind_way_back() const {
    if (!lent_.temporary.empty() || !lent_.prepared.empty()) {
        return {};
    }
    std::string names;
    std::string settings;
    for (const auto& [name, value] : lent_.settings) {
        names += (names.empty() ? "" : ", ") + literal(name);
        settings +=
            (settings.empty() ? "SELECT " : ", ") + set_config_sql(literal(name), literal(value));
    }
    // RESET ALL would take along what no view shows: settings of the application's own.
    return {"SELECT " + set_config_sql("name", "NULL") + " FROM pg_catalog.pg_settings WHERE " +
                of_session + " AND name NOT IN (" + names + ")",
            settings, "DISCARD TEMP", "DEALLOCATE ALL"};
}

std::string SessionState::question() {
    return read_sql();
}

std::string SessionState::way_back(const Snapshot& from, const Snapshot& to) {
    std::string statements;
    for (const auto& [name, value] : to.settings) {
        const auto now = from.settings.find(name);
        if (now == from.settings.end() || now->second != value) {
            statements += set(name, value);
        }
    }
    for (const auto& entry : from.settings) {
        if (to.settings.count(entry.first) == 0) {
            statements += "RESET " + quoted(entry.first) + ";";
        }
    }
    for (const std::string& name : from.temporary) {
        if (to.temporary.count(name) == 0) {
            statements += "DROP " + name + " CASCADE;";
        }
    }
    for (const std::string& name : from.prepared) {
        if (to.prepared.count(name) == 0) {
            statements += "DEALLOCATE " + quoted(name) + ";";
        }
    }
    return statements;
}

std::string SessionState::restored_role() const {
    return set("role", lent_.settings.at("role"));
}

void SessionState::restore(std::string_view text) noexcept {
    try {
        if (text.empty() || may_change(text)) {
            const Snapshot now = seen_ ? *std::exchange(seen_, std::nullopt) : read(connection_);
            const std::string statements = way_back(now, lent_);
            if (!statements.empty()) {
                connection_.query(statements);
            }
        }
    } catch (const std::exception&) {
        // A session that no longer answers has nothing to give back.
    }
}

}  // namespace retort::dialect::postgresql
