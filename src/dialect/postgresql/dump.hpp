#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::postgresql {

/// What `pg_dump --clean` writes of one section.
struct Dump {
    struct Entry {
        std::string type;  ///< `TABLE`, `FK CONSTRAINT`, `ACL`, ...
        std::string name;
        std::vector<std::string> statements;
    };
    std::vector<std::string> drops;
    std::vector<Entry> entries;
};

/// Statements without their terminators, and without those that set up the session of a restore.
Dump parse_dump(std::string_view text);

}  // namespace retort::dialect::postgresql
