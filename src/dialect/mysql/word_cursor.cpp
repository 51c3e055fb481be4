#include "dialect/mysql/word_cursor.hpp"

#include "dialect/mysql/statement_kind.hpp"
#include "script/lexer.hpp"

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

std::string unquoted(std::string_view word) {
    const char quote = word.front();
    if (quote != '`' && quote != '"' && quote != '\'') {
        return std::string(word);
    }
    std::string result;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
        result += word[i];
        i += word[i] == quote ? 1U : 0U;
    }
    return result;
}

}  // namespace

WordCursor::WordCursor(std::string_view statement) : words_(server_words(statement)) {}

bool WordCursor::is(std::string_view lower) const noexcept {
    return !at_end() && script::same_word(words_[position_], lower);
}

bool WordCursor::take(std::string_view lower) noexcept {
    const bool found = is(lower);
    position_ += found ? 1U : 0U;
    return found;
}

std::string WordCursor::name() {
    std::string result = at_end() ? std::string() : unquoted(words_[position_]);
    advance();
    return result;
}

bool WordCursor::find(std::string_view lower) const noexcept {
    return std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(position_), words_.end(),
                       [&](std::string_view word) { return script::same_word(word, lower); });
}

}  // namespace retort::dialect::mysql
