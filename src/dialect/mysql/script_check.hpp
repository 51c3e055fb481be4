#pragma once

#include "dialect/statement.hpp"
#include "script/script.hpp"

#include <string>
#include <vector>

namespace retort::dialect::mysql {

/// As Database::check; needs no server.
std::vector<Statement> check_script(const script::Section& section, const std::string& file);

}  // namespace retort::dialect::mysql
