#include "dialect/sqlite/schema.hpp"

namespace retort::dialect::sqlite {

Schema read_schema(Database& database, const SchemaScope&) {
    return answered(database,
                    {{Category::table,
                      "table",
                      {},
                      {"SELECT NULL, name FROM sqlite_schema WHERE type = 'table'", {}}}});
}

}  // namespace retort::dialect::sqlite
