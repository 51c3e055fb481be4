#pragma once

#include <string>
#include <vector>

namespace actual {

std::string read_file(const std::string& path);

/// The names in a folder, in byte order.
std::vector<std::string> names_in(const std::string& folder);

/// What a command writes to its standard output. @throws std::runtime_error if it fails
std::string output_of(const std::string& command);

}  // namespace actual
