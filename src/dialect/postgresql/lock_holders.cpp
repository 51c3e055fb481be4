#include "dialect/postgresql/lock_holders.hpp"

#include "dialect/syntax.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace retort::dialect::postgresql {
namespace {

/// Enough for DDL; rows that follow may be many.
constexpr std::size_t most_words = 200;

bool may_be_name(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front());
    return first == '"' ? word.size() > 2 && word.back() == '"'
                        : std::isalpha(first) != 0 || first == '_' || first >= 0x80U;
}

/// Words and pairs of words joined by a dot, as literals.
std::string candidates(std::string_view statement) {
    const auto words = script::words_of(statement, Dialect::postgresql);
    std::set<std::string> names;
    for (std::size_t i = 0; i < std::min(words.size(), most_words); ++i) {
        if (!may_be_name(words[i])) {
            continue;
        }
        const bool pair = i + 2 < words.size() && words[i + 1] == "." && may_be_name(words[i + 2]);
        names.insert(pair ? std::string(words[i]) + "." + std::string(words[i + 2])
                          : std::string(words[i]));
    }
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + syntax(Dialect::postgresql).literal(name);
    }
    return list;
}

std::string holder_of_lock(const Row& row) {
    const auto optional = [](const char* before, const std::string& value, const char* after) {
        return value.empty() ? std::string() : before + value + after;
    };
    const std::string pid = text(row[0]);
    return (pid.empty() ? "a prepared transaction" : "process " + pid + " of the server") +
           optional(" (", text(row[1]), ")") + optional(" from ", text(row[2]), "") +
           optional(", in a transaction since ", text(row[3]), "") + " (" + text(row[4]) + ")";
}

}  // namespace

std::string lock_holders(Connection& connection, std::string_view statement) {
    const std::string names = candidates(statement);
    if (names.empty()) {
        return {};
    }
    std::string holders;
    for (const Row& row : connection.query(
             "WITH named AS (SELECT pg_catalog.to_regclass(name)::oid AS oid FROM "
             "pg_catalog.unnest(ARRAY[" +
             names +
             "]) AS n (name)), locked AS (SELECT oid FROM named UNION SELECT indrelid FROM "
             "pg_catalog.pg_index WHERE indexrelid IN (SELECT oid FROM named)) "
             "SELECT l.pid::text, a.application_name, pg_catalog.host(a.client_addr), "
             "pg_catalog.to_char(a.xact_start AT TIME ZONE 'UTC', "
             "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), pg_catalog.string_agg(DISTINCT l.mode || ' on ' "
             "|| "
             "l.relation::pg_catalog.regclass::text, ', ') FROM pg_catalog.pg_locks AS l LEFT JOIN "
             "pg_catalog.pg_stat_activity AS a ON a.pid = l.pid WHERE l.locktype = 'relation' AND "
             "l.granted AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND l.database = "
             "(SELECT oid FROM pg_catalog.pg_database WHERE datname = "
             "pg_catalog.current_database()) AND l.relation IN (SELECT oid FROM locked) GROUP BY "
             "l.pid, l.virtualtransaction, a.application_name, a.client_addr, a.xact_start ORDER "
             "BY a.xact_start, l.pid LIMIT 3")) {
        holders += (holders.empty() ? "" : "; ") + holder_of_lock(row);
    }
    return holders;
}

}  // namespace retort::dialect::postgresql
