#pragma once

#include "dialect/postgresql/connection.hpp"

#include <string>
#include <string_view>

namespace retort::dialect::postgresql {

/// Who holds locks on the relations that a statement names, those that began first; empty where
/// there is none. Whom exactly it would wait for, the server tells only while it waits.
std::string lock_holders(Connection& connection, std::string_view statement);

}  // namespace retort::dialect::postgresql
