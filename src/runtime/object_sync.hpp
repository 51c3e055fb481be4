#pragma once

#include "runtime/lifted.hpp"
#include "runtime/object_keeper.hpp"
#include "runtime/object_status.hpp"
#include "runtime/objects.hpp"
#include "runtime/outcome.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace retort::runtime {

/// Makes the database's objects what the files say.
class ObjectSync {
public:
    struct Wish {
        bool at_heads = false;  ///< an object that cannot be made is a failure
        bool asked = false;     ///< by a person: newer texts in the database are replaced too
        bool prune = false;
        std::vector<std::string> adopt;   ///< names
        std::vector<Lifted> handed_over;  ///< whoever made them, they are this program's now
    };

    /// @param files null: none
    ObjectSync(dialect::Database& database, Recorder& recorder, ObjectKeeper& keeper,
               const Objects::Data::OfDialect* files);

    /// Other files, for all that is asked from now on. Null: none.
    void use(const Objects::Data::OfDialect* files) { files_ = files; }
    /// An object that is no longer managed gets the text that the range of its baseline gives it,
    /// where a file has changed it since.
    void restore(const Lifted& lifted);
    /// Whether the record alone says that something is to be done.
    bool is_pending() const;
    /// Whether the catalog says so too.
    bool has_work(const Wish& wish);
    /// What is to be done by the catalog; nothing is written.
    std::vector<ObjectStep> plan(const Wish& wish);
    /// Tells of what is left alone.
    void report(const Wish& wish);
    /// Does it. Where definitions can be rolled back: in the open transaction, which is to be
    /// committed then; what is down is made as well. Elsewhere: in transactions of its own.
    /// @returns changed when the recorded state is not the one expected
    Outcome apply(const Wish& wish);
    /// The same for one object and those that it uses, before a script that names it.
    Outcome bring(const script::ObjectId& id);

    /// By apply() and bring(), since the last call.
    std::vector<ObjectStep> done() { return std::move(done_); }

private:
    enum class Deed {
        nothing,
        record,         ///< it is what the file says
        make,           ///< it is absent
        make_recorded,  ///< likewise, and the database holds a newer text
        replace,
        compare,  ///< others made it: it may be what the file says
        leave,    ///< reported
    };
    Deed deed_for(const ObjectView& view, const Wish& wish) const;
    Deed deed_now(const ObjectView& view, const Wish& wish) const;
    bool is_put_back(const ObjectView& view, Deed deed) const;
    bool is_transactional() const;

    void work(const Wish& wish, const std::vector<bool>& chosen);
    void treat(std::size_t index, Deed deed, const Wish& wish);
    /// @returns false where others made it by another text and it is to be replaced
    bool compare(const ObjectView& view, bool handed_over);
    bool is_what_the_file_makes(const ObjectView& view);
    bool is_the_same_made_again(const ObjectView& view);
    void make(std::size_t index, Deed deed);
    dialect::CatalogObject replace(const ObjectView& view, const ObjectMover::Text& text);
    void retry(const Wish& wish);
    void settle_failures(const Wish& wish);
    std::vector<const ObjectView*> prune();
    void save(const ObjectRow& row, const ObjectStep* step);
    void begin_alone();

    ObjectRow row_of(const ObjectView& view) const;
    ObjectMover::Text text_for(const ObjectView& view, Deed deed) const;

    dialect::Database& database_;
    Recorder& recorder_;
    ObjectKeeper& keeper_;
    ObjectMover& mover_;
    const Objects::Data::OfDialect* files_;

    std::vector<ObjectView> views_;
    std::map<std::size_t, Error> failures_;  ///< by place in views_
    std::vector<ObjectStep> done_;
    std::vector<ObjectStep> unlogged_;  ///< in the open transaction
};

}  // namespace retort::runtime
