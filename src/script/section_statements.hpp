#pragma once

#include "script/script.hpp"

#include <retort/dialect.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// As it is sent to the server: without its terminator, and the comments and blanks around it.
struct SectionStatement {
    std::string_view text;  ///< into the section's
    int line = 0;           ///< of its first token, in its file
};

/// The statements of a section for PostgreSQL or MySQL, as psql and the mariadb client split them.
/// @throws ScriptError naming every line that is for the client alone
std::vector<SectionStatement> section_statements(const Section& section, Dialect dialect,
                                                 const std::string& file);

}  // namespace retort::script
