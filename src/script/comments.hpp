#pragma once

#include "script/lexer.hpp"

#include <string_view>

namespace retort::script {

/// Whether the `-` at `begin` begins a comment.
bool dashes_begin_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept;
Token line_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept;
/// `/*` stands at `begin`.
Token block_comment(std::string_view text, std::size_t begin, const LexRules& rules) noexcept;

}  // namespace retort::script
