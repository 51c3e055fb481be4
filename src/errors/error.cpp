#include <retort/error.hpp>

#include <utility>

namespace retort {

std::string_view to_string(ErrorKind kind) noexcept {
    switch (kind) {
        case ErrorKind::usage:
            return "usage";
        case ErrorKind::configuration:
            return "configuration";
        case ErrorKind::target:
            return "target";
        case ErrorKind::script:
            return "script";
        case ErrorKind::graph:
            return "graph";
        case ErrorKind::edited:
            return "edited";
        case ErrorKind::unknown:
            return "unknown";
        case ErrorKind::behind:
            return "behind";
        case ErrorKind::never_run:
            return "never_run";
        case ErrorKind::dirty:
            return "dirty";
        case ErrorKind::unfinished:
            return "unfinished";
        case ErrorKind::unmanaged:
            return "unmanaged";
        case ErrorKind::irreversible:
            return "irreversible";
        case ErrorKind::locked:
            return "locked";
        case ErrorKind::cancelled:
            return "cancelled";
        case ErrorKind::statement:
            return "statement";
        case ErrorKind::object:
            return "object";
        case ErrorKind::foreign_key:
            return "foreign_key";
        case ErrorKind::transaction:
            return "transaction";
        case ErrorKind::read_only:
            return "read_only";
        case ErrorKind::corrupt:
            return "corrupt";
        case ErrorKind::full:
            return "full";
        case ErrorKind::format:
            return "format";
        case ErrorKind::database:
            return "database";
        case ErrorKind::connection:
            return "connection";
        case ErrorKind::io:
            return "io";
    }
    return "database";
}

Error::Error(ErrorKind kind, const std::string& message, ErrorFacts facts)
    : std::runtime_error(message), kind_(kind), facts_(std::move(facts)) {}

// Out of line: the type information of exceptions lives in this library alone.
Error::~Error() = default;
ScriptError::~ScriptError() = default;
UsageError::~UsageError() = default;
DatabaseError::~DatabaseError() = default;

}  // namespace retort
