#pragma once

#include <retort/export.hpp>

#include <string>
#include <vector>

namespace retort {

/// A revision that a baseline stands for, with the checksum it had when it was squashed.
struct Replaced {
    std::string id;
    std::string checksum;  ///< `sha256:` and 64 hexadecimal digits

    friend bool operator==(const Replaced& a, const Replaced& b) {
        return a.id == b.id && a.checksum == b.checksum;
    }
};

/// One node of the graph: what a script's header says, without its statements.
/// Ids and labels are 1 to 200 bytes of UTF-8, compared exactly.
struct Revision {
    std::string id;
    std::vector<std::string> down_revisions;  ///< parents; none: a base; several: a merge point
    std::vector<std::string> depends_on;      ///< ids or branch labels, as written
    std::vector<std::string> branch_labels;
    std::string message;             ///< one line
    std::string description;         ///< the rest of the header's free text; may be empty
    std::string created;             ///< ISO 8601 as written; empty: not given
    bool irreversible = false;       ///< no downgrade for any dialect
    std::vector<Replaced> replaces;  ///< in plan order; not empty: a baseline for the last of them
    bool unsquashed = false;  ///< a baseline without sections: what it replaces is live again
    std::string checksum;     ///< of the whole script, as `retort:replaces` states it
    std::string path;         ///< the script's file, or the name given by the program
    int line = 0;             ///< line of `retort:revision` in it; 0: there is no file
};

}  // namespace retort
