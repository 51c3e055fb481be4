#pragma once

#include "dialect/schema_question.hpp"

#include <vector>

namespace retort::dialect::postgresql {

std::vector<SchemaQuestion> schema_questions(const SchemaScope& scope);

}  // namespace retort::dialect::postgresql
