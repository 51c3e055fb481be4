#include "script/statement_traits.hpp"

#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::script {
namespace {

using Words = std::vector<std::string_view>;

/// SELECT ... INTO TEMP
bool selects_into_temporary(const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        if (same_word(words[i], "into") && !same_word(words[i - 1], "insert") &&
            !same_word(words[i - 1], "merge") &&
            begin_with({words.begin() + static_cast<std::ptrdiff_t>(i), words.end()},
                       "into local|global? temp|temporary")) {
            return true;
        }
    }
    return false;
}

bool postgresql_temporary(const Words& words) {
    return begin_with_any(words, {"create or? replace? local|global? temp|temporary",
                                  "create ... pg_temp ."}) ||
           (begin_with(words, "select|with") && selects_into_temporary(words));
}

bool postgresql_standalone(const Words& words) {
    const bool unnamed_cluster = words.size() == 1 && begin_with(words, "cluster");
    return unnamed_cluster ||
           begin_with_any(words, {
                                     "vacuum",
                                     "create unique? index concurrently",
                                     "drop index concurrently",
                                     "reindex ... concurrently",
                                     "reindex schema|database|system",
                                     "reindex ( ... ) schema|database|system",
                                     "create|drop database|tablespace|subscription",
                                     "alter database ... set tablespace",
                                     "alter table ... detach partition ... concurrently",
                                     "alter system",
                                     "alter subscription ... refresh publication",
                                     "commit|rollback prepared",
                                     "discard all",
                                 });
}

StatementTraits postgresql_traits(const Words& words) {
    StatementTraits traits;
    traits.transaction = begin_with_any(words, {"begin|commit|end|rollback|abort|savepoint|release",
                                                "start transaction", "prepare transaction"});
    traits.session = !traits.transaction &&
                     !begin_with(words, "set transaction|local|constraints") &&
                     begin_with(words, "set|reset|discard|prepare|deallocate|listen|unlisten|load");
    traits.temporary = postgresql_temporary(words);
    traits.standalone = postgresql_standalone(words);
    traits.enum_value = begin_with(words, "alter type ... add value");
    return traits;
}

bool assigns_autocommit(const Words& words) {
    for (std::size_t i = 1; i + 1 < words.size(); ++i) {
        const bool variable = words[i - 1] == "@" && (i < 2 || words[i - 2] != "@");
        if (same_word(words[i], "autocommit") && !variable &&
            (words[i + 1] == "=" || words[i + 1] == ":")) {
            return begin_with(words, "set");
        }
    }
    return false;
}

bool mysql_transaction(const Words& words) {
    return assigns_autocommit(words) ||
           (begin_with(words, "begin") && !begin_with(words, "begin not")) ||
           begin_with_any(words, {"start transaction", "commit|rollback|savepoint|xa",
                                  "release savepoint", "lock|unlock table|tables"});
}

bool mysql_commits(const Words& words) {
    return begin_with_any(
        words, {
                   "create|alter|drop|rename|grant|revoke|truncate|flush|reset|optimize|repair",
                   "analyze|check|checksum local|no_write_to_binlog? table|tables",
                   "cache index",
                   "load index into cache",
                   "change master|replication",
                   "start|stop all? slave|slaves|replica|replicas",
                   "install|uninstall",
                   "set password",
                   "set default role",
                   "shutdown",
                   "backup",
               });
}

/// SET STATEMENT ... FOR runs the statement behind it.
Words without_wrapper(Words words) {
    while (begin_with(words, "set statement ... for")) {
        const auto found = std::find_if(words.begin(), words.end(), [](std::string_view word) {
            return same_word(word, "for");
        });
        words.erase(words.begin(), found + 1);
    }
    return words;
}

StatementTraits mysql_traits(const Words& words) {
    StatementTraits traits;
    traits.transaction = mysql_transaction(words);
    traits.temporary = begin_with(words, "create or? replace? temporary");
    const bool temporary = traits.temporary || begin_with(words, "drop temporary");
    traits.commits = !temporary && !begin_with(words, "drop prepare") && mysql_commits(words);
    traits.session = !traits.transaction && !traits.commits &&
                     begin_with_any(words, {"set|use|prepare|deallocate", "drop prepare"});
    traits.changes_rows = begin_with_any(
        words, {"insert|replace|update|delete", "load data|xml", "with ... update|delete",
                "analyze ... insert|replace|update|delete"});
    return traits;
}

}  // namespace

StatementTraits statement_traits(std::string_view statement, Dialect dialect) {
    const Words words = words_of(statement, dialect);
    switch (dialect) {
        case Dialect::postgresql:
            return postgresql_traits(words);
        case Dialect::mysql:
            return mysql_traits(without_wrapper(words));
        case Dialect::sqlite:
            break;
    }
    return {};
}

}  // namespace retort::script
