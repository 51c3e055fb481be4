#pragma once

#include "script/script.hpp"
#include "script/sha256.hpp"

#include <string>
#include <string_view>

namespace retort::script {

/// A section as it is kept in the database. @param directive `upgrade`, `drop`, ...
std::string kept_section(const Section& section, std::string_view directive);

/// Adds the statements of a section, as checksum() describes it.
void add_statements(Sha256& digest, const Section& section, Dialect dialect);

}  // namespace retort::script
