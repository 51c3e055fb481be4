#include "script/name_reader.hpp"

#include "script/character.hpp"
#include "script/lexer.hpp"
#include "script/word_pattern.hpp"

#include <algorithm>

namespace retort::script {
namespace {

/// PostgreSQL cuts longer ones.
constexpr std::size_t longest_name = 63;

/// Behind the name's quote; 0: it has none.
char closing_quote(std::string_view word, Dialect dialect) noexcept {
    const char first = word.empty() ? '\0' : word.front();
    if (first == '"' || (first == '`' && dialect != Dialect::postgresql)) {
        return first;
    }
    return first == '[' && dialect == Dialect::sqlite ? ']' : '\0';
}

std::string unquoted(std::string_view word, char quote) {
    std::string name;
    for (std::size_t i = 1; i + 1 < word.size(); ++i) {
        name += word[i];
        i += word[i] == quote && quote != ']' ? 1U : 0U;
    }
    return name;
}

std::string cut(std::string name) {
    std::size_t end = std::min(name.size(), longest_name);
    while (end < name.size() && end > 0 &&
           (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    name.resize(end);
    return name;
}

}  // namespace

bool is_name(std::string_view word, Dialect dialect) noexcept {
    const char quote = closing_quote(word, dialect);
    if (quote != '\0') {
        return word.size() > 2 && word.back() == quote;
    }
    if (word.empty() || word.back() == '\'') {
        return false;
    }
    const Character first = class_of(word.front());
    return first == Character::letter ||
           (dialect == Dialect::mysql && first >= Character::digit &&
            word.find_first_not_of("0123456789") != std::string_view::npos);
}

std::string folded_name(std::string_view word, Dialect dialect, bool routine) {
    const char quote = closing_quote(word, dialect);
    std::string name = quote != '\0' ? unquoted(word, quote) : std::string(word);
    switch (dialect) {
        case Dialect::sqlite:
            return lower_case(name);
        case Dialect::postgresql:
            return cut(quote != '\0' ? std::move(name) : lower_case(name));
        case Dialect::mysql:
            return routine ? lower_case(name) : name;
    }
    return name;
}

NameReader::NameReader(std::string_view text, Dialect dialect)
    : dialect_(dialect), words_(words_of(text, dialect)) {}

std::string_view NameReader::word() const noexcept {
    return at_end() ? std::string_view{} : words_[position_];
}

bool NameReader::is(std::string_view lower) const noexcept {
    return same_word(word(), lower);
}

bool NameReader::take(std::string_view lower) noexcept {
    const bool found = is(lower);
    position_ += found ? 1U : 0U;
    return found;
}

std::string NameReader::name(bool routine) {
    if (!is_name(word(), dialect_)) {
        return {};
    }
    std::string name = folded_name(word(), dialect_, routine);
    advance();
    return name;
}

QualifiedName NameReader::qualified(bool routine) {
    const std::string_view first = word();
    QualifiedName result{{}, name(routine)};
    if (!result.name.empty() && take(".")) {
        result.schema = folded_name(first, dialect_, false);
        result.name = name(routine);
    }
    return result;
}

std::vector<std::string_view> NameReader::bracketed() {
    std::vector<std::string_view> inside;
    int depth = 0;
    for (; !at_end(); advance()) {
        depth += is("(") ? 1 : is(")") ? -1 : 0;
        if (depth == 0) {
            advance();
            break;
        }
        inside.push_back(word());
    }
    inside.erase(inside.begin(), inside.begin() + (inside.empty() ? 0 : 1));
    return inside;
}

}  // namespace retort::script
