#pragma once

#include "script/region.hpp"

#include <retort/dialect.hpp>

#include <string_view>
#include <vector>

namespace retort::script {

/// What is for the database's client and not for its server, in the order of the text: psql's
/// backslash commands and variables, the commands of the mariadb client.
std::vector<FaultAt> client_commands(std::string_view text, Dialect dialect);

}  // namespace retort::script
