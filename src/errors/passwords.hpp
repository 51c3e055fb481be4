#pragma once

#include <string>
#include <string_view>

namespace retort::errors {

/// The text with `***` for the password of every `scheme://user:password@...` in it, of one
/// that was cut off before its `@`, which ends before the next blank; and of every `password=...`,
/// whose value may be quoted.
std::string without_passwords(std::string_view text);

}  // namespace retort::errors
