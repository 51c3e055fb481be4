#pragma once

#include <retort/dialect.hpp>
#include <retort/export.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soci {
class session;
}

namespace retort {

/// What a difference between two schemas is about. to_string() gives the names that `--ignore`
/// takes and `--json` prints.
enum class Category {
    table,
    column,
    type,
    timezone,
    nullability,
    default_value,  ///< `default`
    generated,
    identity,
    collation,
    primary_key,
    unique,
    check,
    foreign_key,
    index,
    view,  ///< materialized ones too
    function,
    trigger,
    sequence,
    enumeration,  ///< `enum`
    domain,
    extension,
    partition,
    policy,
    privilege,
    comment,
    order,
    other,
};
RETORT_API std::string_view to_string(Category category) noexcept;
RETORT_API std::optional<Category> category_named(std::string_view name) noexcept;

enum class Severity {
    /// Programs go on as before: a time zone, a default (unless a NOT NULL column loses its only
    /// one), an index that is not unique, a foreign key's name or action, a comment, an order, a
    /// privilege.
    advisory,
    critical,  ///< everything else
};
RETORT_API std::string_view to_string(Severity severity) noexcept;

/// One fact about an object, as the database prints it.
struct SchemaFact {
    Category category = Category::other;
    std::string name;   ///< `type`, `default`, `columns`, ...
    std::string value;  ///< never empty: what does not apply is not there

    friend bool operator==(const SchemaFact& a, const SchemaFact& b) {
        return a.category == b.category && a.name == b.name && a.value == b.value;
    }
};

/// A table, a column, a constraint, an index, a view, ...
struct SchemaObject {
    Category category = Category::other;  ///< of the difference when only one side has it
    std::string kind;                     ///< in words: `table`, `foreign key`, `enum`
    /// Within its owner, or qualified by its schema where that is not the default one. A constraint
    /// without a name goes by what it says, and so does a foreign key, whose name is a fact.
    std::string name;
    std::string owner;               ///< `table gene`; empty: its own
    std::vector<SchemaFact> facts;   ///< in byte order of their names
    std::vector<std::string> order;  ///< what stands one behind another in it: columns of a table

    friend bool operator==(const SchemaObject& a, const SchemaObject& b) {
        return a.category == b.category && a.kind == b.kind && a.name == b.name &&
               a.owner == b.owner && a.facts == b.facts && a.order == b.order;
    }
};

/// Everything that a database's catalog says of its tables and what belongs to them, but for
/// Retort's own tables.
struct Schema {
    Dialect dialect = Dialect::sqlite;
    std::vector<SchemaObject> objects;  ///< in byte order of owner, kind and name
    /// What the catalog has and this model does not read, in words.
    std::vector<std::string> unread;

    friend bool operator==(const Schema& a, const Schema& b) {
        return a.dialect == b.dialect && a.objects == b.objects && a.unread == b.unread;
    }
};

struct SchemaDifference {
    Category category = Category::other;
    Severity severity = Severity::critical;
    std::string object;  ///< `table gene`
    std::string detail;  ///< `column score: type`
    std::string left;    ///< empty: not there
    std::string right;

    friend bool operator==(const SchemaDifference& a, const SchemaDifference& b) {
        return a.category == b.category && a.severity == b.severity && a.object == b.object &&
               a.detail == b.detail && a.left == b.left && a.right == b.right;
    }
};

struct ComparisonOptions {
    /// Also where sequences, AUTO_INCREMENT and AUTOINCREMENT go on. Off: that moves with every
    /// row, and says nothing about the schema.
    bool next_values = false;
};

/// What differs, exactly by name, in the order of the objects. What belongs to an object that only
/// one side has is not listed. Empty: the schemas are equal. Pure.
/// @pre both are of one dialect
RETORT_API std::vector<SchemaDifference> compare(const Schema& left, const Schema& right,
                                                 const ComparisonOptions& options = {});

struct SchemaOptions {
    /// As in Options: those tables, and the ones named after them, are left out.
    std::string version_table = "retort_version";
    std::string version_schema;
    /// PostgreSQL: schemas to read besides those on the search path.
    std::vector<std::string> schemas;
};

/// Reads the catalog in a fixed number of queries, as of one moment. The session must be in no
/// transaction; nothing is written.
/// @throws DatabaseError
RETORT_API Schema read_schema(soci::session& session, const SchemaOptions& options = {});

}  // namespace retort
