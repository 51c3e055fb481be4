#pragma once

#include "dialect/statement.hpp"

#include <string>
#include <vector>

namespace retort::dialect::sqlite {

/// The sqlite3 shell takes a line that holds only `/` or `go` for the end of a statement. In a
/// quote, in a comment and in the body of a trigger it does not.
/// @throws ScriptError for a statement that it would cut in two
void refuse_cut_by_shell(const std::vector<Statement>& statements, const std::string& file);

}  // namespace retort::dialect::sqlite
