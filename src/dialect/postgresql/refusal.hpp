#pragma once

#include "errors/dialect.hpp"

#include <libpq-fe.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace retort::dialect::postgresql {

/// What an SQLSTATE means to a user; `otherwise` where it says nothing more special.
ErrorKind kind_of(std::string_view sqlstate, ErrorKind otherwise);

/// Why a statement failed; a connection that broke is that, whatever it was doing.
errors::Refusal refusal_of(PGconn* connection, const PGresult* result, ErrorKind otherwise);

/// The byte of the fault in the text that was sent, where the server says it.
std::optional<std::size_t> fault_offset(const PGresult* result, std::string_view text);
/// Its line, or the first where the server does not say.
int fault_line(const PGresult* result, std::string_view text, int first_line);

}  // namespace retort::dialect::postgresql
