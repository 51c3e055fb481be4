#pragma once

#include "fixture.hpp"

#include <map>

namespace retort_test {

/// What a `{name}` of a pattern stands for: a row of the answer (`{name.1}`: its second column),
/// over the tables `mine` and `my_types`, or one of the values.
extern const std::map<std::string, std::string> target_queries;
extern const std::map<std::string, Strings> values;

/// Statements, one change each; in the end those that change nothing.
extern const Strings change_patterns;

}  // namespace retort_test
