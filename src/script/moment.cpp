#include "script/moment.hpp"

#include "script/word_pattern.hpp"

#include <vector>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// Without brackets too; SQLite knows the first three.
constexpr std::string_view keywords = "current_timestamp|current_date|current_time";
constexpr std::string_view more_keywords = "localtimestamp|utc_timestamp|utc_date|utc_time";
constexpr std::string_view clocks =
    "localtime|now|sysdate|curdate|curtime|clock_timestamp|statement_timestamp|"
    "transaction_timestamp|timeofday|unix_timestamp";
constexpr std::string_view chances =
    "random|randomblob|rand|uuid|uuid_short|sys_guid|gen_random_uuid|gen_random_bytes|"
    "uuid_generate_v1|uuid_generate_v4|random_bytes|gen_salt|pg_backend_pid|txid_current|"
    "connection_id|current_database|database|current_user|session_user|system_user|"
    "inet_server_port";
/// PostgreSQL's; who runs a script is not who runs its baseline.
constexpr std::string_view postgresql_keywords =
    "localtime|current_user|session_user|system_user|current_role|user|current_catalog";
constexpr std::string_view postgresql_clocks =
    "pg_postmaster_start_time|pg_conf_load_time|inet_client_addr|inet_client_port|"
    "inet_server_addr";
constexpr std::string_view postgresql_chances =
    "random_normal|uuidv4|uuidv7|uuid_generate_v1mc|pg_current_xact_id|pg_current_wal_lsn";
constexpr std::string_view postgresql_moments = "'now'|'today'|'tomorrow'|'yesterday'";
constexpr std::string_view sqlite_dates = "date|time|datetime|julianday|strftime|unixepoch";

/// Whether `'now'` is among the arguments, or there are none.
bool is_of_now(const Words& words, std::size_t bracket) {
    if (bracket + 1 < words.size() && words[bracket + 1] == ")") {
        return true;
    }
    for (std::size_t i = bracket; i < words.size() && words[i] != ")"; ++i) {
        if (is_word(words[i], "'now'")) {
            return true;
        }
    }
    return false;
}

/// As a time: `DATE 'today'`, `'today'::date`. A text alone may be meant as one.
bool is_cast(const Words& words, std::size_t i) {
    return (i > 0 && is_word(words[i - 1], "date|time|timetz|timestamp|timestamptz")) ||
           (i + 1 < words.size() && words[i + 1].front() == ':');
}

Moment postgresql_moment(const Words& words, std::size_t i, bool is_call) {
    const bool is_name = i > 0 && is_word(words[i - 1], ".|as");
    if ((is_word(words[i], postgresql_keywords) && !is_name) ||
        (is_call && is_word(words[i], postgresql_clocks)) ||
        (is_word(words[i], postgresql_moments) && is_cast(words, i))) {
        return Moment::clock;
    }
    return is_call && is_word(words[i], postgresql_chances) ? Moment::chance : Moment::none;
}

}  // namespace

MomentFunction moment_function(std::string_view text, Dialect dialect) {
    const Words words = words_of(text, dialect);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_call = i + 1 < words.size() && words[i + 1] == "(";
        if (dialect == Dialect::sqlite && is_call && is_word(words[i], sqlite_dates)) {
            if (is_of_now(words, i + 1)) {
                return {Moment::clock, std::string(words[i])};
            }
        } else if (is_word(words[i], keywords) || (is_call && is_word(words[i], clocks)) ||
                   (dialect != Dialect::sqlite && is_word(words[i], more_keywords))) {
            return {Moment::clock, std::string(words[i])};
        } else if (is_call && is_word(words[i], chances)) {
            return {Moment::chance, std::string(words[i])};
        } else if (dialect == Dialect::postgresql) {
            const Moment kind = postgresql_moment(words, i, is_call);
            if (kind != Moment::none) {
                return {kind, std::string(words[i])};
            }
        }
    }
    return {};
}

}  // namespace retort::script
