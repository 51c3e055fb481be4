#pragma once

#include <retort/dialect.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace retort::script {

inline constexpr Dialect every_dialect[] = {Dialect::sqlite, Dialect::postgresql, Dialect::mysql};

/// One statement in a text: from its first token to its terminator (included, when there is one).
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t body_end = 0;  ///< behind its last token, terminator and trivia before it left out
};

/// The statements of a section, found by scanning quotes, comments and routine bodies; no database.
/// Comments and blanks between statements, and empty statements, are in no span. Linear.
std::vector<Span> split_statements(std::string_view text, Dialect dialect);

/// Length of the blanks and comments that `text` begins with.
std::size_t leading_trivia(std::string_view text, Dialect dialect);

/// 1-based line of `offset` when the text begins on line `first_line`.
int line_at(std::string_view text, std::size_t offset, int first_line);

}  // namespace retort::script
