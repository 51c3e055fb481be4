#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace retort::errors {

/// How a database refused a statement, in its own words.
struct Refusal {
    ErrorKind kind = ErrorKind::database;
    std::string message;
    std::string code;
};

/// A statement of the engine's own was refused.
DatabaseError engine_refused(const Refusal& refusal, std::string_view statement);

/// A statement of a script was refused; `line` is where the fault is.
DatabaseError script_refused(const Refusal& refusal, std::string_view statement, int line);

/// The parser ended a statement elsewhere than it did before the run.
DatabaseError split_elsewhere(std::string_view statement, int line);

DatabaseError stayed_locked(std::chrono::milliseconds waited);
/// @param holder empty: the server does not tell
DatabaseError lock_held(std::chrono::milliseconds waited, const std::string& holder);

// PostgreSQL.
DatabaseError no_current_schema();
DatabaseError commit_rolled_back();
/// The connection ended before the server answered the COMMIT.
/// Its facts do not say `rolled_back`.
DatabaseError lost_at_commit(const Refusal& refusal);
/// To be appended to why a concurrent build failed.
std::string index_left_invalid(const std::vector<std::string>& indexes);
DatabaseError index_invalid(const std::vector<std::string>& indexes, std::string_view statement,
                            int line);
// Behind a pooler, where sections marked no_transaction need a second connection.
DatabaseError no_guard(const std::string& reason);
DatabaseError pool_is_full(std::chrono::milliseconds waited);
DatabaseError guard_lost();
/// A statement of a migrator that is gone.
DatabaseError orphan_runs(std::chrono::milliseconds waited, const std::string& who);
ScriptError session_behind_pooler(const std::string& file, int line, std::string_view statement);

// MySQL.
DatabaseError no_default_database();
/// On a Galera cluster.
DatabaseError no_second_connection(const std::string& reason);
/// @param holder who migrates now; empty: the server does not tell
DatabaseError lock_taken_over(const std::string& holder);
/// Before a statement was to run.
DatabaseError lock_gone();
ScriptError locks_tables(const std::string& file, int line, std::string_view statement);

ScriptError transaction_control(const std::string& file, int line, std::string_view statement);
ScriptError needs_no_transaction(const std::string& file, int line, std::string_view statement);
/// Of a quote, or of a comment.
ScriptError never_closed(const std::string& file, int line, bool is_comment, std::string_view text);
ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement);
/// @param word that the line holds alone
ScriptError shell_cuts(const std::string& file, int line, std::string_view word,
                       std::string_view statement);
Error cancelled();
UsageError no_such_dialect(std::string_view backend);

}  // namespace retort::errors
