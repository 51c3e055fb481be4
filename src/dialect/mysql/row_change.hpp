#pragma once

#include "dialect/mysql/catalog_change.hpp"

#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// The tables whose rows a statement changes, read from its words; other names of it may be among
/// them. Empty: it changes none, or by way of others alone (CALL, a view, a trigger).
std::vector<ObjectName> tables_of_changed_rows(std::string_view statement);

}  // namespace retort::dialect::mysql
