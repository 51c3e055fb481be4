#pragma once

#include <retort/squash.hpp>

#include <string>

namespace retort::cli {

/// The differences in a file that holds what `squash --json` prints.
/// @throws Error (kind `io`); UsageError for what is written otherwise
SquashDifferences accepted_differences(const std::string& file);

}  // namespace retort::cli
