#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <string>
#include <string_view>

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

ScriptError transaction_control(const std::string& file, int line, std::string_view statement);
ScriptError needs_no_transaction(const std::string& file, int line, std::string_view statement);
ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement);
Error cancelled();
UsageError no_such_dialect(std::string_view backend);

}  // namespace retort::errors
