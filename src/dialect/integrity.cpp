#include "dialect/integrity.hpp"

#include <algorithm>

namespace retort::dialect {

bool is_own(const SchemaScope& scope, const std::string& default_schema, const std::string& schema,
            const std::string& table) {
    const std::string& own = scope.own_schema.empty() ? default_schema : scope.own_schema;
    return schema == own && std::find(scope.own_tables.begin(), scope.own_tables.end(), table) !=
                                scope.own_tables.end();
}

}  // namespace retort::dialect
