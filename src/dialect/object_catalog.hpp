#pragma once

#include "dialect/statement.hpp"
#include "errors/dialect.hpp"
#include "script/object.hpp"

#include <optional>
#include <string>
#include <vector>

namespace retort::dialect {

/// An object as the catalog has it.
struct CatalogObject {
    script::ObjectId id;  ///< with its schema; the kind is the catalog's
    std::string text;  ///< to compare: says all of the object's own, and nothing that hangs on it
    std::string invalid;  ///< why it cannot be used; empty: it can, or the catalog does not tell
};

/// What belongs to an object and is not of its own text: an owner, a privilege, a comment, an index
/// of a materialized view, a trigger of a view.
struct Attachment {
    std::string key;        ///< what it is; the same for another value of the same thing
    std::string statement;  ///< makes it again
    /// Makes it again on a view that is a materialized one now, or the other way round.
    std::string on_other_kind = {};
    /// It goes with a column or a kind that the object has no more.
    bool may_go = false;
};

/// Replaceable objects in the catalog of one database. Names without a schema are of
/// Database::default_schema(). Everything throws DatabaseError. Works inside a transaction, which
/// it neither begins nor ends.
class ObjectCatalog {
public:
    ObjectCatalog() = default;
    ObjectCatalog(const ObjectCatalog&) = delete;
    ObjectCatalog& operator=(const ObjectCatalog&) = delete;
    virtual ~ObjectCatalog() = default;

    /// Each as it is, nothing where it is absent; a table is no view. A number of queries that does
    /// not depend on how many are asked for.
    /// @param validity whether `invalid` is asked for too
    virtual std::vector<std::optional<CatalogObject>> find(const std::vector<script::ObjectId>& ids,
                                                           bool validity) = 0;

    /// The statements that make a found object again, attachments not included.
    virtual std::vector<std::string> recreation(const CatalogObject& object) = 0;
    /// The one that drops it, as the catalog has it; never CASCADE.
    virtual std::string drop(const script::ObjectId& id) = 0;
    /// The statement that creates an object, so that it replaces one in place; nothing where this
    /// database cannot do that for this kind.
    virtual std::optional<std::string> in_place(const script::ObjectId& id,
                                                std::string_view create) = 0;
    /// The same statement so that it makes the object without its rows.
    virtual std::string without_rows(const script::ObjectId& id, std::string_view create) = 0;

    /// All that use the object, directly or not, and would keep it from being dropped: views,
    /// materialized views, routines and triggers. In the order in which they can be dropped.
    virtual std::vector<CatalogObject> users(const script::ObjectId& id) = 0;

    /// Whether a statement failed because of objects that use what it changes.
    virtual bool is_blocked(const DatabaseError& error) const = 0;
    /// Those that keep the statement from running, and all that use them, in the order in which
    /// they can be dropped. Objects that are not in its way are not among them, as far as the
    /// catalog tells: a column that the statement does not name is not changed.
    /// @param error by which it failed; its transaction is usable again
    /// @param widely all that use the tables it names, when the narrower answer was not enough
    virtual std::vector<CatalogObject> in_the_way_of(const Statement& statement,
                                                     const DatabaseError& error, bool widely) = 0;
    /// Whether a statement failed because it names something that is not there.
    virtual bool is_absence(const DatabaseError& error) const = 0;

    /// The session is as it was found: what names mean in it now, they mean in all that follows.
    /// Asks the server at the first call only.
    virtual void note_names() {}
    /// Between these, names in statements mean what was noted, whatever a script did since; only
    /// inside a transaction.
    virtual void begin_making() {}
    virtual void end_making() noexcept {}

    virtual std::vector<Attachment> attachments(const script::ObjectId& id) = 0;

    /// Whether the existing object is what these statements would make; nothing where trying it
    /// inside a savepoint tells.
    virtual std::optional<bool> is_made_by(const CatalogObject& object,
                                           const std::vector<Statement>& statements) = 0;

    /// What fills a materialized view anew, without keeping readers from it where that is possible;
    /// empty: it is none here.
    virtual std::string refresh(const script::ObjectId& id) = 0;
};

}  // namespace retort::dialect
