#include "errors/workflow.hpp"

#include "errors/text.hpp"

#include <fmt/format.h>

namespace retort::errors {

std::string leaves_database(const std::string& written) {
    return fmt::format(
        "{} reaches out of its database, and a script that does cannot run in a scratch database: "
        "it would change a real one. Nothing was run.",
        in_quotes(written));
}

UsageError no_scratch(const std::string& dialect) {
    return {ErrorKind::usage,
            fmt::format("There is no place to build a schema for {0}: scripts of others would run "
                        "on that server. Name one, which may be the same, with `--scratch "
                        "{0}://...`; a database is made there and dropped again.",
                        dialect)};
}

}  // namespace retort::errors
