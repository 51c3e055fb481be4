#pragma once

#include "dialect/database.hpp"

#include <retort/objects.hpp>
#include <retort/revisions.hpp>

namespace retort::workflow {

/// Holds every upgrade that a scratch database would run to that database.
/// @throws ScriptError that names each statement which leaves it
void check_confined(dialect::Database& scratch, const Revisions& revisions, const Objects& objects);

}  // namespace retort::workflow
