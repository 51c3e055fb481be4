#pragma once

#include <retort/backup.hpp>

#include "cli/context.hpp"

namespace retort::cli {

/// The database of the URL, and its server.
/// @param opening of a file
/// @throws UsageError (kind `configuration`) for one that does not name its database
DatabasePlace place_of(Context& context, Opening opening);

}  // namespace retort::cli
