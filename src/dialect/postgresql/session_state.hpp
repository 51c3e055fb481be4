#pragma once

#include "dialect/postgresql/connection.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::postgresql {

/// What a session was when it was lent: every setting whose source is the session, its role, its
/// temporary tables and its prepared statements.
class SessionState {
public:
    /// @param first statements to run before the session is looked at; what they change counts as
    /// found
    SessionState(Connection& connection, const std::string& first);

    /// Puts back what a script with this text can have changed; everything when it is empty.
    void restore(std::string_view text) noexcept;
    /// A setting that was changed before the session was noted.
    void was(const std::string& setting, const std::string& value) {
        lent_.settings[setting] = value;
    }
    /// Empty: the search path names none that is there.
    const std::string& schema() const noexcept { return lent_.schema; }
    const std::string& search_path() const noexcept { return lent_.search_path; }
    /// The statement that puts back the role alone.
    std::string restored_role() const;

    /// Statements that define tables alone leave the session as it was.
    static bool may_change(std::string_view text);
    /// Statements that put everything back without a look at what it is. Empty where the session
    /// was lent with temporary tables or prepared statements, which a look tells from others.
    std::vector<std::string> blind_way_back() const;
    /// What the session is: a query, and its rows, which the next restore() takes as they are.
    static std::string question();
    void is_now(const std::vector<Row>& rows) { seen_ = snapshot(rows); }

private:
    struct Snapshot {
        std::map<std::string, std::string> settings;
        std::set<std::string> temporary;  ///< `TABLE IF EXISTS name`
        std::set<std::string> prepared;
        std::string schema;
        std::string search_path;  ///< whatever its source is
    };
    static Snapshot snapshot(const std::vector<Row>& rows);
    static Snapshot read(Connection& connection, const std::string& first = {});
    static std::string way_back(const Snapshot& from, const Snapshot& to);

    Connection& connection_;
    Snapshot lent_;
    std::optional<Snapshot> seen_;  ///< just now
};

}  // namespace retort::dialect::postgresql
