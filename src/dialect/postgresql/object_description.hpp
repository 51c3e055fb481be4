#pragma once

#include "dialect/object_catalog.hpp"
#include "dialect/postgresql/connection.hpp"

#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// An object as the catalog has it, and where.
struct Description {
    CatalogObject object;
    std::string oid;
    std::string catalog;    ///< the one that numbers it: pg_class, pg_proc or pg_trigger
    std::string named;      ///< behind ALTER, DROP or COMMENT ON: kind and qualified name
    std::string name;       ///< the qualified name alone, a trigger's is its table's
    bool has_rows = false;  ///< a materialized view that was filled
};

/// Each as the catalog has it, in one query; nothing where it is absent, or where a routine without
/// arguments has several. @param schema of names without one
std::vector<std::optional<Description>> described(Connection& connection,
                                                  const std::vector<script::ObjectId>& ids,
                                                  const std::string& schema);

/// What has a number in pg_class, pg_proc or pg_trigger, by that.
struct Address {
    std::string catalog;
    std::string oid;
};
std::vector<std::optional<Description>> described(Connection& connection,
                                                  const std::vector<Address>& addresses,
                                                  const std::string& schema);

}  // namespace retort::dialect::postgresql
