#pragma once

#include <retort/new_script.hpp>
#include <retort/revision.hpp>

#include "script/script.hpp"

#include <string>
#include <vector>

namespace retort::script {

/// What a script begins with: the message as comments, then the directives.
/// @param replaces in plan order; empty: no baseline
std::string header_text(const NewScript& script, const std::vector<Replaced>& replaces,
                        const std::vector<ObjectName>& lifted = {});

}  // namespace retort::script
