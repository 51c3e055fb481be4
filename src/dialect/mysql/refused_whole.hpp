#pragma once

#include "errors/dialect.hpp"

#include <string_view>

namespace retort::dialect::mysql {

/// The number of the server's error.
inline constexpr std::string_view parse_error = "1064";

/// Whether a statement that the server refused so left nothing: it was refused before it ran, or is
/// of a kind that takes effect as a whole. False where its words do not tell.
bool refused_whole(std::string_view statement, const errors::Refusal& refusal);

/// Whether only preparing it can tell: what it calls may be what the server found a fault in.
bool tells_when_prepared(std::string_view statement, const errors::Refusal& refusal);

}  // namespace retort::dialect::mysql
