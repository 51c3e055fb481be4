#pragma once

#include "dialect/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

using Statements = std::vector<std::string>;

/// Before a statement that is to read and write moments as the same everywhere.
constexpr const char* in_utc = "SET STATEMENT time_zone = '+00:00' FOR ";

/// What the parts of a snapshot are read with: texts come without the names of the database and of
/// its user.
class SnapshotReading {
public:
    SnapshotReading(Database& database, const SchemaScope& scope);

    /// In UTC.
    std::vector<Row> query(const std::string& sql) { return query_in("+00:00", sql); }
    /// In the time zone of the session.
    std::vector<Row> query_here(const std::string& sql);
    /// The only row of a SHOW CREATE, but for its first column.
    Row definition(const std::string& kind, const std::string& quoted_name);
    std::string unqualified(std::string text) const;
    bool is_own(const std::string& table) const;
    /// The condition that a row of a catalog is about a table, found by its name.
    std::string of_table(const std::string& name) const;

    std::string quoted(const std::string& name) const { return database_.syntax().quoted(name); }
    std::string literal(const std::string& name) const { return database_.syntax().literal(name); }

    // The session's own.
    const std::string& sql_mode() const noexcept { return sql_mode_; }
    /// `DEFAULT` where that is so.
    const std::string& own_mode() const noexcept { return own_mode_; }
    const std::string& time_zone() const noexcept { return time_zone_; }
    const std::string& client_set() const noexcept { return client_set_; }
    const std::string& collation() const noexcept { return collation_; }

private:
    std::vector<Row> query_in(const std::string& zone, const std::string& sql);

    Database& database_;
    const SchemaScope& scope_;
    std::string sql_mode_;
    std::string own_mode_;
    std::string time_zone_;
    std::string client_set_;
    std::string collation_;
    std::string qualifier_;  ///< the quoted name of the database and a dot
    Statements definers_;    ///< the clauses that name its user
};

/// A value of a setting, in quotes.
std::string setting(std::string_view value);

}  // namespace retort::dialect::mysql
