#include "errors/dialect.hpp"

#include "errors/passwords.hpp"
#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

const char* advice(const Refusal& refusal) {
    switch (refusal.kind) {
        case ErrorKind::read_only:
            if (refusal.code.size() == 5) {  // of a server
                return " The session cannot write: it is on a standby, or was made read-only. "
                       "Migrate in a session that can.";
            }
            return " The database cannot be written: check the permissions of the file and its "
                   "folder, or open it for writing.";
        case ErrorKind::corrupt:
            return " The file is damaged or is no database: restore it from a backup.";
        case ErrorKind::full:
            return " No space is left for the database: make room and run again.";
        case ErrorKind::locked:
            return " Another connection is using the database: run again when it has finished.";
        case ErrorKind::io:
            return " The file could not be read or written: check the disk, the file and its "
                   "folder, "
                   "and run again.";
        case ErrorKind::connection:
            return " The connection to the server was lost: run again to go on from what is "
                   "recorded.";
        default:
            return "";
    }
}

ErrorFacts facts_of(const std::string& file, int line, std::string_view statement) {
    ErrorFacts facts;
    facts.file = file;
    facts.line = line;
    facts.statement = shortened(statement);
    return facts;
}

DatabaseError refused(const Refusal& refusal, const std::string& sentence,
                      std::string_view statement, int line) {
    ErrorFacts facts;
    facts.statement = shortened(statement);
    facts.line = line;
    facts.code = refusal.code;
    return {refusal.kind, sentence + advice(refusal), std::move(facts)};
}

}  // namespace

DatabaseError engine_refused(const Refusal& refusal, std::string_view statement) {
    const char* const what = statement == "COMMIT" ? "to commit" : "a statement of the engine";
    return refused(refusal, fmt::format("The database refused {}: {}.", what, refusal.message),
                   statement, 0);
}

DatabaseError script_refused(const Refusal& refusal, std::string_view statement, int line) {
    return refused(refusal, fmt::format("{}.", refusal.message), statement, line);
}

DatabaseError split_elsewhere(std::string_view statement, int line) {
    ErrorFacts facts;
    facts.statement = shortened(statement);
    facts.line = line;
    return {ErrorKind::statement,
            "This connection ends the statement elsewhere than a plain one does; nothing of it was "
            "run.",
            std::move(facts)};
}

DatabaseError stayed_locked(std::chrono::milliseconds waited) {
    return {ErrorKind::locked,
            fmt::format("The database stayed locked for {:.1f} s: another process is migrating or "
                        "writing. Run again when it has finished, or wait longer with "
                        "--lock-timeout.",
                        static_cast<double>(waited.count()) / 1000.0)};
}

DatabaseError lock_held(std::chrono::milliseconds waited, const std::string& holder) {
    return {ErrorKind::locked,
            fmt::format("Another process was migrating this database for the {:.1f} s that were "
                        "waited{}. Run again when it has finished, or wait longer with "
                        "--lock-timeout.",
                        static_cast<double>(waited.count()) / 1000.0,
                        holder.empty() ? "" : ": " + holder)};
}

DatabaseError no_current_schema() {
    return {ErrorKind::database,
            "No schema of the session's search_path exists, so that there is no place for tables. "
            "Set search_path, or name a schema with --version-schema."};
}

DatabaseError commit_rolled_back() {
    return {ErrorKind::transaction,
            "The server rolled the transaction back instead of committing it, because a statement "
            "in it had failed. A function or procedure must not hide the failure of its "
            "statements from the one who called it."};
}

DatabaseError lost_at_commit(const Refusal& refusal) {
    DatabaseError error =
        refused(refusal,
                fmt::format("The connection was lost before the server had answered to the commit "
                            "({}), so that this process cannot know whether the step is applied.",
                            refusal.message),
                {}, 0);
    error.facts().rolled_back = false;
    return error;
}

std::string index_left_invalid(const std::vector<std::string>& indexes) {
    return fmt::format(". It left the invalid index {}, which the next run drops", list(indexes));
}

DatabaseError index_invalid(const std::vector<std::string>& indexes, std::string_view statement,
                            int line) {
    return refused({ErrorKind::statement, {}, {}},
                   fmt::format("The statement succeeded, but the index {} is invalid: an earlier "
                               "build of it was interrupted. Drop it and run again.",
                               list(indexes)),
                   statement, line);
}

DatabaseError no_guard(const std::string& reason) {
    return {ErrorKind::connection,
            fmt::format("A section marked no_transaction needs a second connection behind a "
                        "pooler, to keep others from running it at the same time, and could not "
                        "have it: {}. Allow for it, or migrate over a direct connection to the "
                        "server.",
                        without_passwords(reason.substr(0, reason.find('\n'))))};
}

DatabaseError pool_is_full(std::chrono::milliseconds waited) {
    return {ErrorKind::connection,
            fmt::format("A section marked no_transaction needs two connections of the server at a "
                        "time behind a pooler, which did not give the second one within {:.1f} s. "
                        "Make its pool larger, or migrate over a direct connection to the server.",
                        static_cast<double>(waited.count()) / 1000.0)};
}

