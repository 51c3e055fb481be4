#pragma once

#include <retort/export.hpp>
#include <retort/graph.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace retort {

/// What a new, empty script is to say in its header.
struct NewScript {
    std::string id;  ///< empty: twelve random hexadecimal digits
    std::string message;
    std::vector<std::string> down_revisions;
    std::vector<std::string> depends_on;
    std::vector<std::string> branch_labels;
};

/// Where a new revision goes: what `revision --head --splice` asks for.
struct NewPlace {
    std::string head;     ///< a target; empty: the one head (none: a new base)
    bool splice = false;  ///< allow a parent that is not a head
};

/// The parents of a new revision, as ids. @throws UsageError (kind `target`) for several heads and
/// none chosen, and for a parent that is not a head without `splice`
RETORT_API std::vector<std::string> parents_of_new(const Graph& graph, const NewPlace& place);

/// The parents of a merge of these targets. @throws UsageError (kind `target`) for fewer than two
/// revisions, one named twice, or two of one lineage
RETORT_API std::vector<std::string> parents_of_merge(const Graph& graph,
                                                     const std::vector<std::string>& targets);

/// Checks `script` against the graph, then writes `<id>_<slug>.sql` into the folder, which is made
/// when it is absent. Never overwrites. @returns the path of the new file
RETORT_API std::string write_script(const Graph& graph, const std::string& folder,
                                    NewScript script);

}  // namespace retort
