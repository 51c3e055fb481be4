#pragma once

#include "script/lexer.hpp"

#include <string_view>

namespace retort::script {

/// From `begin` to behind the closing mark found at `close`; npos: it is never closed.
Token closed_at(TokenKind kind, std::string_view text, std::size_t begin, std::size_t close,
                std::size_t length) noexcept;

/// A doubled quote stands for itself.
Token plain_quote(std::string_view text, std::size_t begin, char quote) noexcept;
/// @param open position of the opening quote, which may be behind a letter
Token escaped_quote(std::string_view text, std::size_t begin, std::size_t open) noexcept;
/// PostgreSQL's E'...', with the parts that follow it on lines of their own.
Token escape_string(std::string_view text, std::size_t begin) noexcept;
/// `$tag$ ... $tag$`, or the lone `$`.
Token dollar_quote(std::string_view text, std::size_t begin) noexcept;
/// SQLite takes `$a::b(c;d)` for one variable.
Token dollar_name(std::string_view text, std::size_t begin) noexcept;

}  // namespace retort::script
