#include "errors/dialect.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {
namespace {

const char* advice(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::read_only:
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
    return {refusal.kind, sentence + advice(refusal.kind), std::move(facts)};
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

ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement) {
    return {ErrorKind::script,
            fmt::format("{}: {} in \"{}\". Nothing was run; correct the script.", place(file, line),
                        message, shortened(statement)),
            facts_of(file, line, statement)};
}

Error cancelled() {
    return {ErrorKind::cancelled, "Stopped because the caller asked to. Run again to go on."};
}

UsageError no_such_dialect(std::string_view backend) {
    return {ErrorKind::usage,
            fmt::format("This build has no dialect for the SOCI backend \"{}\"; it has sqlite.",
                        backend)};
}

}  // namespace retort::errors
