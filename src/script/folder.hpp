#pragma once

#include "script/object.hpp"
#include "script/script.hpp"

#include <string>
#include <vector>

namespace retort::script {

/// Parses every `.sql` file anywhere below `folder`, in byte order of their paths. Hidden files and
/// folders are passed over.
/// @throws ScriptError with the faults of all files; Error (kind `io`) for a folder or file that
/// cannot be read. An empty folder is an empty list.
std::vector<Script> read_folder(const std::string& folder);

/// The same for object files, except that an absent folder is an empty list too.
std::vector<Object> read_object_folder(const std::string& folder);

/// @throws Error (kind `io`)
std::string read_file(const std::string& path);

}  // namespace retort::script
