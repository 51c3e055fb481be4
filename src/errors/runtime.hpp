#pragma once

#include <retort/error.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace retort::errors {

// The database and the scripts do not fit together.
DatabaseError unknown_format(const std::string& format);
DatabaseError unknown_revisions(const std::vector<std::string>& ids, bool kept);
DatabaseError behind_and_ahead(const std::vector<std::string>& unknown,
                               const std::vector<std::string>& pending);
/// What `heads`, recorded, lack of what the scripts have.
DatabaseError behind(const std::vector<std::string>& heads,
                     const std::vector<std::string>& pending);
/// The same error, completed.
DatabaseError still_behind(const DatabaseError& error, std::chrono::milliseconds waited);
DatabaseError edited_scripts(const std::vector<std::string>& ids,
                             const std::vector<std::string>& files);
DatabaseError never_run(const std::vector<std::string>& ids);
DatabaseError unmanaged(const std::vector<std::string>& tables);
DatabaseError alembic_beside(const std::vector<std::string>& heads);
/// The lock ended before the run did.
DatabaseError lock_lost();
DatabaseError changed_meanwhile(const std::string& revision, const std::vector<std::string>& heads);

// A step that is under way.
std::string dirty_sentence(const std::string& revision, const std::string& direction,
                           const std::string& reason);
/// The same where it stopped in a statement, which the reason names.
std::string dirty_statement_sentence(const std::string& revision, const std::string& direction,
                                     const std::string& reason);
std::string unfinished_sentence(const std::string& revision, const std::string& direction,
                                long long part, long long statement);
/// Why a step is dirty: a statement that began, and of which nobody knows the end.
std::string statement_in_doubt(std::string_view statement, int line);
/// Why a step is dirty: a statement that the database refused, and that may have left something.
std::string failed_halfway(std::string_view statement, int line);
DatabaseError dirty(const std::string& revision, const std::string& sentence);
DatabaseError unfinished(const std::string& revision, const std::string& sentence);
DatabaseError edited_in_progress(const std::string& revision, const std::string& file);

// What a run refuses before it runs anything.
ScriptError no_revisions(const std::vector<std::string>& folders);
UsageError reserved_version_table(const std::string& name);
DatabaseError incomplete_state(const std::vector<std::string>& present,
                               const std::vector<std::string>& missing);
DatabaseError version_column_too_narrow(const std::string& table, std::size_t holds,
                                        const std::string& revision, std::size_t length,
                                        const std::string& remedy);
DatabaseError irreversible(const std::string& revision, const std::string& file);
UsageError session_in_transaction();
UsageError single_refuses(const std::string& revision, const std::string& file);
ScriptError writes_state_table(const std::string& revision, const std::string& file, int line,
                               std::string_view statement, const std::string& table);
UsageError downgrade_needs_range();
UsageError function_has_no_text(const std::string& revision);

// A step that failed. `facts` say where; the sentences are made of them.
struct Failure {
    std::string direction;           ///< upgrade or downgrade
    std::vector<std::string> heads;  ///< where the database is now
    bool resumable = false;          ///< statements of the step are done and recorded
    bool whole_run = false;          ///< the run was one transaction
    bool in_doubt = false;           ///< nobody saw whether its commit took effect
};
/// The database's or a function's own words, completed.
DatabaseError step_failed(const Error& cause, const ErrorFacts& facts, const Failure& failure);
/// Throws what step_failed() made as the class that the cause has.
[[noreturn]] void raise(const Error& cause, const DatabaseError& complete);
DatabaseError foreign_keys_broken(const std::string& revision, const std::string& file,
                                  const std::vector<std::string>& complaints);
/// `cause`, after as many tries as there was time for.
/// @param holders of locks on what the statement names; empty: the server does not tell
DatabaseError never_got_lock(const DatabaseError& cause, std::size_t tries,
                             std::chrono::milliseconds waited, const std::string& holders);
DatabaseError record_changed(const std::string& revision, const std::string& file);
/// @param cause the connection was lost in a message that goes on with another step
DatabaseError end_in_doubt(const DatabaseError& cause);
DatabaseError transaction_ended(const std::string& revision, const std::string& file);
DatabaseError transaction_left_open(const std::string& revision, const std::string& file);

// Warnings.
std::string no_section_applies(const std::string& revision, std::string_view dialect);
std::string superfluous_heads(const std::vector<std::string>& recorded,
                              const std::vector<std::string>& heads);

// repair
UsageError not_edited(const std::string& revision);
UsageError not_never_run(const std::string& revision);
UsageError no_open_step(const std::string& revision);

}  // namespace retort::errors
