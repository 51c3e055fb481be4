#pragma once

#include <retort/export.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// What went wrong, for programs. to_string() gives the names that `--json` prints.
enum class ErrorKind {
    usage,          ///< options or arguments that contradict each other
    configuration,  ///< retort.toml, an environment variable or a URL
    target,         ///< a target that names nothing, too much or the wrong thing
    script,         ///< a script that cannot be read, or that a rule forbids
    graph,          ///< revisions that do not fit together
    edited,         ///< a script differs from what was applied
    unknown,        ///< the database records a revision that the scripts do not have
    behind,         ///< the database is not at the heads of the scripts
    never_run,      ///< a revision counts as applied but was never run here
    dirty,          ///< a step began and whether it completed is not known
    unfinished,     ///< a step of several parts is under way and must be finished first
    unmanaged,      ///< a database with tables that Retort has no record of
    irreversible,   ///< a revision without a downgrade is in the way
    locked,         ///< someone else held the database for longer than the waiting limit
    cancelled,      ///< the caller asked to stop
    statement,      ///< the database refused a statement of a script
    object,         ///< a replaceable object cannot be made, or a script may not touch it
    foreign_key,    ///< a revision would leave foreign keys broken
    transaction,    ///< a script or function ended the engine's transaction, or the session was in
                    ///< one
    read_only,      ///< the database cannot be written
    corrupt,        ///< the file is damaged or not a database
    full,           ///< no space left
    format,         ///< state tables of a newer or unknown format
    database,       ///< anything else the database refused
    connection,     ///< the connection to the server could not be made, or was lost
    io,             ///< a file or folder could not be read or written
};
RETORT_API std::string_view to_string(ErrorKind kind) noexcept;

/// The facts of a failure. Empty or 0: does not apply.
struct ErrorFacts {
    std::string revision;
    std::string file;
    int line = 0;                      ///< 1-based, in `file`
    std::string statement;             ///< shortened to one line
    std::string code;                  ///< the database's own error code
    std::vector<std::string> applied;  ///< revisions that this call completed before it failed
    bool rolled_back = true;           ///< false: the failed step left a trace in the database
};

/// Base of everything the library throws by itself. what() is whole sentences: what, where, why
/// and what to do now; programs read the accessors instead.
class RETORT_API Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& message, ErrorFacts facts = {});
    ~Error() override;

    ErrorKind kind() const noexcept { return kind_; }
    const ErrorFacts& facts() const noexcept { return facts_; }
    /// For those who pass an error on and know more about it.
    ErrorFacts& facts() noexcept { return facts_; }

private:
    ErrorKind kind_;
    ErrorFacts facts_;
};

/// The author of a script must act.
class RETORT_API ScriptError : public Error {
public:
    using Error::Error;
    ~ScriptError() override;
};

/// The caller must act: another target, another option.
class RETORT_API UsageError : public Error {
public:
    using Error::Error;
    ~UsageError() override;
};

/// The operator of the database must act.
class RETORT_API DatabaseError : public Error {
public:
    using Error::Error;
    ~DatabaseError() override;
};

}  // namespace retort
