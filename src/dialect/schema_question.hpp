#pragma once

#include "dialect/value.hpp"

#include <retort/schema.hpp>

#include <string>
#include <vector>

namespace retort::dialect {

/// What is left out of a schema and what is read besides.
struct SchemaScope {
    std::vector<std::string> own_tables;  ///< unqualified
    std::string own_schema;               ///< in which they are; empty: the default one
    std::vector<std::string> schemas;     ///< to be read besides those that the session sees
};

/// Without the state tables that belong to a version table.
SchemaScope scope_beside(const std::string& version_table);

/// A query for all objects of one kind, and what its columns mean. A row: the owner, empty or NULL
/// for none; the name; then one column for each of `facts`, NULL for what does not apply.
/// The fact `position` of a column says where it stands in its owner.
/// Of the kind `unread_kind` the name is what Schema::unread says.
struct SchemaQuestion {
    static constexpr const char* unread_kind = "unread";

    struct Fact {
        Category category;
        std::string name;
    };
    Category category;
    std::string kind;
    std::vector<Fact> facts;
    Sql sql;
};

class Database;

/// What the answers say, in order.
Schema answered(Database& database, const std::vector<SchemaQuestion>& questions);

/// The objects of one answer, appended as they come.
void append_objects(Schema& schema, const SchemaQuestion& question, const std::vector<Row>& rows);

}  // namespace retort::dialect
