#pragma once

#include <string>
#include <string_view>

namespace retort::script {

/// What a message becomes in a file name: lower-case ASCII letters, digits and single underscores,
/// at most 40 bytes. May be empty.
std::string slug_of(std::string_view message);

}  // namespace retort::script
