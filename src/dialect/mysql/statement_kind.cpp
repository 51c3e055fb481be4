#include "dialect/mysql/statement_kind.hpp"

#include "script/lexer.hpp"
#include "script/statement_traits.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

using Words = std::vector<std::string_view>;
using script::begin_with;
using script::begin_with_any;

bool contains(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Values without a function or a query in them are the same in a new session.
bool can_be_replayed(const Words& words) {
    return !contains(words, "(") && !begin_with(words, "prepare");
}

bool is_global(const Words& words) {
    return begin_with_any(words, {"set global|persist", "set @ @ global|persist"});
}

bool may_run_again(const Words& words) {
    return begin_with_any(words, {"optimize|repair|flush|grant", "analyze|check|checksum",
                                  "cache index", "load index into cache"});
}

bool is_plain(const Words& words) {
    return begin_with_any(
        words, {"select|insert|update|delete|replace|with|do|values|table", "load data|xml",
                "show|explain|describe|desc|help|analyze|checksum|get", "( ..."});
}

/// `@x := 1`, `SELECT ... INTO @x`
bool assigns_variable(const Words& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        const bool here = words[i] == "@" && words[i + 1] != "@";
        const bool behind =
            here && i + 3 < words.size() && words[i + 2] == ":" && words[i + 3] == "=";
        if (behind || (script::same_word(words[i], "into") && words[i + 1] == "@")) {
            return true;
        }
    }
    return false;
}

StatementKind kind_in_session(const Words& words) {
    if (is_global(words)) {
        return StatementKind::standalone;
    }
    return can_be_replayed(words) ? StatementKind::session : StatementKind::temporary;
}

}  // namespace

std::vector<std::string_view> server_words(std::string_view statement) {
    Words words = script::words_of(statement, Dialect::mysql);
    while (begin_with(words, "set statement ... for")) {
        words.erase(words.begin(),
                    std::find_if(words.begin(), words.end(), [](std::string_view word) {
                        return script::same_word(word, "for");
                    }) + 1);
    }
    return words;
}

StatementKind statement_kind(std::string_view statement) {
    const Words words = server_words(statement);
    const auto traits = script::statement_traits(statement, Dialect::mysql);
    if (traits.transaction) {
        return StatementKind::transaction;
    }
    if (traits.temporary || begin_with_any(words, {"drop temporary", "handler"})) {
        return StatementKind::temporary;
    }
    if (traits.session) {
        return kind_in_session(words);
    }
    if (traits.commits) {
        return may_run_again(words) ? StatementKind::standalone : StatementKind::once;
    }
    if (!is_plain(words)) {
        return StatementKind::once;
    }
    return assigns_variable(words) ? StatementKind::temporary : StatementKind::plain;
}

bool locks_tables(std::string_view statement) {
    return begin_with_any(server_words(statement), {"lock table|tables", "flush ... with read lock",
                                                    "flush ... for export", "backup stage|lock"});
}

}  // namespace retort::dialect::mysql
