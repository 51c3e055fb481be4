#pragma once

#include "dialect/postgresql/object_description.hpp"
#include "dialect/postgresql/touched.hpp"

#include <vector>

namespace retort::dialect::postgresql {

/// All that use the object, directly or not, in the order in which they can be dropped.
std::vector<Address> users_of(Connection& connection, const Address& object);

/// Those that keep a statement from changing what it touches, and all that use them, in the same
/// order. @param widely all that use what it names
std::vector<Address> users_of(Connection& connection, const Touched& touched, bool widely);

}  // namespace retort::dialect::postgresql
