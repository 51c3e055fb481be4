#pragma once

#include "script/script.hpp"

#include <retort/objects.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// What a catalog knows an object by: unquoted, and folded as the dialect folds names.
struct ObjectId {
    ObjectKind kind = ObjectKind::view;
    std::string schema;  ///< a trigger's is its table's; empty: none was given
    std::string name;
    std::string arguments;  ///< of routines: types as PostgreSQL's catalog spells them, between
                            ///< commas and blanks; with `has_arguments`
    bool has_arguments = false;
    std::string table;  ///< of triggers
};

/// Whether both are one object: a view and a materialized view share a name. An absent schema is
/// the other's, and absent arguments are the other's.
bool same_object(const ObjectId& a, const ObjectId& b) noexcept;

/// @param name as in a file: `gene_scores`, `"Odd".name`, `score(integer, text)`,
///             `touch_gene on gene`
/// @returns nothing when that is not the name of such an object
std::optional<ObjectId> object_id(ObjectKind kind, std::string_view name, Dialect dialect);

/// A parsed object file.
struct Object {
    ObjectKind kind = ObjectKind::view;
    std::string name;                     ///< as the file says, blanks folded
    std::vector<std::string> depends_on;  ///< as declared
    std::string lifted_by;  ///< a baseline, without which the file does not count; empty: none
    std::string message;    ///< the first comment line
    std::string path;
    int line = 0;  ///< of `retort:object`
    /// Their direction is `upgrade` for what creates, `downgrade` for what drops.
    std::vector<Section> sections;

    /// Whether the dialect has the object.
    bool applies_to(Dialect dialect) const noexcept;
};

/// @param text the whole file
/// @throws ScriptError (kind `script`), with every fault of the file in one message
Object parse_object(std::string_view text, const std::string& path);

/// The same of an object written in C++, held to the same rules. Lines are those of a section's
/// text.
/// @throws ScriptError (kind `script`), as parse_object() does
Object object_of(const ReplaceableObject& object);

/// The sections that apply to `dialect`, as they are kept in the database: directives and text.
std::string kept_text(const Object& object, Dialect dialect);
/// Its inverse.
std::vector<Section> parse_object_sections(std::string_view text, const std::string& path);

/// As checksum() of a script: over the statements of the sections that apply, those that drop
/// included, with `drop` and LF before each section of them.
std::string checksum(const Object& object, Dialect dialect);

}  // namespace retort::script
