#pragma once

#include "dialect/object_catalog.hpp"
#include "dialect/sqlite/connection.hpp"

namespace retort::dialect::sqlite {

/// Why a view or trigger cannot be used, in SQLite's words; empty: it can. Nothing is written: a
/// statement that would use it is prepared, and not run. A trigger's is that of its table, where
/// others may be at fault: an error counts only when the trigger mentions what is missing.
std::string invalidity(Connection& connection, const CatalogObject& object);

}  // namespace retort::dialect::sqlite
