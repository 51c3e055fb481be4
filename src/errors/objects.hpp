#pragma once

#include <retort/error.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Sentences about replaceable objects.
namespace retort::errors {

/// @param path each object uses the next, the last one the first
ScriptError object_cycle(const std::vector<std::string>& path);

}  // namespace retort::errors
