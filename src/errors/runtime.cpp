#include "errors/runtime.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::errors {
namespace {

ErrorFacts about(const std::string& revision, const std::string& file = {}, int line = 0) {
    ErrorFacts facts;
    facts.revision = revision;
    facts.file = file;
    facts.line = line;
    return facts;
}

std::string first_of(const std::vector<std::string>& items) {
    return items.empty() ? std::string() : items.front();
}

/// `a, b and 17 more`
std::string some(std::vector<std::string> items) {
    constexpr std::size_t most = 5;
    if (items.size() > most) {
        const std::size_t more = items.size() - most + 1;
        items.resize(most - 1);
        items.push_back(fmt::format("{} more", more));
    }
    return list(items);
}

const char* plural(const std::vector<std::string>& items) {
    return items.size() == 1 ? "" : "s";
}

std::string where_it_is(const std::vector<std::string>& heads) {
    return heads.empty() ? "at base" : "at " + list(heads);
}

}  // namespace

DatabaseError unknown_format(const std::string& format) {
    return {
        ErrorKind::format,
        fmt::format("The state tables have format {}, which this program does not know: a newer "
                    "one wrote them. Nothing was changed; use that program, or a newer version "
                    "of this one.",
                    format)};
}

DatabaseError unknown_revisions(const std::vector<std::string>& ids, bool kept) {
    return {
        ErrorKind::unknown,
        fmt::format(
            "The database records revision{} {}, which the scripts do not have: a newer program "
            "has upgraded it, or scripts are missing. Use the newer scripts{}.",
            plural(ids), some(ids),
            kept ? ", take the database down with the text that it keeps (downgrade), or set "
                   "unknown = \"allow\" to start on a database that is ahead"
                 : ", or record what the database corresponds to with `stamp --purge`"),
        about(first_of(ids))};
}

DatabaseError behind_and_ahead(const std::vector<std::string>& unknown,
                               const std::vector<std::string>& pending) {
    return {
        ErrorKind::unknown,
        fmt::format("The database records revision{} {}, which the scripts do not have, and lacks "
                    "{}, which they have: it is not just ahead of this program. Bring the "
                    "scripts together first.",
                    plural(unknown), some(unknown), some(pending)),
        about(first_of(unknown))};
}

DatabaseError behind(const std::vector<std::string>& heads,
                     const std::vector<std::string>& pending) {
    return {ErrorKind::behind,
            fmt::format("The database is {} and lacks revision{} {}, which this program needs. "
                        "Upgrade it with the program that migrates it, and start again.",
                        where_it_is(heads), plural(pending), some(pending)),
            about(first_of(pending))};
}

DatabaseError still_behind(const DatabaseError& error, std::chrono::milliseconds waited) {
    return {error.kind(),
            fmt::format("{} Nobody did so within {:.1f} s.", error.what(),
                        static_cast<double>(waited.count()) / 1000.0),
            error.facts()};
}

DatabaseError edited_scripts(const std::vector<std::string>& ids,
                             const std::vector<std::string>& files) {
    return {ErrorKind::edited,
            fmt::format("{}: the script{} of revision{} {} differ{} from what was applied. Put the "
                        "text back and write a new revision for the change, or accept the present "
                        "text with `repair --accept-edited {}`.",
                        some(files), plural(ids), plural(ids), some(ids),
                        ids.size() == 1 ? "s" : "", first_of(ids)),
            about(first_of(ids), first_of(files))};
}

DatabaseError never_run(const std::vector<std::string>& ids) {
    return {ErrorKind::never_run,
            fmt::format(
                "Revision{} {} count{} as applied but never ran here: added below a recorded "
                "revision after the fact. Give {} a place after the heads, or, when the "
                "database already has what {} do{}, accept that with `repair --never-run "
                "{}`.",
                plural(ids), some(ids), ids.size() == 1 ? "s" : "", ids.size() == 1 ? "it" : "them",
                ids.size() == 1 ? "it" : "they", ids.size() == 1 ? "es" : "", first_of(ids)),
            about(first_of(ids))};
}