DatabaseError guard_lost() {
    return {ErrorKind::connection,
            "The second connection was lost, which behind a pooler keeps others from running a "
            "section marked no_transaction at the same time. Run again to go on from what is "
            "recorded."};
}

DatabaseError orphan_runs(std::chrono::milliseconds waited, const std::string& who) {
    return {ErrorKind::locked,
            fmt::format("A statement of a migrator that is gone still ran on the server after the "
                        "{:.1f} s that were waited: {}. Run again when it has finished, wait "
                        "longer with --lock-timeout, or end it with pg_terminate_backend().",
                        static_cast<double>(waited.count()) / 1000.0, who)};
}

ScriptError session_behind_pooler(const std::string& file, int line, std::string_view statement) {
    return {ErrorKind::transaction,
            fmt::format("{}: \"{}\" changes the session, which behind a pooler is another for the "
                        "next statement of a section marked no_transaction, and then somebody "
                        "else's. Use SET LOCAL between BEGIN and COMMIT, or migrate over a direct "
                        "connection to the server.",
                        place(file, line), shortened(statement)),
            facts_of(file, line, statement)};
}

DatabaseError lock_gone() {
    return {ErrorKind::locked,
            "The lock was gone before the next statement was to run, so that another process may "
            "have begun meanwhile. What was run is recorded. Find out what ended the session's "
            "locks, as RELEASE_ALL_LOCKS() in a script does, and run again."};
}

DatabaseError no_default_database() {
    return {ErrorKind::database,
            "The session has no default database, so that there is no place for tables. Name one "
            "in the URL, or with USE before the run."};
}

DatabaseError no_second_connection(const std::string& reason) {
    return {ErrorKind::locked,
            fmt::format("On a Galera cluster the lock of those who migrate is held by a second "
                        "connection, which could not be opened: {}. Nothing was run. Let the user "
                        "open two connections, and run again.",
                        reason)};
}

DatabaseError lock_taken_over(const std::string& holder) {
    return {ErrorKind::locked,
            fmt::format("Another process has taken the migration over{}, because the connection "
                        "that held the lock on the cluster was lost. Run again: what is applied "
                        "by then is not run twice.",
                        holder.empty() ? "" : ": " + holder)};
}

ScriptError locks_tables(const std::string& file, int line, std::string_view statement) {
    return {ErrorKind::script,
            fmt::format("{}: \"{}\" would keep the engine from recording what is done. Take it "
                        "out together with its UNLOCK TABLES: nobody else migrates meanwhile.",
                        place(file, line), shortened(statement)),
            facts_of(file, line, statement)};
}

ScriptError transaction_control(const std::string& file, int line, std::string_view statement) {
    return {ErrorKind::transaction,
            fmt::format("{}: \"{}\" would end or nest the transaction that keeps this revision "
                        "whole. Take the statement out, or mark the section no_transaction.",
                        place(file, line), shortened(statement)),
            facts_of(file, line, statement)};
}

ScriptError needs_no_transaction(const std::string& file, int line, std::string_view statement) {
    return {ErrorKind::transaction,
            fmt::format("{}: \"{}\" cannot run inside a transaction. Put it into a section marked "
                        "no_transaction.",
                        place(file, line), shortened(statement)),
            facts_of(file, line, statement)};
}

ScriptError never_closed(const std::string& file, int line, bool is_comment,
                         std::string_view text) {
    return {ErrorKind::script,
            fmt::format("{}: the {} that begins here is never closed: {}. Nothing was run; correct "
                        "the script.",
                        place(file, line), is_comment ? "comment" : "quote", in_quotes(text)),
            facts_of(file, line, text)};
}

ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement) {
    return {ErrorKind::script,
            fmt::format("{}: {} in \"{}\". Nothing was run; correct the script.", place(file, line),
                        message, shortened(statement)),
            facts_of(file, line, statement)};
}

ScriptError shell_cuts(const std::string& file, int line, std::string_view word,
                       std::string_view statement) {
    return {ErrorKind::script,
            fmt::format("{}: the line holds only '{}', which ends a statement for the sqlite3 "
                        "shell, in \"{}\". Nothing was printed; put more of the statement on that "
                        "line, or upgrade without --sql.",
                        place(file, line), word, shortened(statement)),
            facts_of(file, line, statement)};
}

Error cancelled() {
    return {ErrorKind::cancelled, "Stopped because the caller asked to. Run again to go on."};
}

UsageError no_such_dialect(std::string_view backend) {
    std::string dialects = "sqlite";
#ifdef RETORT_HAS_POSTGRESQL
    dialects += ", postgresql";
#endif
#ifdef RETORT_HAS_MYSQL
    dialects += ", mysql";
#endif
    return {ErrorKind::usage,
            fmt::format("This build has no dialect for the SOCI backend \"{}\"; it has {}.",
                        backend, dialects)};
}

}  // namespace retort::errors
