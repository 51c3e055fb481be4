#pragma once

#include <string_view>
#include <vector>

namespace retort::script {

/// The lines of a comment, without the marks that make them one.
std::vector<std::string_view> comment_lines(std::string_view comment);

}  // namespace retort::script
