#pragma once

#include "dialect/database.hpp"

#include <retort/objects.hpp>
#include <retort/revisions.hpp>

namespace retort::workflow {

/// Holds every script, archived ones too, and every object to the scratch database that they are to
/// run in, whichever way. @throws ScriptError that names each statement which leaves it
void check_confined(dialect::Database& scratch, const Revisions& revisions, const Objects& objects);

}  // namespace retort::workflow
