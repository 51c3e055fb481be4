#pragma once

#include <string>

namespace retort::script {

/// Twelve random hexadecimal digits.
std::string random_id();

/// The present time as `retort:created` has it.
std::string now_utc();

}  // namespace retort::script
