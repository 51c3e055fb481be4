#pragma once

#include <sqlite3.h>

#include <string>

namespace retort_test {

/// What the state tables say, without times, durations, the counter of the history and failures.
std::string record(sqlite3* handle);
/// What a caller could notice about a session: transaction, pragmas, temporary and attached things.
std::string session_look(sqlite3* handle);
/// Everything that integrity_check and foreign_key_check complain of.
std::string damage(sqlite3* handle);
/// Failures in the history.
int failures(sqlite3* handle);

/// All of `sql`'s rows as one text.
std::string text_of(sqlite3* handle, const std::string& sql);

}  // namespace retort_test
