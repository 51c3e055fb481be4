#pragma once

#include <retort/dialect.hpp>

#include <string>
#include <string_view>

namespace retort::script {

/// What in a statement reaches out of its database, as it is written: `USE`, `other.gene`, `CREATE
/// ROLE`, ... Empty: nothing. Names count where they surely are a table's or a routine's, and where
/// what is before them is no table of the statement's own.
std::string leaving(std::string_view statement, Dialect dialect);

}  // namespace retort::script
