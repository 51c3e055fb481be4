#pragma once

#include "dialect/statement.hpp"

#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// The words of a statement as script::words_of() gives them; those of SET STATEMENT ... FOR are
/// left out.
std::vector<std::string_view> server_words(std::string_view statement);

/// Decided by the words of a statement alone. What is not known is taken for one that commits by
/// itself.
StatementKind statement_kind(std::string_view statement);

/// While its locks are held the engine could not write its own tables.
bool locks_tables(std::string_view statement);

}  // namespace retort::dialect::mysql
