#pragma once

#include "dialect/object_catalog.hpp"
#include "runtime/object_book.hpp"
#include "runtime/objects.hpp"

#include <optional>
#include <vector>

namespace retort::runtime {

/// An object that a file, the record or both know, and what the catalog says of it.
struct ObjectView {
    script::ObjectId id;
    const Objects::Data::Wanted* wanted = nullptr;  ///< null: there is no file
    std::optional<ObjectRow> row;
    std::optional<dialect::CatalogObject> found;

    std::string name() const { return wanted != nullptr ? wanted->object->name : row->name; }
    ObjectKind kind() const { return wanted != nullptr ? wanted->object->kind : row->kind; }
};

/// All of them: first those with a file, behind what they use, then the others.
/// @param files null: none
std::vector<ObjectView> look_at_objects(dialect::ObjectCatalog& catalog, const ObjectBook& book,
                                        const Objects::Data::OfDialect* files);

/// Pure. The reason is a sentence; empty for an object in sync.
struct ObjectJudgement {
    ObjectState state = ObjectState::in_sync;
    std::string reason;
};
/// Whether the file's text is one that the database had and has since replaced.
bool is_ahead(const ObjectView& view);
ObjectJudgement judge(const ObjectView& view);

}  // namespace retort::runtime
