#pragma once

#include <retort/scratch.hpp>

#include "cli/url.hpp"
#include "dialect/polling.hpp"

#include <memory>
#include <string>

namespace soci {
class session;
}

namespace retort::cli {

enum class Opening {
    existing,    ///< a file that is not there is an error: the driver would make an empty one
    may_create,  ///< the file is made, its folder is not
    in_memory,   ///< an empty database in place of a file that is not there, for a trial
};

/// Whether Opening::may_create would make a file.
bool makes_file(const Url& url);

/// As Database opens it.
std::unique_ptr<soci::session> open_session(const Url& url, Opening opening,
                                            const std::string& program,
                                            const dialect::Patience& patience);

/// Opens databases of one server for Scratch.
std::function<std::unique_ptr<soci::session>(const Scratch::Login&)> opener(
    const Url& server, const std::string& program, const dialect::Patience& patience);

/// The same by name. @param opening of a file, whatever the name is
std::function<std::unique_ptr<soci::session>(const std::string& database)> opener_by_name(
    const Url& url, Opening opening, const std::string& program, const dialect::Patience& patience);

/// A database opened for one command.
class Database {
public:
    /// @param program what errors call the command line
    /// @param patience with a server that is full, starting or not there yet
    /// @throws DatabaseError (kinds `io` and `connection`); UsageError (kind `configuration`) for a
    /// dialect that this build has not, and for options that its driver does not know
    Database(const Url& url, Opening opening, const std::string& program,
             const dialect::Patience& patience);
    ~Database();

    soci::session& session() noexcept { return *session_; }

private:
    std::unique_ptr<soci::session> session_;
};

}  // namespace retort::cli
