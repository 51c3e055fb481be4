#include "script/lexer.hpp"

#include <array>

namespace retort::script {
namespace {

constexpr auto npos = std::string_view::npos;

enum Class : unsigned char { other, blank, letter, digit, dollar };

constexpr std::array<Class, 256> make_classes() {
    std::array<Class, 256> classes{};
    for (std::size_t c = 0; c < 256; ++c) {
        const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ' ' || (c >= 0x09 && c <= 0x0D)) {
            classes[c] = blank;
        } else if (ascii_letter || c == '_' || c >= 0x80) {
            classes[c] = letter;
        } else if (c >= '0' && c <= '9') {
            classes[c] = digit;
        }
    }
    classes['$'] = dollar;
    return classes;
}

constexpr std::array<Class, 256> classes = make_classes();

Class class_of(char c) noexcept {
    return classes[static_cast<unsigned char>(c)];
}
bool in_name(char c) noexcept {
    return class_of(c) >= letter;
}

bool at(std::string_view text, std::size_t position, char c) noexcept {
    return position < text.size() && text[position] == c;
}

bool at(std::string_view text, std::size_t position, std::string_view what) noexcept {
    return text.compare(position, what.size(), what) == 0;
}

Token until(TokenKind kind, std::size_t begin, std::size_t close, std::size_t length,
            std::string_view text) noexcept {
    return close == npos ? Token{kind, begin, text.size(), true}
                         : Token{kind, begin, close + length, false};
}

/// A doubled quote stands for itself.
Token plain_quote(std::string_view text, std::size_t begin, char quote) noexcept {
    std::size_t close = text.find(quote, begin + 1);
    while (close != npos && at(text, close + 1, quote)) {
        close = text.find(quote, close + 2);
    }
    return until(TokenKind::quoted, begin, close, 1, text);
}

/// @param open the position of the opening quote
Token escaped_quote(std::string_view text, std::size_t begin, std::size_t open) noexcept {
    const char quote = text[open];
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        if (text[i] == '\\' || (text[i] == quote && at(text, i + 1, quote))) {
            ++i;
        } else if (text[i] == quote) {
            return {TokenKind::quoted, begin, i + 1, false};
        }
    }
    return {TokenKind::quoted, begin, text.size(), true};
}

Token quote(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    return rules.backslash_escapes ? escaped_quote(text, begin, begin)
                                   : plain_quote(text, begin, text[begin]);
}

Token line_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    const std::size_t end =
        rules.return_ends_comment ? text.find_first_of("\r\n", begin) : text.find('\n', begin);
    return {TokenKind::comment, begin, end == npos ? text.size() : end, false};
}

std::size_t nested_comment_end(std::string_view text, std::size_t begin) noexcept {
    std::size_t depth = 1;
    for (std::size_t i = text.find_first_of("*/", begin + 2); i != npos && i + 1 < text.size();
         i = text.find_first_of("*/", i)) {
        if (text[i] == '*' && text[i + 1] == '/') {
            if (--depth == 0) {
                return i;
            }
            i += 2;
        } else if (text[i] == '/' && text[i + 1] == '*') {
            ++depth;
            i += 2;
        } else {
            ++i;
        }
    }
    return npos;
}

Token conditional_comment(std::string_view text, std::size_t begin) noexcept {
    std::size_t end = text.find('!', begin) + 1;
    while (end < text.size() && class_of(text[end]) == digit) {
        ++end;
    }
    return {TokenKind::other, begin, end, false};
}

Token block_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.conditional_comments && (at(text, begin, "/*!") || at(text, begin, "/*M!"))) {
        return conditional_comment(text, begin);
    }
    const std::size_t close =
        rules.nested_comments ? nested_comment_end(text, begin) : text.find("*/", begin + 2);
    Token token = until(TokenKind::comment, begin, close, 2, text);
    if (token.open && (!rules.open_comment_is_blank || begin + 2 == text.size())) {
        token.kind = TokenKind::other;
    }
    return token;
}

bool dashes_begin_comment(std::string_view text, std::size_t begin,
                          const LexRules& rules) noexcept {
    if (!at(text, begin + 1, '-')) {
        return false;
    }
    return !rules.dashes_need_blank || begin + 2 >= text.size() ||
           static_cast<unsigned char>(text[begin + 2]) <= ' ';
}

Token dollar_quote(std::string_view text, std::size_t begin) noexcept {
    std::size_t tag_end = begin + 1;
    if (tag_end < text.size() && class_of(text[tag_end]) == letter) {
        while (tag_end < text.size() &&
               (class_of(text[tag_end]) == letter || class_of(text[tag_end]) == digit)) {
            ++tag_end;
        }
    }
    if (!at(text, tag_end, '$')) {
        return {TokenKind::other, begin, begin + 1, false};
    }
    const std::string_view tag = text.substr(begin, tag_end + 1 - begin);
    const std::size_t close = text.find(tag, tag_end + 1);
    return until(TokenKind::quoted, begin, close, tag.size(), text);
}

/// SQLite takes `$a::b(c;d)` for one variable.
Token dollar_name(std::string_view text, std::size_t begin) noexcept {
    std::size_t end = begin + 1;
    bool named = false;
    for (; end < text.size(); ++end) {
        if (in_name(text[end])) {
            named = true;
        } else if (text[end] == '(' && named) {
            while (end < text.size() && class_of(text[end]) != blank && text[end] != ')') {
                ++end;
            }
            return {TokenKind::other, begin, at(text, end, ')') ? end + 1 : end, false};
        } else if (text[end] == ':' && at(text, end + 1, ':')) {
            ++end;
        } else {
            break;
        }
    }
    return {TokenKind::other, begin, end, false};
}

Token blanks(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.strict_blanks && text[begin] == '\v') {
        return {TokenKind::other, begin, begin + 1, false};
    }
    std::size_t end = begin + 1;
    while (end < text.size() && class_of(text[end]) == blank) {
        ++end;
    }
    return {TokenKind::blank, begin, end, false};
}

Token name(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.escape_strings && (text[begin] == 'e' || text[begin] == 'E') &&
        at(text, begin + 1, '\'')) {
        return escaped_quote(text, begin, begin + 1);
    }
    if (rules.byte_order_mark_is_blank && at(text, begin, "\xEF\xBB\xBF")) {
        return {TokenKind::blank, begin, begin + 3, false};
    }
    const bool number = class_of(text[begin]) == digit;
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
                return until(TokenKind::quoted, begin, text.find(']', begin), 1, text);
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
        case blank:
            return blanks(text, begin, rules);
        case letter:
        case digit:
            return name(text, begin, rules);
        case dollar:
            return dollar_sign(text, begin, rules);
        case other:
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
