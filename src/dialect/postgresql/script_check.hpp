#pragma once

#include "dialect/database.hpp"

#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// Database::check() for PostgreSQL. It finds no faults that only the server's parser can see.
std::vector<Statement> check_script(const script::Section& section, const std::string& file);

}  // namespace retort::dialect::postgresql
