#pragma once

#include <retort/export.hpp>

#include <optional>
#include <string_view>

namespace retort {

/// The differences in SQL that a script section can name; `mysql` includes MariaDB.
enum class Dialect { sqlite, postgresql, mysql };

RETORT_API std::string_view to_string(Dialect dialect) noexcept;
/// Exact, lower-case names only.
RETORT_API std::optional<Dialect> dialect_named(std::string_view name) noexcept;

}  // namespace retort
