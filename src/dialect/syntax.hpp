#pragma once

#include "dialect/value.hpp"
#include "script/object.hpp"

#include <retort/dialect.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect {

/// The state tables, qualified and quoted, ready to stand in a statement.
struct TableNames {
    std::string schema;         ///< unquoted; empty: the current one
    std::string version_table;  ///< unquoted, unqualified
    std::string version;
    std::string applied;
    std::string history;
    std::string journal;
    std::string object;
    std::string state;
    std::string lock;  ///< made where the server's own locks are not enough, and only there
};

/// What the names of all tables of the engine begin with.
std::string state_table_stem(const std::string& version_table);
/// The six unquoted, unqualified names that belong to a version table.
std::vector<std::string> state_table_names(const std::string& version_table);
/// That of TableNames::lock, unquoted and unqualified.
std::string lock_table_name(const std::string& version_table);

/// What differs between the dialects in the engine's own SQL. No state, no database.
class Syntax {
public:
    virtual ~Syntax() = default;

    /// Whether the definition of tables can be rolled back.
    virtual bool ddl_is_transactional() const noexcept = 0;

    /// Where tables are when nothing is said; empty: what the session makes of it.
    virtual std::string default_schema() const = 0;

    virtual std::string quoted(std::string_view identifier) const = 0;
    virtual std::string literal(const Value& value) const = 0;

    /// Makes the state tables where they are absent.
    virtual std::vector<std::string> create_tables(const TableNames& tables) const = 0;

    /// Everything that decides whether there is something to do, in one statement. Rows:
    /// ('head', id), ('state', format, applied digest, object digest, open step),
    /// ('missing', kind, name of a managed object that the catalog lacks). Where the names have no
    /// schema and default_schema() is empty, also ('schema', the session's, that of the version
    /// table).
    virtual std::string state_query(const TableNames& tables) const = 0;

    /// What the object table keeps for state_query() to find a managed object by: its name and, of
    /// a trigger, its table. On SQLite and MySQL these are bare names in the schema of the state
    /// tables.
    virtual std::string catalog_name(const script::ObjectId& id) const { return id.name; }
    virtual std::string catalog_table(const script::ObjectId& id) const { return id.table; }

    /// Statements for a person who makes the column of a version table as wide as create_tables()
    /// does, its rows kept.
    virtual std::string widen_version(const TableNames& tables) const = 0;

    /// An SQL expression for the present time in the format of the state tables.
    virtual std::string now() const = 0;

    /// What an offline script begins with, and how it begins and commits a transaction. `enforced`
    /// keeps foreign keys on; otherwise they are compared before the commit.
    virtual std::string offline_preamble() const = 0;
    virtual std::string offline_foreign_keys(bool enforced) const = 0;
    virtual std::string offline_begin(bool enforced) const = 0;
    virtual std::string offline_commit(bool enforced) const = 0;
    /// Stops the script unless the recorded heads are these.
    virtual std::string offline_guard(const TableNames& tables,
                                      const std::vector<std::string>& heads) const = 0;

    TableNames tables(const std::string& schema, const std::string& version_table) const;
    /// `sql` with its values as literals.
    /// @param elapsed an SQL expression to put for `elapsed_time`
    /// @param fingerprint one to put for `statement_fingerprint`
    std::string rendered(const Sql& sql, const std::string& elapsed = "0",
                         const std::string& fingerprint = "NULL") const;
};

/// Stands for the present time among the values of a statement that is rendered.
extern const Value present_time;
/// Stands for the milliseconds that a step took.
extern const Value elapsed_time;
/// Stands for the fingerprint of the statement that a record is written for.
extern const Value statement_fingerprint;

/// @throws UsageError where the dialect is not part of this build
const Syntax& syntax(Dialect dialect);

}  // namespace retort::dialect
