#include "dialect/integrity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect {

Integrity::Suspicion orphans_of(const ForeignKey& key) {
    std::string given;
    std::string same;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        given += fmt::format("c.{} IS NOT NULL AND ", key.columns[i]);
        same += fmt::format("{}p.{} = c.{}", i == 0 ? "" : " AND ", key.parent_columns[i],
                            key.columns[i]);
    }
    return {"foreign_key",
            key.table,
            "foreign key " + key.name,
            {fmt::format("SELECT count(*) FROM {} AS c WHERE {}NOT EXISTS (SELECT 1 FROM {} AS p "
                         "WHERE {})",
                         key.child, given, key.parent, same),
             {}}};
}

bool is_own(const SchemaScope& scope, const std::string& default_schema, const std::string& schema,
            const std::string& table) {
    const std::string& own = scope.own_schema.empty() ? default_schema : scope.own_schema;
    return schema == own && std::find(scope.own_tables.begin(), scope.own_tables.end(), table) !=
                                scope.own_tables.end();
}

}  // namespace retort::dialect
