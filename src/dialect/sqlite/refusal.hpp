#pragma once

#include "errors/dialect.hpp"

#include <sqlite3.h>

namespace retort::dialect::sqlite {

/// What a result code means to a user; `otherwise` where it says nothing more special.
ErrorKind kind_of(int code, ErrorKind otherwise);

/// What the connection's last failure was; `otherwise` where its code says nothing more special.
errors::Refusal refusal_of(sqlite3* handle, ErrorKind otherwise);

bool is_busy(int code) noexcept;

}  // namespace retort::dialect::sqlite
