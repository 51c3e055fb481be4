#pragma once

#include "dialect/sqlite/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::sqlite {

/// All foreign keys of a schema, table by table, with how many rows break each. As text: one line
/// per child and parent; empty when there are none.
std::string read_foreign_keys(Connection& connection, const std::string& schema);

/// As Database::newly_broken: compared by child, parent and count. A table that was renamed is
/// known by its root page, so that old violations are not taken for new ones.
std::vector<std::string> newly_broken(const std::string& before, const std::string& after);

/// A schema without foreign keys gets one only from a text that says REFERENCES, or that writes to
/// the catalog itself.
bool may_break(std::string_view text, const std::string& before);

}  // namespace retort::dialect::sqlite
