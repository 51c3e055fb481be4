#include "workflow/folder_sources.hpp"

namespace retort::workflow {

bool lies_in(const std::string& file, const std::string& folder) {
    const std::string prefix = folder.back() == '/' ? folder : folder + "/";
    return file.compare(0, prefix.size(), prefix) == 0;
}

std::vector<Source> redirected(std::vector<Source> sources, const std::string& folder,
                               const std::string& other) {
    for (Source& source : sources) {
        auto* scripts = std::get_if<ScriptFolder>(&source);
        if (scripts != nullptr && scripts->path == folder) {
            scripts->path = other;
        }
    }
    return sources;
}

}  // namespace retort::workflow
