#pragma once

#include "conformance/fixture.hpp"
#include "conformance/object_model.hpp"

#include <map>
#include <string>

namespace retort_test {

using ByName = std::map<std::string, std::string>;

/// How the catalog defines every view, routine and trigger, in the words of the database.
ByName definitions(Fixture& fixture);

/// What tells an object that was left alone from one that was made again since
/// mark_identities(), by name.
///
/// PostgreSQL: the oid, and the relfilenode of a materialized view. SQLite: the row in
/// sqlite_schema; what is made behind the mark has a later one. MariaDB: a view keeps no time,
/// but the collation of the connection that made it, and the mark gives each one that nobody else
/// uses; a trigger keeps the time.
ByName identities(Fixture& fixture);
void mark_identities(Fixture& fixture);

/// The rows of every view of the model, and what its triggers note of a row in every table.
/// @param fires whether there are no other triggers
Strings answers(Fixture& fixture, const ObjectModel& model, bool fires);

}  // namespace retort_test
