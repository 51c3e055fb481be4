#pragma once

#include <retort/scratch.hpp>

#include "cli/context.hpp"

#include <string>
#include <vector>

namespace retort::cli {

/// The place for scratch databases of this dialect among the URLs that `--scratch` names.
/// Without one it opens nothing, which only those who need it refuse.
/// @throws UsageError for one that names no server
Scratch scratch_of(Context& context, const std::vector<std::string>& urls, Dialect dialect);

}  // namespace retort::cli
