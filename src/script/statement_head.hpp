#pragma once

#include "script/name_reader.hpp"

/// What may stand between the verb of a statement and the name of what it changes.
namespace retort::script {

/// MariaDB's SET STATEMENT ... FOR.
void skip_wrapper(NameReader& words);

/// OR REPLACE, TEMPORARY, DEFINER = ... @returns whether what is made ends with the session
bool skip_options(NameReader& words);

/// IF EXISTS, IF NOT EXISTS
void skip_if_exists(NameReader& words);

/// VIEW, or MATERIALIZED VIEW
bool take_view(NameReader& words, bool& materialized);

}  // namespace retort::script
