#pragma once

#include "dialect/mysql/catalog_change.hpp"

#include <string>
#include <vector>

namespace retort::dialect::mysql {

/// An SQL expression: what the catalog says of the objects, as entries_of() reads it.
std::string catalog_text_sql(const std::vector<ObjectName>& objects, bool mariadb);

/// An SQL condition: whether the server can roll back what changes the rows of these tables. Holds
/// for names that are no table's.
std::string roll_back_sql(const std::vector<ObjectName>& tables);

/// A statement with such an expression in it, whose value does not depend on the session then.
std::string with_catalog_settings(const std::string& statement, bool mariadb);

}  // namespace retort::dialect::mysql
