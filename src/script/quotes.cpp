#include "script/quotes.hpp"

#include "script/character.hpp"

namespace retort::script {
namespace {

/// The quote that goes on with a string that ends at `end`; npos: there is none.
std::size_t continuation(std::string_view text, std::size_t end) noexcept {
    bool new_line = false;
    for (std::size_t i = end; i < text.size(); ++i) {
        if (at(text, i, "--")) {
            i = text.find_first_of("\r\n", i);
            if (i == npos) {
                break;
            }
        }
        if (text[i] == '\'' && new_line) {
            return i;
        }
        if (class_of(text[i]) != Character::blank) {
            break;
        }
        new_line = new_line || text[i] == '\n' || text[i] == '\r';
    }
    return npos;
}

}  // namespace

Token closed_at(TokenKind kind, std::string_view text, std::size_t begin, std::size_t close,
                std::size_t length) noexcept {
    return close == npos ? Token{kind, begin, text.size(), true}
                         : Token{kind, begin, close + length, false};
}

Token plain_quote(std::string_view text, std::size_t begin, char quote) noexcept {
    std::size_t close = text.find(quote, begin + 1);
    while (close != npos && at(text, close + 1, quote)) {
        close = text.find(quote, close + 2);
    }
    return closed_at(TokenKind::quoted, text, begin, close, 1);
}

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

Token escape_string(std::string_view text, std::size_t begin) noexcept {
    Token token = escaped_quote(text, begin, begin + 1);
    std::size_t next = token.open ? npos : continuation(text, token.end);
    while (next != npos) {
        token = escaped_quote(text, begin, next);
        next = token.open ? npos : continuation(text, token.end);
    }
    return token;
}

Token dollar_quote(std::string_view text, std::size_t begin) noexcept {
    std::size_t tag_end = begin + 1;
    if (tag_end < text.size() && class_of(text[tag_end]) == Character::letter) {
        while (tag_end < text.size() && (class_of(text[tag_end]) == Character::letter ||
                                         class_of(text[tag_end]) == Character::digit)) {
            ++tag_end;
        }
    }
    if (!at(text, tag_end, '$')) {
        return {TokenKind::other, begin, begin + 1, false};
    }
    const std::string_view tag = text.substr(begin, tag_end + 1 - begin);
    const std::size_t close = text.find(tag, tag_end + 1);
    return closed_at(TokenKind::quoted, text, begin, close, tag.size());
}

Token dollar_name(std::string_view text, std::size_t begin) noexcept {
    std::size_t end = begin + 1;
    bool named = false;
    for (; end < text.size(); ++end) {
        if (in_name(text[end])) {
            named = true;
        } else if (text[end] == '(' && named) {
            while (end < text.size() && class_of(text[end]) != Character::blank &&
                   text[end] != ')') {
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

}  // namespace retort::script
