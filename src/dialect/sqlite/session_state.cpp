#include "dialect/sqlite/session_state.hpp"

#include "dialect/sqlite/syntax.hpp"
#include "dialect/sqlite/text_search.hpp"

#include <exception>

namespace retort::dialect::sqlite {
namespace {

std::string pragma_value(Connection& connection, const std::string& name) {
    const auto rows = connection.query({"PRAGMA " + name, {}});
    return rows.empty() ? std::string() : text(rows.front().front());
}

std::vector<Row> temporary_objects(Connection& connection) {
    return connection.query(
        {"SELECT name, type FROM temp.sqlite_schema WHERE type IN ('table', 'view', 'trigger')"
         " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'table', name",
         {}});
}

std::vector<Row> databases(Connection& connection) {
    return connection.query({"SELECT name FROM pragma_database_list WHERE seq > 1", {}});
}

}  // namespace

const std::vector<std::string>& restored_pragmas() {
    static const std::vector<std::string> names = {"foreign_keys",
                                                   "analysis_limit",
                                                   "automatic_index",
                                                   "cache_size",
                                                   "cache_spill",
                                                   "cell_size_check",
                                                   "ignore_check_constraints",
                                                   "legacy_alter_table",
                                                   "locking_mode",
                                                   "query_only",
                                                   "read_uncommitted",
                                                   "recursive_triggers",
                                                   "reverse_unordered_selects",
                                                   "secure_delete",
                                                   "synchronous",
                                                   "temp_store",
                                                   "trusted_schema",
                                                   "wal_autocheckpoint",
                                                   "writable_schema"};
    return names;
}

SessionState::SessionState(Connection& connection) : connection_(connection) {
    for (const std::string& name : restored_pragmas()) {
        pragmas_.push_back(pragma_value(connection, name));
    }
    for (const Row& row : temporary_objects(connection)) {
        temporary_.insert(text(row[0]));
    }
    for (const Row& row : databases(connection)) {
        attached_.insert(text(row[0]));
    }
}

void SessionState::restore(std::string_view text) noexcept {
    if (text.empty() || mentions(text, "pragma")) {
        restore_pragmas();
    }
    try {
        if (text.empty() || mentions(text, "temp")) {
            drop_temporary_objects();
        }
        if (text.empty() || mentions(text, "attach")) {
            detach_databases();
        }
    } catch (const std::exception&) {
        // A session that no longer answers has nothing to give back.
    }
}

bool SessionState::has_changed(std::size_t pragma) noexcept {
    try {
        return pragma_value(connection_, restored_pragmas()[pragma]) != pragmas_[pragma];
    } catch (const std::exception&) {
        return true;  // some are only answered by a readable database
    }
}

void SessionState::restore_pragmas() noexcept {
    // The engine itself sets foreign_keys, the first of the list, and puts it back at the end.
    for (std::size_t i = 1; i < pragmas_.size(); ++i) {
        if (has_changed(i)) {
            connection_.try_to("PRAGMA " + restored_pragmas()[i] + " = " + pragmas_[i]);
        }
    }
}

void SessionState::drop_temporary_objects() {
    for (const Row& row : temporary_objects(connection_)) {
        if (temporary_.count(text(row[0])) == 0) {
            connection_.try_to("DROP " + text(row[1]) + " IF EXISTS temp." + quoted(text(row[0])));
        }
    }
}

void SessionState::detach_databases() {
    for (const Row& row : databases(connection_)) {
        if (attached_.count(text(row[0])) == 0) {
            connection_.try_to("DETACH " + quoted(text(row[0])));
        }
    }
}

}  // namespace retort::dialect::sqlite
