#pragma once

#include <retort/dialect.hpp>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

/// The replaceable objects that a program knows, from folders, memory and C++ mixed. Immutable and
/// cheap to copy; any number of threads may use it.
class RETORT_API Objects {
public:
    /// None: whatever the database has of them is left alone.
    Objects();
    /// These read the folders. @throws ScriptError with everything that is wrong, each with file
    /// and line; Error (kind `io`) for a folder that cannot be read
    Objects(const ObjectFolder& folder);  // NOLINT: a folder is the usual whole
    Objects(std::initializer_list<ObjectSource> sources);
    explicit Objects(const std::vector<ObjectSource>& sources);

    /// Whether there are sources at all, even if they hold no object.
    bool are_managed() const noexcept { return data_ != nullptr; }

    struct Data;
    /// @pre are_managed()
    const Data& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

enum class ObjectState {
    in_sync,
    changed,    ///< the file, or the object in the database, differs from what was recorded
    missing,    ///< the database has not got it
    ahead,      ///< the database holds a newer text than the file's
    unmanaged,  ///< there is no file for it, or Retort did not make it
    invalid,    ///< it is there, and cannot be used
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
    std::string database;    ///< the text that the database has of it; empty: none
    std::string file;        ///< the text of its file; empty: none
    std::string difference;  ///< the lines of both that differ, in unified form
};

struct SyncOptions {
    /// Also drops recorded objects that have no file any more.
    bool prune = false;
    /// Names of objects that exist, that Retort did not make and whose text differs from the
    /// file's: they are replaced.
    std::vector<std::string> adopt;
    /// Says what would be done, and does nothing.
    bool dry_run = false;
};

}  // namespace retort
