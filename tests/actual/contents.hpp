#pragma once

#include "support/database.hpp"

#include <string>
#include <vector>

namespace actual {

/// Everything in a database but the engine's state, as comparable lines: every object with its
/// text; every row, each value with its type, statistics included; what breaks a foreign key.
std::vector<std::string> everything(retort_test::Sqlite& database);

}  // namespace actual
