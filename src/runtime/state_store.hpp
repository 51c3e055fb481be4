#pragma once

#include "dialect/database.hpp"
#include "runtime/state_sql.hpp"

namespace retort::runtime {

/// Reads the state of one database.
class StateStore {
public:
    StateStore(dialect::Database& database, const std::string& schema,
               const std::string& version_table);

    const StateSql& sql() const noexcept { return sql_; }

    /// One query where the tables exist.
    QuickState read_quick();
    /// The recorded heads alone. @pre the tables exist
    std::vector<std::string> read_heads();
    /// Changes when somebody else commits.
    std::int64_t foreign_commits() { return database_.foreign_commits(schema_); }
    /// Everything, as of one moment; inside the caller's transaction where there is one.
    StoredState read();
    /// Whether the journal has one row, which is as far as `expected`.
    bool has_progress(const JournalRow& expected);
    std::vector<LogEntry> read_history();

    /// Database::begin() for these tables.
    void begin() { database_.begin(sql_.tables()); }
    /// Makes the state tables where they are absent, in the open transaction or, where that cannot
    /// hold them, before a new one.
    void make_tables();
    bool try_begin() noexcept { return database_.try_begin(sql_.tables()); }
    void run(const dialect::Sql& statement) { database_.execute(statement); }
    void run(const std::vector<dialect::Sql>& statements);

private:
    QuickState read_quick_of(const std::vector<std::string>& tables);
    StoredState read_inside();
    void refuse_incomplete(const std::vector<std::string>& tables,
                           const std::vector<std::string>& names) const;
    bool has(const std::vector<std::string>& tables, const std::string& name) const;
    bool are_being_made(const std::vector<std::string>& missing) const;

    dialect::Database& database_;
    std::string schema_;
    StateSql sql_;
};

}  // namespace retort::runtime
