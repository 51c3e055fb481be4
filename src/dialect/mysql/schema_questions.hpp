#pragma once

#include "dialect/schema_question.hpp"

#include <vector>

namespace retort::dialect::mysql {

/// To be asked in one message, in this order.
std::vector<SchemaQuestion> schema_questions(const SchemaScope& scope, bool mariadb);

}  // namespace retort::dialect::mysql
