#pragma once

#include <retort/new_script.hpp>

#include <string>

namespace retort::script {

/// What is wrong with the id, unless it is empty, and the labels of a new script whatever the graph
/// is. @throws UsageError (kind `usage`)
void check_new_names(const NewScript& script);

/// @throws UsageError (kind `usage`) for an id or label that the graph, or a baseline in it, has
void check_free(const Graph& graph, const std::string& name);

}  // namespace retort::script
