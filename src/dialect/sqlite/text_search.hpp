#pragma once

#include <string>
#include <string_view>

namespace retort::dialect::sqlite {

/// ASCII letters in lower case, as SQLite compares names.
std::string folded(std::string_view name);

bool begins_with(std::string_view text, std::string_view part) noexcept;

/// Whether `text` has `lower` in it somewhere, whatever the case of its ASCII letters.
bool mentions(std::string_view text, std::string_view lower) noexcept;

}  // namespace retort::dialect::sqlite
