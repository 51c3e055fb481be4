#pragma once

#include <cstddef>
#include <string_view>

namespace retort::script {

/// Where nothing was found.
inline constexpr auto npos = std::string_view::npos;

/// How a dialect writes quotes and comments.
struct LexRules {
    bool backtick_quotes = true;
    bool bracket_quotes = false;       ///< [name]
    bool dollar_quotes = false;        ///< $tag$ ... $tag$
    bool dollar_names = false;         ///< $name::part(anything) is one token, as is @name
    bool backslash_escapes = false;    ///< in '...' and "..."
    bool escape_strings = false;       ///< E'...' alone has backslash escapes
    bool hash_comments = false;        ///< # to the end of the line
    bool dashes_need_blank = false;    ///< `--x` is no comment
    bool return_ends_comment = false;  ///< a lone CR ends a `--` comment
    bool nested_comments = false;
    bool conditional_comments = false;   ///< the text of /*! ... */ is for the server
    bool open_comment_is_blank = false;  ///< a block comment that is never closed is a comment
    bool strict_blanks = false;          ///< a vertical tab is a blank only behind another blank
    bool byte_order_mark_is_blank = false;
};

enum class TokenKind { blank, comment, semicolon, word, quoted, other };

struct Token {
    TokenKind kind = TokenKind::other;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool open = false;  ///< a quote or comment that the text ends in

    bool trivia() const noexcept { return kind == TokenKind::blank || kind == TokenKind::comment; }
};

/// The token that begins at `begin`. Never empty. @pre begin < text.size()
Token next_token(std::string_view text, std::size_t begin, const LexRules& rules) noexcept;

/// ASCII letters compare without case. @pre `lower` is in lower case
bool same_word(std::string_view word, std::string_view lower) noexcept;

}  // namespace retort::script
