#pragma once

#include "errors/script.hpp"
#include "script/object.hpp"

#include <vector>

namespace retort::script {

/// Whether its name is one, and its statements create the object of that name, one in each dialect
/// that a section names, and in some dialect where none does; and nothing else.
std::vector<errors::ScriptFault> check_object(const Object& object);

/// Whether `name` may be that of any object.
bool is_object_name(std::string_view name);

}  // namespace retort::script
