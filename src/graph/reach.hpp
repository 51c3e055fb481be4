#pragma once

#include <retort/graph.hpp>

#include <string>
#include <vector>

namespace retort::graph {

using Index = Graph::Index;
using Indices = Graph::Indices;

/// One mark per revision: a set with constant-time lookup.
using Marks = std::vector<bool>;

/// The revisions and everything that they need.
Marks closure(const Graph& graph, const Indices& revisions);

/// The revisions and everything that needs them, among `members`; revisions that are not members
/// are left out, and what only they lead to.
Marks dependents(const Graph& graph, const Indices& revisions, const Marks& members);

/// The revisions and their ancestors, by parents.
Marks ancestors(const Graph& graph, const Indices& revisions);
/// The revisions and their descendants, by children.
Marks descendants(const Graph& graph, const Indices& revisions);

/// Ancestors, descendants and itself.
Marks lineage(const Graph& graph, Index revision);

/// The marked revisions, ascending.
Indices marked(const Marks& marks);

std::vector<std::string> ids(const Graph& graph, const Indices& revisions);
void sort_by_id(const Graph& graph, Indices& revisions);

}  // namespace retort::graph
