#pragma once

#include <string>

namespace retort::script {

/// `<id>_<slug>.sql`
std::string file_name(const std::string& id, const std::string& message);

/// Where it is not there. @throws Error (kind `io`)
void make_folder(const std::string& path);

/// A new file with this text, or none: written through to the disk under a hidden name, which
/// nobody reads, and then given its own unless that is taken. @returns its path
/// @throws Error (kind `io`)
std::string publish_file(const std::string& folder, const std::string& name,
                         const std::string& text);

/// The same in place of the file that has this path: whoever reads it finds one or the other.
/// @throws Error (kind `io`)
void replace_file(const std::string& path, const std::string& text);

/// One that is gone already is no error. @throws Error (kind `io`)
void remove_file(const std::string& path);

}  // namespace retort::script
