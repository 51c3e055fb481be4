#include "dialect/mysql/session_state.hpp"

#include "dialect/syntax.hpp"
#include "errors/dialect.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <exception>

namespace retort::dialect::mysql {
namespace {

/// A character set comes before the collation that it implies.
std::vector<std::string> published_settings(bool mariadb) {
    std::vector<std::string> names = {"sql_mode",
                                      "foreign_key_checks",
                                      "unique_checks",
                                      "time_zone",
                                      "character_set_client",
                                      "character_set_connection",
                                      "collation_connection",
                                      "character_set_results",
                                      "autocommit",
                                      "sql_notes",
                                      "lock_wait_timeout",
                                      "innodb_lock_wait_timeout"};
    if (mariadb) {
        names.insert(names.end(), {"check_constraint_checks", "tx_isolation", "tx_read_only"});
    } else {
        names.insert(names.end(), {"transaction_isolation", "transaction_read_only"});
    }
    return names;
}

const Syntax& sql() {
    return syntax(Dialect::mysql);
}

bool has_word(std::string_view text, std::initializer_list<std::string_view> candidates) {
    const auto words = script::words_of(text, Dialect::mysql);
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::any_of(candidates.begin(), candidates.end(), [&](std::string_view candidate) {
            return script::same_word(word, candidate);
        });
    });
}

}  // namespace

SessionState::SessionState(Connection& connection, const SessionNames& names)
    : connection_(connection),
      settings_(published_settings(connection.is_mariadb())),
      values_(read_settings()) {
    const auto results = std::find(settings_.begin(), settings_.end(), "character_set_results");
    connection_.note_settings(
        text(values_[0]), text(values_[1 + static_cast<std::size_t>(results - settings_.begin())]));
    note_variables(names);
    note_temporary_tables(names);
}

Row SessionState::read_settings() {
    std::string query = "SELECT DATABASE()";
    for (const std::string& name : settings_) {
        query += ", @@SESSION." + name;
    }
    return connection_.query_as_is(query).front();
}

void SessionState::note_variables(const SessionNames& names) {
    std::string query;
    for (const std::string& name : names.variables) {
        query += (query.empty() ? "SELECT @" : ", @") + name;
        variables_.push_back(name);
    }
    if (!query.empty()) {
        variable_values_ = connection_.query({query, {}}).front();
    }
}

void SessionState::note_temporary_tables(const SessionNames& names) {
    constexpr std::string_view temporary = "CREATE TEMPORARY ";
    for (const std::string& table : names.temporary_tables) {
        std::string definition;
        try {
            definition = text(connection_.query({"SHOW CREATE TABLE " + table, {}}).front()[1]);
        } catch (const DatabaseError&) {
            // It is not there.
        }
        if (definition.compare(0, temporary.size(), temporary) != 0) {
            own_tables_.push_back(table);
        }
    }
}

void SessionState::restore(std::string_view text) noexcept {
    try {
        if (!own_tables_.empty() && (text.empty() || has_word(text, {"temporary"}))) {
            drop_temporary_tables();
        }
        if (text.empty() || has_word(text, {"set", "use", "call", "execute"})) {
            restore_settings();
        }
        if (!variables_.empty() && (text.empty() || has_word(text, {"@"}))) {
            restore_variables();
        }
    } catch (const std::exception&) {
        // A session that no longer answers has nothing to give back.
    }
}

void SessionState::drop_temporary_tables() {
    for (const std::string& table : own_tables_) {
        connection_.run("DROP TEMPORARY TABLE IF EXISTS " + table);
    }
}

void SessionState::restore_settings() {
    const Row now = read_settings();
    if (now[0] != values_[0] && !is_null(values_[0])) {
        connection_.run("USE " + sql().quoted(text(values_[0])));
    }
    std::string assignments;
    for (std::size_t i = 0; i < settings_.size(); ++i) {
        if (now[i + 1] != values_[i + 1]) {
            assignments += (assignments.empty() ? "SET SESSION " : ", SESSION ") + settings_[i] +
                           " = " + sql().literal(values_[i + 1]);
        }
    }
    if (!assignments.empty()) {
        connection_.query_as_is(assignments);
        connection_.forget_settings();
    }
}

void SessionState::restore_variables() {
    std::string assignments;
    for (std::size_t i = 0; i < variables_.size(); ++i) {
        assignments += (assignments.empty() ? "SET @" : ", @") + variables_[i] + " = " +
                       sql().literal(variable_values_[i]);
    }
    connection_.query({assignments, {}});
}

}  // namespace retort::dialect::mysql
