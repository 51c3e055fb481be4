#pragma once

#include "script/lexer.hpp"

#include <string>
#include <string_view>

namespace retort::dialect::mysql {

/// Walks over the tokens of one statement without its comments. What stands in a comment for the
/// server, `/*! ... */`, belongs to the statement.
class Tokens {
public:
    explicit Tokens(std::string_view text) : text_(text) { advance(); }

    bool at_end() const noexcept { return ended_; }
    /// The token in hand is this word or this character. @pre `lower` is in lower case
    bool is(std::string_view lower) const noexcept;
    bool is_quoted() const noexcept { return is_kind(script::TokenKind::quoted); }
    bool is_word() const noexcept { return is_kind(script::TokenKind::word); }
    std::string_view text() const noexcept {
        return text_.substr(token_.begin, token_.end - token_.begin);
    }
    void advance() noexcept;
    /// Goes on behind the token when it is this one.
    bool take(std::string_view lower) noexcept;
    /// `take` of one after the other, all or none.
    bool take_all(std::string_view first, std::string_view second) noexcept;
    /// The token as a name, quotes taken off. Goes on behind it.
    std::string name();
    /// What is left of the text, the token in hand included.
    std::string_view rest() const noexcept { return text_.substr(ended_ ? text_.size() : token_.begin); }

private:
    bool is_kind(script::TokenKind kind) const noexcept { return !ended_ && token_.kind == kind; }
    bool is_mark_for_server() noexcept;

    std::string_view text_;
    std::size_t position_ = 0;
    script::Token token_;
    bool conditional_ = false;  ///< inside /*! ... */
    bool ended_ = false;
};

}  // namespace retort::dialect::mysql
