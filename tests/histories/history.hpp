#pragma once

#include <retort/revision.hpp>

#include <string>
#include <vector>

namespace histories {

/// The graph of a real project: ids and edges alone.
struct History {
    std::string name;
    std::string file;
    std::vector<retort::Revision> revisions;
};

/// Those that are kept here and those of the fetched packages.
std::vector<History> all_histories();

/// Each revision as a script in `folder`.
void write_scripts(const History& history, const std::string& folder);

}  // namespace histories
