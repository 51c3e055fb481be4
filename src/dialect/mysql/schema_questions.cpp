#include "dialect/mysql/schema_questions.hpp"

namespace retort::dialect::mysql {

std::vector<SchemaQuestion> schema_questions(const SchemaScope&) {
    return {
        {Category::table,
         "table",
         {},
         {"SELECT NULL, TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() "
          "AND TABLE_TYPE = 'BASE TABLE'",
          {}}},
    };
}

}  // namespace retort::dialect::mysql
