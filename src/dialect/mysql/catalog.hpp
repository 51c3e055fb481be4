#pragma once

#include "dialect/mysql/catalog_change.hpp"
#include "dialect/mysql/catalog_entry.hpp"
#include "dialect/mysql/connection.hpp"

namespace retort::dialect::mysql {

/// What the catalog says of the object now.
CatalogEntry read_catalog(Connection& connection, const ObjectName& object);

}  // namespace retort::dialect::mysql
