#pragma once

#include "dialect/syntax.hpp"
#include "dialect/value.hpp"
#include "runtime/state.hpp"

#include <string>
#include <vector>

namespace retort::runtime {

/// The statements that read and write the state tables, for running and for printing alike.
/// Ids hold no commas, so that lists of them are stored joined by commas.
class StateSql {
public:
    StateSql(const dialect::Syntax& syntax, const std::string& schema,
             const std::string& version_table);

    const dialect::Syntax& syntax() const noexcept { return syntax_; }
    const dialect::TableNames& tables() const noexcept { return tables_; }

    std::vector<dialect::Sql> create() const;
    dialect::Sql quick() const;
    dialect::Sql read_heads() const;
    dialect::Sql read_applied() const;
    dialect::Sql read_journal() const;
    dialect::Sql read_history() const;
    dialect::Sql read_any_history() const;
    dialect::Sql read_objects() const;

    /// Turns the rows `from` into the rows `to`.
    std::vector<dialect::Sql> move_heads(const std::vector<std::string>& from,
                                         const std::vector<std::string>& to) const;
    dialect::Sql insert_applied(const AppliedRow& row) const;
    dialect::Sql delete_applied(const std::string& id) const;
    dialect::Sql insert_history(const LogEntry& entry) const;
    /// The same with the duration as the server measures it.
    dialect::Sql insert_timed_history(const LogEntry& entry) const;
    dialect::Sql insert_state(const StateRow& row) const;
    dialect::Sql update_state(const StateRow& row) const;
    dialect::Sql insert_object(const ObjectRow& row) const;
    dialect::Sql delete_object(const ObjectRow& row) const;
    dialect::Sql delete_journal() const;
    dialect::Sql insert_journal(const JournalRow& row) const;
    /// The same with the fingerprint of the statement as the server computes it.
    dialect::Sql insert_begun_journal(const JournalRow& row) const;

private:
    const dialect::Syntax& syntax_;
    dialect::TableNames tables_;
};

std::string joined(const std::vector<std::string>& ids);
std::vector<std::string> split(const std::string& ids);

AppliedRow applied_row(const dialect::Row& row);
JournalRow journal_row(const dialect::Row& row);
ObjectRow object_row(const dialect::Row& row);
LogEntry log_entry(const dialect::Row& row);
/// From the rows of the one query.
QuickState quick_state(const std::vector<dialect::Row>& rows);

}  // namespace retort::runtime
