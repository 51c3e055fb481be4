#include "errors/sqlite.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

#include <sqlite3.h>

namespace retort::errors {
namespace {

struct Meaning {
    ErrorKind kind;
    const char* advice;
};

Meaning meaning(int code) {
    switch (code & 0xFF) {
        case SQLITE_READONLY:
            return {ErrorKind::read_only,
                    " The database cannot be written: check the permissions of the file and its "
                    "folder, or open it for writing."};
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return {ErrorKind::corrupt,
                    " The file is damaged or is no SQLite database: restore it from a backup."};
        case SQLITE_FULL:
            return {ErrorKind::full,
                    " No space is left for the database: make room and run again."};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {ErrorKind::locked,
                    " Another connection is using the database: run again when it has finished."};
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
            return {ErrorKind::io,
                    " The file could not be read or written: check the disk, the file and its "
                    "folder, and run again."};
        default:
            return {ErrorKind::database, ""};
    }
}

DatabaseError failure(sqlite3* handle, ErrorKind otherwise, const std::string& sentence,
                      ErrorFacts facts) {
    const int code = sqlite3_extended_errcode(handle);
    Meaning known = meaning(code);
    if (known.kind == ErrorKind::database) {
        known.kind = otherwise;
    }
    facts.code = std::to_string(code);
    return {known.kind, sentence + known.advice, std::move(facts)};
}

}  // namespace

DatabaseError sqlite_failed(sqlite3* handle, std::string_view statement) {
    ErrorFacts facts;
    facts.statement = shortened(statement);
    return failure(
        handle, ErrorKind::database,
        fmt::format("The database refused a statement of the engine: {}.", sqlite3_errmsg(handle)),
        std::move(facts));
}

DatabaseError sqlite_refused(sqlite3* handle, std::string_view statement, int line) {
    ErrorFacts facts;
    facts.statement = shortened(statement);
    facts.line = line;
    return failure(handle, ErrorKind::statement, fmt::format("{}.", sqlite3_errmsg(handle)),
                   std::move(facts));
}

DatabaseError sqlite_split(std::string_view statement, int line) {
    ErrorFacts facts;
    facts.statement = shortened(statement);
    facts.line = line;
    return {ErrorKind::statement,
            "This connection ends the statement elsewhere than a plain one does; nothing of it was "
            "run.",
            std::move(facts)};
}

DatabaseError sqlite_locked(std::chrono::milliseconds waited) {
    ErrorFacts facts;
    facts.code = std::to_string(SQLITE_BUSY);
    return {ErrorKind::locked,
            fmt::format("The database stayed locked for {:.1f} s: another process is migrating or "
                        "writing. Run again when it has finished, or wait longer with "
                        "--lock-timeout.",
                        static_cast<double>(waited.count()) / 1000.0),
            std::move(facts)};
}

ScriptError transaction_control(const std::string& file, int line, std::string_view statement) {
    ErrorFacts facts;
    facts.file = file;
    facts.line = line;
    facts.statement = shortened(statement);
    return {ErrorKind::transaction,
            fmt::format("{}: \"{}\" would end or nest the transaction that keeps this revision "
                        "whole. Take the statement out, or mark the section no_transaction.",
                        place(file, line), shortened(statement)),
            std::move(facts)};
}

ScriptError syntax_error(const std::string& file, int line, std::string_view message,
                         std::string_view statement) {
    ErrorFacts facts;
    facts.file = file;
    facts.line = line;
    facts.statement = shortened(statement);
    return {ErrorKind::script,
            fmt::format("{}: {} in \"{}\". Nothing was run; correct the script.", place(file, line),
                        message, shortened(statement)),
            std::move(facts)};
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
