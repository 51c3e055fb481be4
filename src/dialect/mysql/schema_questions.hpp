#pragma once

#include "dialect/schema_question.hpp"

#include <vector>

namespace retort::dialect::mysql {

std::vector<SchemaQuestion> schema_questions(const SchemaScope& scope);

}  // namespace retort::dialect::mysql