DatabaseError unmanaged(const std::vector<std::string>& tables) {
    return {
        ErrorKind::unmanaged,
        fmt::format("The database has tables ({}) but no record of any revision. Say what it is: "
                    "`stamp` the revision that it corresponds to, name its version table with "
                    "--version-table, or upgrade with --from-base when none of the revisions "
                    "has run here.",
                    some(tables))};
}

DatabaseError alembic_beside(const std::vector<std::string>& heads) {
    return {
        ErrorKind::unmanaged,
        fmt::format("The database has a table alembic_version, which records {}, and no version "
                    "table of Retort. Take it over with --version-table alembic_version.",
                    list(heads))};
}

DatabaseError lock_lost() {
    return {ErrorKind::locked,
            "The lock was gone when the run had ended, so that another process could have begun "
            "meanwhile. Everything that was run is recorded, and every step compared the recorded "
            "heads in its own transaction. Look at the log, and find out what ended the session's "
            "locks: a pooler, pg_advisory_unlock_all() or RELEASE_ALL_LOCKS() in a script, or what "
            "cut the second connection to a Galera cluster."};
}

DatabaseError changed_meanwhile(const std::string& revision,
                                const std::vector<std::string>& heads) {
    return {ErrorKind::database,
            fmt::format("Another program changed the database meanwhile: it is {}, and revision {} "
                        "does not fit there any more. Look at the plan and run again.",
                        where_it_is(heads), revision),
            about(revision)};
}

std::string dirty_sentence(const std::string& revision, const std::string& direction,
                           const std::string& reason) {
    return fmt::format(
        "The {} of revision {} is dirty: {}. Look at the database, then say what is "
        "true: `repair --did-run` when all of it is there, `repair --did-not-run` "
        "when nothing of it is left.",
        direction, revision, reason);
}

std::string dirty_statement_sentence(const std::string& revision, const std::string& direction,
                                     const std::string& reason) {
    return fmt::format(
        "The {} of revision {} is dirty: {}. Look at the database, then say what is "
        "true of that statement: `repair --did-run` when all that it does is there, `repair "
        "--did-not-run` when nothing of it is left. The next run goes on from there.",
        direction, revision, reason);
}

std::string unfinished_sentence(const std::string& revision, const std::string& direction,
                                long long part, long long statement) {
    return fmt::format(
        "The {} of revision {} is half way: {} of its parts and {} statement{} of the "
        "next one are done. `{} {}` goes on from there.",
        direction, revision, part, statement, statement == 1 ? "" : "s", direction,
        direction == "upgrade" ? revision : "TARGET");
}

std::string statement_in_doubt(std::string_view statement, int line) {
    return fmt::format(
        "it was interrupted in the statement of line {} (\"{}\"), and the catalog does not tell "
        "whether that took effect",
        line, shortened(statement));
}

std::string failed_halfway(std::string_view statement, int line) {
    return fmt::format(
        "the database refused the statement of line {} (\"{}\") and may have kept a part of it",
        line, shortened(statement));
}

DatabaseError dirty(const std::string& revision, const std::string& sentence) {
    ErrorFacts facts = about(revision);
    facts.rolled_back = false;
    return {ErrorKind::dirty, sentence, std::move(facts)};
}

DatabaseError unfinished(const std::string& revision, const std::string& sentence) {
    ErrorFacts facts = about(revision);
    facts.rolled_back = false;
    return {ErrorKind::unfinished, sentence, std::move(facts)};
}

DatabaseError edited_in_progress(const std::string& revision, const std::string& file) {
    ErrorFacts facts = about(revision, file);
    facts.rolled_back = false;
    return {
        ErrorKind::edited,
        fmt::format("statements of revision {} that have already run were changed since. Put them "
                    "back and run again, or finish or undo the step by hand and say `repair "
                    "--did-run` or `repair --did-not-run`.",
                    revision),
        std::move(facts)};
}

DatabaseError version_column_too_narrow(const std::string& table, std::size_t holds,
                                        const std::string& revision, std::size_t length,
                                        const std::string& remedy) {
    return {ErrorKind::database,
            fmt::format("The column version_num of {} is declared for {} characters, and revision "
                        "{} has {}. Nothing was run; widen the column first: {}",
                        table, holds, revision, length, remedy),
            about(revision)};
}

