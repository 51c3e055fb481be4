#include "dialect/postgresql/schema_questions.hpp"

namespace retort::dialect::postgresql {

std::vector<SchemaQuestion> schema_questions(const SchemaScope&) {
    return {
        {Category::table,
         "table",
         {},
         {"SELECT NULL, c.relname FROM pg_catalog.pg_class AS c WHERE c.relkind = 'r' AND "
          "pg_catalog.pg_table_is_visible(c.oid)",
          {}}},
    };
}

}  // namespace retort::dialect::postgresql
