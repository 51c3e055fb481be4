#pragma once

#include <string_view>

namespace retort::script {

/// An ISO 8601 date, or date and time: `2025-09-25`, `2025-09-25T10:11:12.5Z`, `2025-09-25 10:11`.
bool is_timestamp(std::string_view text) noexcept;

}  // namespace retort::script
