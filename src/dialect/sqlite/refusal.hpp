#pragma once

#include "errors/dialect.hpp"

#include <sqlite3.h>

namespace retort::dialect::sqlite {

/// What the connection's last failure was; `otherwise` where its code says nothing more special.
errors::Refusal refusal_of(sqlite3* handle, ErrorKind otherwise);

bool is_busy(int code) noexcept;

}  // namespace retort::dialect::sqlite
