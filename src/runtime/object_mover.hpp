#pragma once

#include "dialect/database.hpp"
#include "dialect/object_catalog.hpp"
#include "runtime/recorder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace retort::runtime {

/// Drops objects and makes them again, with all that hangs on them, in the open transaction where
/// the database can roll definitions back.
class ObjectMover {
public:
    /// An object that was dropped, or lost with its table, and is to be made again.
    struct Down {
        script::ObjectId id;
        std::optional<ObjectRow> row;         ///< as recorded; its text makes it again
        std::vector<std::string> recreation;  ///< makes it again where it is not recorded
        std::vector<dialect::Attachment> attachments;
        std::string failure;  ///< why it could not be made again
    };
    /// The text of an object, and what messages call it.
    struct Text {
        std::vector<script::Section> sections;
        std::string file;
    };
    enum class How { anew, in_place, without_rows };

    ObjectMover(dialect::Database& database, Recorder& recorder)
        : database_(database), recorder_(recorder) {}

    dialect::ObjectCatalog& catalog() noexcept { return database_.objects(); }

    /// In the order in which they were dropped.
    const std::vector<Down>& down() const noexcept { return down_; }
    const Down* find_down(const script::ObjectId& id) const noexcept;
    /// A transaction begins; or one was rolled back to where `down` was as it is given.
    void is_down(std::vector<Down> down) { down_ = std::move(down); }

    /// Those that are down already are passed over.
    void take_down(const std::vector<dialect::CatalogObject>& objects);
    /// The object and all that use it.
    void take_down_with_users(const dialect::CatalogObject& object);
    /// A recorded object is gone: with its table, or by CASCADE.
    void note_lost(const ObjectBook::Entry& entry);

    /// Makes the object, which is no longer down then. @returns it as it is now
    /// @throws Error whose facts say where in `text`; what was done until then is not undone
    dialect::CatalogObject make(const script::ObjectId& id, const Text& text, How how);
    /// By its recorded text, or as the catalog had it. @returns false, and nothing is left of it,
    /// when that is not possible
    bool put_back(const script::ObjectId& id);
    /// As many of those that are down as can be made, in any number of rounds.
    void put_back_all();
    /// What cannot be made where the schema is now is recorded as left out.
    /// @throws DatabaseError (kind object) for one that is not recorded
    void leave_out_the_rest(const std::function<void(const std::string&)>& warn);

private:
    void run_sections(const script::ObjectId& id, const Text& text, How how);
    std::optional<std::string> adapted(const script::ObjectId& id,
                                       const dialect::Statement& statement, How how);
    dialect::CatalogObject found(const script::ObjectId& id, const Text& text);
    bool attach(const script::ObjectId& id, const std::vector<dialect::Attachment>& attachments,
                bool other_kind);
    void attach(const dialect::Attachment& attachment, bool other_kind);
    void forget(const script::ObjectId& id);

    dialect::Database& database_;
    Recorder& recorder_;
    std::vector<Down> down_;
};

/// Whether a failure speaks of the text or of what it needs, and not of the database as a whole.
bool is_about_object(const dialect::Database& database, const Error& error);
/// The recorded text.
ObjectMover::Text kept_text_of(const ObjectRow& row);
/// `view gene_scores`
std::string described(ObjectKind kind, const std::string& name);

}  // namespace retort::runtime
