#pragma once

#include <cstddef>
#include <string_view>

namespace retort::script {

/// Position of the first byte from `begin` on that does not belong to valid UTF-8; npos: none.
std::size_t invalid_utf8(std::string_view text, std::size_t begin = 0) noexcept;

}  // namespace retort::script
