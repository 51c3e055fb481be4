#include "errors/objects.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::errors {
namespace {

constexpr std::size_t longest_path = 40;

}  // namespace

ScriptError object_cycle(const std::vector<std::string>& path) {
    std::string text;
    for (std::size_t i = 0; i < std::min(path.size(), longest_path); ++i) {
        text += path[i] + " -> ";
    }
    if (path.size() > longest_path) {
        text += fmt::format("({} more) -> ", path.size() - longest_path);
    }
    return {ErrorKind::script,
            fmt::format("the objects {}{} form a cycle: each uses the next. Change one of them so "
                        "that it does without the next.",
                        text, path.front())};
}

}  // namespace retort::errors
