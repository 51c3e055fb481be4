#pragma once

#include "errors/dialect.hpp"

#include <mysql.h>

namespace retort::dialect::mysql {

/// What an error number means to a user; `otherwise` where it says nothing more special.
ErrorKind kind_of(unsigned code, ErrorKind otherwise) noexcept;

/// What the connection's last failure was.
errors::Refusal refusal_of(MYSQL* handle, ErrorKind otherwise);

/// Somebody else has it; the transaction may be rolled back.
bool is_busy(unsigned code) noexcept;
bool is_deadlock(unsigned code) noexcept;
/// The table or the database is not there.
bool is_missing(unsigned code) noexcept;
bool is_lost_connection(unsigned code) noexcept;

/// The line of the statement that a syntax error names; 1 where none is named.
int line_in_statement(const errors::Refusal& refusal) noexcept;

}  // namespace retort::dialect::mysql
