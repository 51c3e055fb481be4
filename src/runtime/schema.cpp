#include "dialect/database.hpp"

#include <retort/schema.hpp>

namespace retort {

Schema read_schema(soci::session& session, const SchemaOptions& options) {
    dialect::SchemaScope scope = dialect::scope_beside(options.version_table);
    scope.own_schema = options.version_schema;
    scope.schemas = options.schemas;
    return dialect::open(session, {}, {})->schema(scope);
}

}  // namespace retort
