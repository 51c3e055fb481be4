#include "script/moment.hpp"

#include "script/word_pattern.hpp"

#include <vector>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

constexpr std::string_view clocks =
    "current_timestamp|current_date|current_time|localtime|localtimestamp|now|sysdate|curdate|"
    "curtime|utc_timestamp|utc_date|utc_time|clock_timestamp|statement_timestamp|"
    "transaction_timestamp|timeofday|unix_timestamp|unixepoch";
constexpr std::string_view chances =
    "random|randomblob|rand|uuid|uuid_short|sys_guid|gen_random_uuid|gen_random_bytes|"
    "uuid_generate_v1|uuid_generate_v4|random_bytes|gen_salt|pg_backend_pid|txid_current|"
    "connection_id|current_database|database|inet_server_port";
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

}  // namespace

MomentFunction moment_function(std::string_view text, Dialect dialect) {
    const Words words = words_of(text, dialect);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_call = i + 1 < words.size() && words[i + 1] == "(";
        if (dialect == Dialect::sqlite && is_call && is_word(words[i], sqlite_dates)) {
            if (is_of_now(words, i + 1)) {
                return {Moment::clock, std::string(words[i])};
            }
        } else if (is_word(words[i], clocks) &&
                   (is_call || words[i].find('_') != std::string_view::npos)) {
            return {Moment::clock, std::string(words[i])};
        } else if (is_call && is_word(words[i], chances)) {
            return {Moment::chance, std::string(words[i])};
        }
    }
    return {};
}

}  // namespace retort::script
