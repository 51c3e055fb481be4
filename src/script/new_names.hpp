#pragma once

#include <retort/new_script.hpp>

namespace retort::script {

/// What is wrong with the id, unless it is empty, and the labels of a new script whatever the graph
/// is. @throws UsageError (kind `usage`)
void check_new_names(const NewScript& script);

}  // namespace retort::script
