#include "script/identifiers.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::script {
namespace {

/// Behind OR REPLACE no server takes IF NOT EXISTS.
std::string without_condition(std::string_view statement, Dialect dialect) {
    const auto words = words_of(statement, dialect);
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        if (words[i] == "(" || same_word(words[i], "as") || same_word(words[i], "on")) {
            break;
        }
        if (same_word(words[i], "if") && same_word(words[i + 1], "not") &&
            same_word(words[i + 2], "exists")) {
            const char* begin = words[i].data();
            const char* end = words[i + 2].data() + words[i + 2].size();
            while (end < statement.data() + statement.size() && *end == ' ') {
                ++end;
            }
            return std::string(statement.data(), begin) +
                   std::string(end, statement.data() + statement.size());
        }
    }
    return std::string(statement);
}

}  // namespace

std::string with_or_replace(std::string_view statement, Dialect dialect) {
    const auto words = words_of(statement, dialect);
    const auto create = std::find_if(words.begin(), words.end(), [](std::string_view word) {
        return same_word(word, "create");
    });
    const bool wrapped = begin_with(words, "set statement ... for create");
    if ((create != words.begin() && !wrapped) || create == words.end() ||
        begin_with({create, words.end()}, "create or replace")) {
        return std::string(statement);
    }
    const auto end = static_cast<std::size_t>(create->data() + create->size() - statement.data());
    return std::string(statement.substr(0, end)) + " OR REPLACE" +
           without_condition(statement.substr(end), dialect);
}

}  // namespace retort::script
