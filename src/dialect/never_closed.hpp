#pragma once

#include "script/section_statements.hpp"

#include <string>
#include <vector>

namespace retort::dialect {

/// A quote or comment that is never closed takes everything behind it along.
/// @param statements of the section
/// @throws ScriptError with the line where it begins
void refuse_never_closed(const script::Section& section, Dialect dialect,
                         const std::vector<script::SectionStatement>& statements,
                         const std::string& file);

}  // namespace retort::dialect
