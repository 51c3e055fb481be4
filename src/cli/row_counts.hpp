#pragma once

#include <retort/validate.hpp>

#include <string>
#include <vector>

namespace retort::cli {

/// The numbers of rows in a file that `validate --save` wrote.
/// @throws Error (kind `io`); UsageError for what is written otherwise
std::vector<TableRows> saved_row_counts(const std::string& file);

/// In place of the file that may be there. @throws Error (kind `io`)
void save_row_counts(const std::string& file, const Validation& validation);

}  // namespace retort::cli
