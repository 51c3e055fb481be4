#pragma once

#include "dialect/postgresql/object_description.hpp"

#include <vector>

namespace retort::dialect::postgresql {

/// What hangs on the object, in the order in which it can be made again: the owner last, but for
/// privileges of the session's own role.
std::vector<Attachment> attachments_of(Connection& connection, const Description& object);

}  // namespace retort::dialect::postgresql
