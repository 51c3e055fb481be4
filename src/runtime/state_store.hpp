#pragma once

#include "dialect/database.hpp"
#include "runtime/state_sql.hpp"

#include <optional>

namespace retort::runtime {

/// Reads the state of one database.
class StateStore {
public:
    StateStore(dialect::Database& database, const std::string& schema,
               const std::string& version_table);

    /// Asks the database for its default schema where none was given.
    const StateSql& sql();
    /// Characters that the version column is declared to hold; 0: there is none, or no limit.
    std::size_t version_length();

    /// One query where the tables exist.
    QuickState read_quick();
    /// The recorded heads alone. @pre the tables exist
    std::vector<std::string> read_heads();
    /// Changes when somebody else commits.
    std::int64_t foreign_commits() { return database_.foreign_commits(sql().tables().schema); }
    /// Everything, as of one moment; inside the caller's transaction where there is one.
    StoredState read();
    /// Its row, where it has one.
    std::optional<JournalRow> read_journal();
    /// Whether the journal has one row, which is as far as `expected`.
    bool has_progress(const JournalRow& expected);
    std::vector<LogEntry> read_history();

    /// Database::begin() for these tables.
    void begin() { database_.begin(sql().tables()); }
    /// Makes the state tables where they are absent, in the open transaction or, where that cannot
    /// hold them, before a new one.
    void make_tables();
    bool try_begin() noexcept { return database_.try_begin(sql().tables()); }
    void run(const dialect::Sql& statement) { database_.execute(statement); }
    void run(const std::vector<dialect::Sql>& statements);

private:
    QuickState read_quick_of(const std::vector<std::string>& tables);
    QuickState ask_quick();
    std::optional<QuickState> quick_where_it_is();
    std::optional<StoredState> read_at_once();
    StoredState read_inside();
    void refuse_incomplete(const std::vector<std::string>& tables,
                           const std::vector<std::string>& names);
    bool has(const std::vector<std::string>& tables, const std::string& name) const;
    bool are_being_made(const std::vector<std::string>& missing);

    dialect::Database& database_;
    std::string given_schema_;
    std::string version_table_;
    std::optional<StateSql> sql_;  ///< once the schema is known
    bool complete_ = false;        ///< the state tables were seen
};

}  // namespace retort::runtime
