#pragma once

#include "graph/reach.hpp"
#include "graph/target.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::graph {

/// Of what is typed for an id; a shorter text is read as a whole one.
inline constexpr std::size_t shortest_prefix = 3;

/// What targets are resolved against.
struct Scope {
    const Graph& graph;
    const Indices* recorded = nullptr;  ///< recorded heads; null: there is no database
    bool one = false;     ///< the command takes one revision, so that no error may advise `heads`
    bool advises = true;  ///< errors say what to type instead, which is found by trying

    Scope without_advice() const { return {graph, recorded, one, false}; }
};

/// The lineage that `branch@` restricts a target to.
struct Lineage {
    std::string branch;  ///< as typed
    Index revision;      ///< that it names
    Marks members;
};

/// The lineage of `target.branch`; nothing when it has none.
std::optional<Lineage> read_lineage(const Graph& graph, const Target& target);

/// Whether the revision is in the lineage; everything is when there is none.
bool within(const std::optional<Lineage>& lineage, Index revision);
/// Those of `revisions` that are within the lineage.
Indices within(const std::optional<Lineage>& lineage, Graph::Span revisions);
Indices within(const std::optional<Lineage>& lineage, const Indices& revisions);

/// What a target that is not relative names, in byte order of the ids; empty for `base`.
Indices resolve_target(const Scope& scope, const Target& target,
                       const std::optional<Lineage>& lineage);
Indices resolve_target(const Scope& scope, const Target& target);

/// The recorded ids, exactly. @throws DatabaseError (kind `unknown`) naming all that are not there
Indices find_recorded(const Graph& graph, const std::vector<std::string>& recorded);

/// The recorded heads without superfluous ones.
Indices recorded_heads(const Graph& graph, const std::vector<std::string>& recorded);

}  // namespace retort::graph
