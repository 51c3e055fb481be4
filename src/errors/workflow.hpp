#pragma once

#include <retort/error.hpp>

#include <string>
#include <vector>

/// Sentences about scratch databases, and what is built in them.
namespace retort::errors {

/// One fault of a file: a statement of a script may not run in a scratch database.
std::string leaves_database(const std::string& written);
/// No place for scratch databases of the dialect was named.
UsageError no_scratch(const std::string& dialect);

}  // namespace retort::errors
