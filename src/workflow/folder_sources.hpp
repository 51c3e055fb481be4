#pragma once

#include <retort/revisions.hpp>

#include <string>
#include <vector>

namespace retort::workflow {

/// Whether the file is in the folder or below it, as both are written.
bool lies_in(const std::string& file, const std::string& folder);

/// Sources that read another folder in place of this one.
std::vector<Source> redirected(std::vector<Source> sources, const std::string& folder,
                               const std::string& other);

}  // namespace retort::workflow
