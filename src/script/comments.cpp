#include "script/comments.hpp"

#include "script/character.hpp"
#include "script/quotes.hpp"

namespace retort::script {
namespace {

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
    while (end < text.size() && class_of(text[end]) == Character::digit) {
        ++end;
    }
    return {TokenKind::other, begin, end, false};
}

}  // namespace

bool dashes_begin_comment(std::string_view text, std::size_t begin,
                          const LexRules& rules) noexcept {
    if (!at(text, begin + 1, '-')) {
        return false;
    }
    return !rules.dashes_need_blank || begin + 2 >= text.size() ||
           static_cast<unsigned char>(text[begin + 2]) <= ' ';
}

Token line_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    const std::size_t end =
        rules.return_ends_comment ? text.find_first_of("\r\n", begin) : text.find('\n', begin);
    return {TokenKind::comment, begin, end == npos ? text.size() : end, false};
}

Token block_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept {
    if (rules.conditional_comments && (at(text, begin, "/*!") || at(text, begin, "/*M!"))) {
        return conditional_comment(text, begin);
    }
    const std::size_t close =
        rules.nested_comments ? nested_comment_end(text, begin) : text.find("*/", begin + 2);
    Token token = closed_at(TokenKind::comment, text, begin, close, 2);
    if (token.open && (!rules.open_comment_is_blank || begin + 2 == text.size())) {
        token.kind = TokenKind::other;
    }
    return token;
}

}  // namespace retort::script
