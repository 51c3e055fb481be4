#pragma once

#include <string>
#include <string_view>

namespace retort::errors {

/// The text with `***` for the password of every `scheme://user:password@...` in it, and of one
/// that was cut off before its `@`. A password ends before the next blank.
std::string without_passwords(std::string_view text);

}  // namespace retort::errors
