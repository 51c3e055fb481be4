#include "dialect/database.hpp"

#include <retort/schema.hpp>

namespace retort {

Schema read_schema(soci::session& session, const SchemaOptions& options) {
    dialect::SchemaScope scope;
    scope.own_tables = dialect::state_table_names(options.version_table);
    scope.own_tables.push_back(dialect::lock_table_name(options.version_table));
    scope.own_schema = options.version_schema;
    scope.schemas = options.schemas;
    return dialect::open(session, {}, {})->schema(scope);
}

}  // namespace retort
