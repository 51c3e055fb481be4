#include "script/comment_text.hpp"

#include <algorithm>

namespace retort::script {
namespace {

std::string_view unmarked(std::string_view line) noexcept {
    line = line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
    const std::size_t mark = line.find_first_not_of("-*/#");
    line = mark == std::string_view::npos ? std::string_view{} : line.substr(mark);
    if (!line.empty() && line.front() == ' ') {
        line.remove_prefix(1);
    }
    const std::size_t last = line.find_last_not_of(" \t\r");
    return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

}  // namespace

std::vector<std::string_view> comment_lines(std::string_view comment) {
    if (comment.substr(0, 2) == "/*" && comment.size() >= 4) {
        comment.remove_suffix(2);
    }
    std::vector<std::string_view> lines;
    while (!comment.empty()) {
        const std::size_t end = std::min(comment.find('\n'), comment.size());
        lines.push_back(unmarked(comment.substr(0, end)));
        comment.remove_prefix(std::min(end + 1, comment.size()));
    }
    return lines;
}

}  // namespace retort::script
