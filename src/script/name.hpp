#pragma once

#include <string>
#include <string_view>

namespace retort::script {

/// What is wrong with an id or a branch label, as the end of a sentence; empty when it is valid.
std::string name_fault(std::string_view name);

}  // namespace retort::script
