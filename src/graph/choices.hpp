#pragma once

#include "graph/reach.hpp"
#include "graph/target.hpp"

#include <string>
#include <vector>

/// What an error offers to type instead.
namespace retort::graph {

/// A label by which `branch@` means the line that ends in this revision; its id when there is none.
std::string branch_name(const Graph& graph, Index revision);

/// The ids, each with the label of its line.
std::vector<std::string> described(const Graph& graph, const Indices& revisions);

/// `label@head` or the id, for each head.
std::vector<std::string> head_choices(const Graph& graph, const Indices& heads);

/// The target within the line of each revision.
std::vector<std::string> branch_choices(const Graph& graph, const Indices& revisions,
                                        const Target& target);

}  // namespace retort::graph