DatabaseError irreversible(const std::string& revision, const std::string& file) {
    return {
        ErrorKind::irreversible,
        fmt::format("{}: revision {} has no downgrade, so that nothing above it or at it can be "
                    "taken down. Nothing was run; restore a backup, or choose a target that "
                    "leaves it applied.",
                    file, revision),
        about(revision, file)};
}

ScriptError no_revisions(const std::vector<std::string>& folders) {
    return {
        ErrorKind::script,
        folders.empty()
            ? std::string("The program knows no revisions, so that there is nothing to move to.")
            : fmt::format("There is no revision script below {}. `revision -m MESSAGE` writes "
                          "one; --scripts names another folder.",
                          list(folders))};
}

UsageError reserved_version_table(const std::string& name) {
    if (name.empty()) {
        return {ErrorKind::configuration,
                "The version table has no name. Leave the option out for retort_version."};
    }
    return {
        ErrorKind::configuration,
        fmt::format("The version table cannot be called \"{}\": the tables named after it would "
                    "be those of retort_version. Choose another name.",
                    name)};
}

DatabaseError incomplete_state(const std::vector<std::string>& present,
                               const std::vector<std::string>& missing) {
    return {
        ErrorKind::corrupt,
        fmt::format("Of the state tables only {} exist{} here, and {} {} missing: they were "
                    "damaged, or a table of yours has such a name. Restore them from a backup, or "
                    "rename yours, or name another --version-table.",
                    list(present), present.size() == 1 ? "s" : "", list(missing),
                    missing.size() == 1 ? "is" : "are")};
}

std::string no_section_applies(const std::string& revision, std::string_view dialect) {
    return fmt::format("Revision {} has no section for {}: its step does nothing here.", revision,
                       dialect);
}

UsageError session_in_transaction() {
    return {ErrorKind::transaction,
            "The session is in a transaction. Commit or roll back first: a run needs transactions "
            "of its own."};
}

UsageError single_refuses(const std::string& revision, const std::string& file) {
    return {ErrorKind::usage,
            fmt::format("{}: revision {} cannot be part of one transaction with others (it has "
                        "no_transaction sections, or foreign keys enforced in a part). Nothing was "
                        "run; use transaction = \"per_revision\".",
                        file, revision),
            about(revision, file)};
}

ScriptError writes_state_table(const std::string& revision, const std::string& file, int line,
                               std::string_view statement, const std::string& table) {
    ErrorFacts facts = about(revision, file, line);
    facts.statement = shortened(statement);
    return {ErrorKind::script,
            fmt::format("{}: \"{}\" writes, defines or drops {}, where the engine records what is "
                        "applied. Nothing was run; take the statement out. What is recorded is "
                        "changed by `stamp` and `repair`.",
                        place(file, line), shortened(statement), table),
            std::move(facts)};
}

UsageError downgrade_needs_range() {
    return {ErrorKind::usage,
            "Without a database a downgrade needs both ends of its range: `FROM:TO`."};
}

UsageError function_has_no_text(const std::string& revision) {
    return {ErrorKind::usage,
            fmt::format("Revision {} is written in C++ and has no text to print. Run it with the "
                        "program that has it.",
                        revision),
            about(revision)};
}

namespace {

const char* how_it_ended(const Failure& failure) {
    if (failure.in_doubt) {
        return "was either committed or rolled back; the next run sees which, and goes on from "
               "there.";
    }
    return failure.resumable ? "stopped there; what ran before is recorded and is not run again."
                             : "was rolled back.";
}

}  // namespace

DatabaseError step_failed(const Error& cause, const ErrorFacts& facts, const Failure& failure) {
    std::string message = fmt::format("{}: {}", place(facts.file, facts.line), cause.what());
    if (!facts.statement.empty()) {
        message += fmt::format("\n  statement: {}", facts.statement);
    }
    message += fmt::format("\n  The {} of revision {} ", failure.direction, facts.revision);
    message += how_it_ended(failure);
    const std::string before =
        failure.whole_run && !failure.in_doubt ? "Nothing of this run is left."
        : facts.applied.empty()                ? "Nothing else was run."
                                               : "Completed before: " + list(facts.applied) + ".";
    message += fmt::format("\n  {} The database {} {}.", before, failure.in_doubt ? "was" : "is",
                           where_it_is(failure.heads));
    if (cause.kind() == ErrorKind::statement) {
        message += "\n  Correct the script and run again.";
    }
    return {cause.kind(), message, facts};
}

