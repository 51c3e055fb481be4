#pragma once

#include <retort/graph.hpp>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace retort {
namespace graph {

using Index = Graph::Index;
using Indices = Graph::Indices;

/// Lists of indices, one per index, in one piece of memory.
struct Edges {
    std::vector<std::size_t> first{
        0};  ///< where each list begins; the last entry ends the last one
    Indices ends;

    Graph::Span operator[](Index index) const noexcept {
        return {ends.data() + first[index], ends.data() + first[std::size_t{index} + 1]};
    }
    std::size_t size() const noexcept { return first.size() - 1; }
    void close_list() { first.push_back(ends.size()); }
};

/// Hash and equality that take ASCII letters of either case for the same: two ids may not differ
/// in case alone, so that one table finds an id and whoever is too like it. The hash is not
/// noexcept: the standard library then keeps it beside the key, and need not read a neighbour's id.
struct FoldedHash {
    std::size_t operator()(std::string_view text) const;
};
struct FoldedEqual {
    bool operator()(std::string_view a, std::string_view b) const noexcept;
};

/// The keys are borrowed from the revisions.
using IdTable = std::unordered_map<std::string_view, Index, FoldedHash, FoldedEqual>;
using LabelTable = std::unordered_map<std::string_view, Index>;

struct Pool;
/// Ids of baselines in whose place a graph has what they stand for.
using Unfolded = std::set<std::string, std::less<>>;

}  // namespace graph

struct Graph::Data {
    std::shared_ptr<const graph::Pool> pool;  ///< what this is a view of
    graph::Unfolded unfolded;
    std::vector<std::string> missing;  ///< members of unfolded baselines that nobody has
    graph::Indices position;           ///< in the pool, of each index
    graph::IdTable ids;                ///< aliases too
    graph::LabelTable labels;
    graph::IdTable replaced;  ///< by what
    std::vector<std::pair<std::string_view, graph::Index>> aliases;
    graph::Edges parents;
    graph::Edges children;
    graph::Edges needs;
    graph::Edges needed_by;
    Indices bases;
    Indices heads;
    Indices target_heads;
};

}  // namespace retort
