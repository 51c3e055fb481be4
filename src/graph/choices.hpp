#pragma once

#include "graph/reach.hpp"
#include "graph/target.hpp"

#include <functional>
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

/// What a command would do with another target. Throws UsageError where that leads nowhere.
using Attempt = std::function<void(const Target&)>;

/// The target within the line of each revision, where that leads somewhere.
/// @param attempt empty: nobody reads the choices, and there are none
std::vector<std::string> branch_choices(const Graph& graph, const Indices& revisions,
                                        const Target& target, const Attempt& attempt);

}  // namespace retort::graph
