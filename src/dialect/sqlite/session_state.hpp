#pragma once

#include "dialect/sqlite/connection.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::sqlite {

/// The pragmas that are put back after a script. `PRAGMA case_sensitive_like` cannot be read, and a
/// busy handler cannot be restored, so that these two are not among them.
const std::vector<std::string>& restored_pragmas();

/// What a session was when it was lent: the pragmas above, its temporary objects and its attached
/// databases.
class SessionState {
public:
    explicit SessionState(Connection& connection);

    /// Puts back what a script with this text can have changed; everything when it is empty.
    void restore(std::string_view text) noexcept;
    bool foreign_keys() const { return pragmas_.front() == "1"; }

private:
    bool has_changed(std::size_t pragma) noexcept;
    void restore_pragmas() noexcept;
    void drop_temporary_objects();
    void detach_databases();

    Connection& connection_;
    std::vector<std::string> pragmas_;  ///< values, in the order of restored_pragmas()
    std::set<std::string> temporary_;
    std::set<std::string> attached_;
};

}  // namespace retort::dialect::sqlite
