#include "script/lexer.hpp"

#include "script/character.hpp"
#include "script/comments.hpp"
#include "script/quotes.hpp"

namespace retort::script {
namespace {

Token quote(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    return rules.backslash_escapes ? escaped_quote(text, begin, begin)
                                   : plain_quote(text, begin, text[begin]);
}

Token blanks(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.strict_blanks && text[begin] == '\v') {
        return {TokenKind::other, begin, begin + 1, false};
    }
    std::size_t end = begin + 1;
    while (end < text.size() && class_of(text[end]) == Character::blank) {
        ++end;
    }
    return {TokenKind::blank, begin, end, false};
}

Token name(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.escape_strings && (text[begin] == 'e' || text[begin] == 'E') &&
        at(text, begin + 1, '\'')) {
        return escape_string(text, begin);
    }
    if (rules.byte_order_mark_is_blank && at(text, begin, "\xEF\xBB\xBF")) {
        return {TokenKind::blank, begin, begin + 3, false};
    }
    const bool number = class_of(text[begin]) == Character::digit;
    std::size_t end = begin + 1;
    while (end < text.size() && in_name(text[end]) &&
           !(number && rules.dollar_quotes && text[end] == '$')) {
        ++end;
    }
    return {TokenKind::word, begin, end, false};
}

Token punctuation(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    switch (text[begin]) {
        case ';':
            return {TokenKind::semicolon, begin, begin + 1, false};
        case '\'':
        case '"':
            return quote(text, begin, rules);
        case '`':
            if (rules.backtick_quotes) {
                return plain_quote(text, begin, '`');
            }
            break;
        case '-':
            if (dashes_begin_comment(text, begin, rules)) {
                return line_comment(text, begin, rules);
            }
            break;
        case '#':
            if (rules.hash_comments) {
                return line_comment(text, begin, rules);
            }
            [[fallthrough]];
        case '@':
        case ':':
            if (rules.dollar_names) {
                return dollar_name(text, begin);
            }
            break;
        case '/':
            if (at(text, begin + 1, '*')) {
                return block_comment(text, begin, rules);
            }
            break;
        case '[':
            if (rules.bracket_quotes) {
                return closed_at(TokenKind::quoted, text, begin, text.find(']', begin), 1);
            }
            break;
        default:
            break;
    }
    return {TokenKind::other, begin, begin + 1, false};
}

Token dollar_sign(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.dollar_names) {
        return dollar_name(text, begin);
    }
    return rules.dollar_quotes ? dollar_quote(text, begin) : name(text, begin, rules);
}

char lower(char c) noexcept {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

Token next_token(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    switch (class_of(text[begin])) {
        case Character::blank:
            return blanks(text, begin, rules);
        case Character::letter:
        case Character::digit:
            return name(text, begin, rules);
        case Character::dollar:
            return dollar_sign(text, begin, rules);
        case Character::other:
            break;
    }
    return punctuation(text, begin, rules);
}

bool same_word(std::string_view word, std::string_view lower_case) noexcept {
    if (word.size() != lower_case.size()) {
        return false;
    }
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (lower(word[i]) != lower_case[i]) {
            return false;
        }
    }
    return true;
}

}  // namespace retort::script