void raise(const Error& cause, const DatabaseError& complete) {
    if (dynamic_cast<const ScriptError*>(&cause) != nullptr) {
        throw ScriptError(complete.kind(), complete.what(), complete.facts());
    }
    if (dynamic_cast<const UsageError*>(&cause) != nullptr) {
        throw UsageError(complete.kind(), complete.what(), complete.facts());
    }
    if (dynamic_cast<const DatabaseError*>(&cause) != nullptr) {
        throw complete;
    }
    throw Error(complete.kind(), complete.what(), complete.facts());
}

DatabaseError foreign_keys_broken(const std::string& revision, const std::string& file,
                                  const std::vector<std::string>& complaints) {
    return {ErrorKind::foreign_key,
            fmt::format("the revision would leave foreign keys broken: {}.", list(complaints)),
            about(revision, file)};
}

DatabaseError never_got_lock(const DatabaseError& cause, std::size_t tries,
                             std::chrono::milliseconds waited, const std::string& holders) {
    return {ErrorKind::locked,
            fmt::format("The statement was tried {} time{} in {:.1f} s, and gave up queueing for a "
                        "lock each time, so that others got in. {} End what holds the lock, or try "
                        "for longer with --lock-timeout.",
                        tries, tries == 1 ? "" : "s", static_cast<double>(waited.count()) / 1000.0,
                        holders.empty() ? "Who held it is not to be seen now."
                                        : "Locks on what it names are held by " + holders + "."),
            cause.facts()};
}

DatabaseError record_changed(const std::string& revision, const std::string& file) {
    return {ErrorKind::transaction,
            "the revision changed what the version table records, which is the engine's to write. "
            "Take those statements out; `stamp` records without running.",
            about(revision, file)};
}

DatabaseError end_in_doubt(const DatabaseError& cause) {
    ErrorFacts facts;
    facts.code = cause.facts().code;
    facts.rolled_back = false;
    return {ErrorKind::connection,
            fmt::format("The connection was lost before the server had answered to the record of "
                        "the revision's end, so that this process cannot know whether it is "
                        "applied. {}",
                        cause.what()),
            std::move(facts)};
}

DatabaseError transaction_ended(const std::string& revision, const std::string& file) {
    return {ErrorKind::transaction,
            "the revision ended the transaction that keeps it whole. Leave transactions to the "
            "engine, or set no_transaction.",
            about(revision, file)};
}

DatabaseError transaction_left_open(const std::string& revision, const std::string& file) {
    return {ErrorKind::transaction,
            "the revision left a transaction of its own open, which was rolled back. Close it.",
            about(revision, file)};
}

std::string superfluous_heads(const std::vector<std::string>& recorded,
                              const std::vector<std::string>& heads) {
    return fmt::format(
        "The version table records {}, of which only {} count{}: the others are below. "
        "The next write removes them.",
        list(recorded), list(heads), heads.size() == 1 ? "s" : "");
}

UsageError not_edited(const std::string& revision) {
    return {
        ErrorKind::usage,
        fmt::format("There is nothing to accept: the script of revision {} does not differ from "
                    "what was applied, or it is not applied.",
                    revision),
        about(revision)};
}

UsageError not_never_run(const std::string& revision) {
    return {ErrorKind::usage,
            fmt::format("There is nothing to accept: revision {} is not among those that count as "
                        "applied without having run here.",
                        revision),
            about(revision)};
}

UsageError no_open_step(const std::string& revision) {
    return {ErrorKind::usage,
            revision.empty() ? "There is nothing to repair: no step is under way."
                             : fmt::format("There is nothing to repair: no step of revision {} is "
                                           "under way.",
                                           revision),
            about(revision)};
}

}  // namespace retort::errors
