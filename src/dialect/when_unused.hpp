#pragma once

#include "dialect/polling.hpp"

#include <functional>
#include <string>

namespace retort::dialect {

/// PostgreSQL: does what the server refuses as long as anybody is connected to the database, as
/// soon as nobody is.
/// @throws DatabaseError (kind `locked`) when the patience ends
void when_unused(const std::string& database, const Patience& patience,
                 const std::function<void()>& action);

}  // namespace retort::dialect
