#pragma once

#include <string>

namespace retort::script {

/// `<id>_<slug>.sql`
std::string file_name(const std::string& id, const std::string& message);

/// A new file with this text, or none: written through to the disk under a hidden name, which
/// nobody reads, and then given its own unless that is taken. @returns its path
/// @throws Error (kind `io`)
std::string publish_file(const std::string& folder, const std::string& name,
                         const std::string& text);

}  // namespace retort::script
