#include "look.hpp"

#include <stdexcept>

namespace retort_test {

std::string text_of(sqlite3* handle, const std::string& sql) {
    std::string text;
    const auto add = [](void* context, int columns, char** values, char**) {
        auto& result = *static_cast<std::string*>(context);
        for (int i = 0; i < columns; ++i) {
            result += std::string(i == 0 ? "" : "|") + (values[i] == nullptr ? "NULL" : values[i]);
        }
        result += '\n';
        return 0;
    };
    if (sqlite3_exec(handle, sql.c_str(), add, &text, nullptr) != SQLITE_OK) {
        throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle));
    }
    return text;
}

std::string record(sqlite3* handle) {
    if (text_of(handle, "SELECT 1 FROM sqlite_schema WHERE name = 'retort_state'").empty()) {
        return "no state tables";
    }
    return text_of(handle,
                   "SELECT 'head', version_num FROM retort_version ORDER BY 2;"
                   "SELECT 'applied', revision, down_revisions, depends_on, branch_labels, message,"
                   " upgrade_checksum, downgrade_checksum, downgrade_text, origin, stands_for,"
                   " replaces FROM retort_applied ORDER BY revision;"
                   "SELECT 'history', revision, action, checksum, outcome, heads_before,"
                   " heads_after, retort, detail FROM retort_history WHERE outcome <> 'failed'"
                   " ORDER BY id;"
                   "SELECT 'journal', revision, direction, part, done, done_checksum, started,"
                   " dirty FROM retort_journal;"
                   "SELECT 'object', * FROM retort_object;"
                   "SELECT 'state', * FROM retort_state;");
}

std::string session_look(sqlite3* handle) {
    std::string look = sqlite3_get_autocommit(handle) != 0 ? "" : "in a transaction\n";
    for (sqlite3_stmt* statement = sqlite3_next_stmt(handle, nullptr); statement != nullptr;
         statement = sqlite3_next_stmt(handle, statement)) {
        // Those that are only prepared are of virtual tables, which keep some.
        look += sqlite3_stmt_busy(statement) == 0
                    ? std::string()
                    : std::string("running ") + sqlite3_sql(statement) + '\n';
    }
    return look + text_of(handle,
                          "PRAGMA foreign_keys; PRAGMA cache_size; PRAGMA recursive_triggers;"
                          "PRAGMA synchronous; PRAGMA legacy_alter_table; PRAGMA journal_mode;"
                          "SELECT type, name FROM temp.sqlite_schema;"
                          "SELECT name FROM pragma_database_list WHERE seq > 1;");
}

std::string damage(sqlite3* handle) {
    const std::string integrity = text_of(handle, "PRAGMA integrity_check");
    return (integrity == "ok\n" ? "" : integrity) + text_of(handle, "PRAGMA foreign_key_check");
}

int failures(sqlite3* handle) {
    if (record(handle) == "no state tables") {
        return 0;
    }
    return std::stoi(
        text_of(handle, "SELECT count(*) FROM retort_history WHERE outcome = 'failed'"));
}

}  // namespace retort_test
