#pragma once

#include "dialect/postgresql/connection.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace retort::dialect::postgresql {

/// What a session was when it was lent: every setting whose source is the session, its role, its
/// temporary tables and its prepared statements.
class SessionState {
public:
    explicit SessionState(Connection& connection);

    /// Puts back what a script with this text can have changed; everything when it is empty.
    void restore(std::string_view text) noexcept;

private:
    struct Snapshot {
        std::map<std::string, std::string> settings;
        std::set<std::string> temporary;  ///< `TABLE IF EXISTS name`
        std::set<std::string> prepared;
    };
    static Snapshot read(Connection& connection);
    static std::string way_back(const Snapshot& from, const Snapshot& to);

    Connection& connection_;
    Snapshot lent_;
};

}  // namespace retort::dialect::postgresql
