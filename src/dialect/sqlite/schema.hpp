#pragma once

#include "dialect/schema_question.hpp"

namespace retort::dialect::sqlite {

/// From the pragmas, and from the texts of sqlite_schema where those say nothing.
Schema read_schema(Database& database, const SchemaScope& scope);

}  // namespace retort::dialect::sqlite
