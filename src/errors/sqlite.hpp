#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>
#include <string_view>

struct sqlite3;

namespace retort::errors {

/// What the connection's last failure was. `statement` is the engine's own.
DatabaseError sqlite_failed(sqlite3* handle, std::string_view statement);

/// The database refused a statement of a script; `line` is where the fault is.
DatabaseError sqlite_refused(sqlite3* handle, std::string_view statement, int line);

/// The parser ended a statement elsewhere than it did before the run.
DatabaseError sqlite_split(std::string_view statement, int line);

DatabaseError sqlite_locked(std::chrono::milliseconds waited);

ScriptError transaction_control(const std::string& file, int line, std::string_view statement);
ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement);
Error cancelled();
UsageError no_such_dialect(std::string_view backend);

}  // namespace retort::errors
