#pragma once

#include <retort/dialect.hpp>
#include <retort/graph.hpp>
#include <retort/revision.hpp>

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace soci {
class session;
}

namespace retort {

/// Every `.sql` file below a folder that carries a revision header. Read once, when a Revisions is
/// made of it.
struct ScriptFolder {
    explicit ScriptFolder(std::string folder) : path(std::move(folder)) {}
    std::string path;
};

/// A script held in memory: the text of a script file, and a name for messages.
struct ScriptText {
    std::string name;
    std::string text;
};

/// A revision written in C++. Its functions run on the caller's session, inside the engine's
/// transaction: they must not begin, commit or roll back, unless `no_transaction` is set. An
/// exception that leaves a function fails the revision and undoes it.
struct FunctionRevision {
    using Function = std::function<void(soci::session&)>;

    Revision revision;   ///< at least the id; `path` is its name in messages
    Function upgrade;    ///< empty: a step that does nothing
    Function downgrade;  ///< empty: the revision is irreversible
    /// Runs outside any transaction, with transactions of its own, closed at the end. If it is
    /// interrupted nobody knows how far it came: the step is then dirty. The engine does not wait
    /// for it: on SQLite it needs a busy timeout where others use the database. Default: inside.
    bool no_transaction = false;
    /// SQLite: run with foreign keys enforced. Default: checked once, before the commit.
    bool foreign_keys = false;
    /// Change this text when the functions change their meaning; it takes the place of a script's
    /// statements in the checksum.
    std::string version;
};

using Source = std::variant<ScriptFolder, ScriptText, FunctionRevision>;

/// All revisions that a program knows, from folders, memory and C++ mixed, as one checked graph.
/// Immutable and cheap to copy: make it once, use it for many sessions and threads (functions of a
/// FunctionRevision are then called from several threads).
class RETORT_API Revisions {
public:
    /// These read the folders. @throws ScriptError with everything that is wrong, each with file
    /// and line; Error (kind `io`) for a folder that cannot be read
    Revisions(const ScriptFolder& folder);  // NOLINT: a folder is the usual whole
    Revisions(std::initializer_list<Source> sources);
    explicit Revisions(const std::vector<Source>& sources);

    const Graph& graph() const noexcept;

    /// Whether `revision` has no way back on that dialect.
    bool irreversible(Graph::Index revision, Dialect dialect) const;
    /// The same by id, archived ones too; an unknown one is.
    bool irreversible(const std::string& id, Dialect dialect) const;

    struct Data;
    const Data& data() const noexcept { return *data_; }

private:
    std::shared_ptr<const Data> data_;
};

}  // namespace retort
