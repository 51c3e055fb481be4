#pragma once

#include <retort/export.hpp>

namespace retort {

/// The library's version, as `1.2.3`.
RETORT_API const char* version() noexcept;

}  // namespace retort
