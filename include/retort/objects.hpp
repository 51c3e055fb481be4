#pragma once

#include <retort/dialect.hpp>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace retort {

enum class ObjectKind { view, materialized_view, function, procedure, trigger };

/// `view`, `materialized_view`, ...
RETORT_API std::string_view to_string(ObjectKind kind) noexcept;
RETORT_API std::optional<ObjectKind> object_kind_named(std::string_view name) noexcept;

/// Every `.sql` file below a folder that carries an object header. Read once, when an Objects is
/// made of it. An absent folder holds no objects.
struct ObjectFolder {
    explicit ObjectFolder(std::string folder) : path(std::move(folder)) {}
    std::string path;
};

/// An object file held in memory: its text, and a name for messages.
struct ObjectText {
    std::string name;
    std::string text;
};

/// A replaceable object written in C++: one that is made and dropped whole.
struct ReplaceableObject {
    struct Section {
        std::vector<Dialect> dialects;  ///< empty: every dialect
        std::string text;
    };
    ObjectKind kind = ObjectKind::view;
    /// As SQL would name it. A function or procedure names its argument types where the dialect
    /// needs them (`score(integer, text)`), a trigger its table (`touch_gene on gene`).
    std::string name;
    /// Names of objects that it uses, beside those that its text tells of.
    std::vector<std::string> depends_on;
    /// What makes it, with its indexes, comments and privileges. A dialect that no section names
    /// does not have the object.
    std::vector<Section> create;
    /// Empty: follows from kind and name.
    std::vector<Section> drop;
    std::string path;  ///< its name in messages
};

using ObjectSource = std::variant<ObjectFolder, ObjectText, ReplaceableObject>;

/// The replaceable objects that a program knows, from folders, memory and C++ mixed, for every
/// dialect. Immutable and cheap to copy; any number of threads may use it.
///
/// Revisions say how a schema came to be, one step after another; these say what stands on top of
/// it now. A Migrator that is given both brings the objects to these texts behind the last revision
/// of a run, those that are used first. No revision may define one of them; one that reads or
/// writes through an object names it with `retort:uses KIND NAME`.
///
/// Whatever an object uses of the tables, it is found by its text and in the catalog; only what
/// neither tells is declared with `depends_on`.
class RETORT_API Objects {
public:
    /// None: whatever the database has of them is left alone.
    Objects();
    /// These read the folders, and no database. @throws ScriptError with everything that is wrong,
    /// each with file and line; Error (kind `io`) for a folder that cannot be read. What depends on
    /// the dialect (names, two files of one object, objects that use each other in a circle) is
    /// thrown as ScriptError by the members of a Migrator that need the objects.
    Objects(const ObjectFolder& folder);  // NOLINT: a folder is the usual whole
    Objects(std::initializer_list<ObjectSource> sources);
    explicit Objects(const std::vector<ObjectSource>& sources);

    /// Whether there are sources at all, even if they hold no object.
    bool are_managed() const noexcept { return data_ != nullptr; }

    struct Data;
    explicit Objects(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
    /// @pre are_managed()
    const Data& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

enum class ObjectState {
    in_sync,
    changed,  ///< the file, or the object in the database, differs from what was recorded
    missing,  ///< the database has not got it
    /// The database has had the file's text before, and holds a newer one: an upgrade leaves it
    /// alone, so that old and new replicas do not replace it in turns; sync_objects() applies it.
    ahead,
    /// There is no file for it (SyncOptions::prune drops it), or Retort did not make it
    /// (SyncOptions::adopt replaces it).
    unmanaged,
    invalid,  ///< it is there, and cannot be used
};
/// `in_sync`, `changed`, ...
RETORT_API std::string_view to_string(ObjectState state) noexcept;

struct ObjectStatus {
    ObjectKind kind = ObjectKind::view;
    std::string name;
    ObjectState state = ObjectState::in_sync;
    std::vector<std::string> depends_on;  ///< objects that it uses
    std::string path;                     ///< of its file; empty: it has none
    std::string detail;                   ///< why it is not in sync; may be empty
};

/// One change to an object.
struct ObjectStep {
    enum class Action { create, replace, drop };
    ObjectKind kind = ObjectKind::view;
    std::string name;
    Action action = Action::create;

    friend bool operator==(const ObjectStep& a, const ObjectStep& b) {
        return a.kind == b.kind && a.name == b.name && a.action == b.action;
    }
};
RETORT_API std::string_view to_string(ObjectStep::Action action) noexcept;

/// An object that is not in sync, as a person would compare it.
struct ObjectDifference {
    ObjectStatus status;
    std::string database;  ///< the text that the database has of it; empty: none
    /// What its file says; of an object that somebody altered, what the catalog said when it was
    /// made. Empty: there is no file.
    std::string file;
    std::string difference;  ///< the lines of both that differ, in unified form; may be empty
};

struct SyncOptions {
    /// Also drops recorded objects that have no file any more.
    bool prune = false;
    /// Names, as in their files, of objects that exist, that Retort did not make and whose text
    /// differs from the file's: they are replaced. One that is in sync stays as it is.
    /// @throws UsageError for a name that no file has
    std::vector<std::string> adopt;
    /// Says what would be done, and does nothing.
    bool dry_run = false;
};

}  // namespace retort
