#include "dialect/mysql/session_names.hpp"

#include "dialect/mysql/statement_kind.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>
#include <vector>

namespace retort::dialect::mysql {
namespace {

using Words = std::vector<std::string_view>;

void add_variables(const Words& words, std::set<std::string>& variables) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == "@" && words[i + 1] == "@") {
            ++i;  // of the server
        } else if (words[i] == "@" && (i == 0 || words[i - 1].back() != '`')) {
            variables.emplace(words[i + 1]);
        }
    }
}

/// `t` or `db`.`t` behind CREATE TEMPORARY TABLE
void add_table(const Words& words, std::set<std::string>& tables) {
    std::size_t at = script::begin_with(words, "create or") ? 5U : 3U;
    at += script::begin_with(words, "create or? replace? temporary table if not exists") ? 3U : 0U;
    if (at < words.size()) {
        std::string name(words[at]);
        if (at + 2 < words.size() && words[at + 1] == ".") {
            name += "." + std::string(words[at + 2]);
        }
        tables.insert(name);
    }
}

}  // namespace

void SessionNames::add(std::string_view statement) {
    const bool variable = statement.find('@') != std::string_view::npos;
    const Words words = server_words(statement);
    if (variable) {
        add_variables(words, variables);
    }
    if (script::begin_with(words, "create or? replace? temporary table")) {
        add_table(words, temporary_tables);
    }
}

}  // namespace retort::dialect::mysql
