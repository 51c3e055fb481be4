#include "objects/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace retort::objects {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t context = 3;

struct Edit {
    char mark;  ///< blank, - or +
    std::string_view line;
};

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// The edits between two ranges that begin and end with different lines.
void compare(const Lines& from, const Lines& to, std::vector<Edit>& edits) {
    const std::size_t width = to.size() + 1;
    std::vector<std::size_t> common((from.size() + 1) * width, 0);
    for (std::size_t i = from.size(); i-- > 0;) {
        for (std::size_t k = to.size(); k-- > 0;) {
            common[i * width + k] =
                from[i] == to[k] ? common[(i + 1) * width + k + 1] + 1
                                 : std::max(common[(i + 1) * width + k], common[i * width + k + 1]);
        }
    }
    std::size_t i = 0;
    std::size_t k = 0;
    while (i < from.size() || k < to.size()) {
        if (i < from.size() && k < to.size() && from[i] == to[k]) {
            edits.push_back({' ', from[i]});
            ++i;
            ++k;
        } else if (k == to.size() ||
                   (i < from.size() && common[(i + 1) * width + k] >= common[i * width + k + 1])) {
            edits.push_back({'-', from[i++]});
        } else {
            edits.push_back({'+', to[k++]});
        }
    }
}

std::vector<Edit> edits_between(Lines from, Lines to) {
    std::vector<Edit> edits;
    const auto first = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
    const auto head = static_cast<std::size_t>(first.first - from.begin());
    for (std::size_t i = 0; i < head; ++i) {
        edits.push_back({' ', from[i]});
    }
    std::size_t tail = 0;
    while (tail < std::min(from.size(), to.size()) - head &&
           from[from.size() - 1 - tail] == to[to.size() - 1 - tail]) {
        ++tail;
    }
    const auto middle = [&](const Lines& lines) {
        return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                     lines.end() - static_cast<std::ptrdiff_t>(tail));
    };
    compare(middle(from), middle(to), edits);
    for (std::size_t i = from.size() - tail; i < from.size(); ++i) {
        edits.push_back({' ', from[i]});
    }
    return edits;
}

/// `12,7` of a hunk's header.
std::string range(std::size_t before, std::size_t count) {
    return fmt::format("{},{}", count == 0 ? before : before + 1, count);
}

}  // namespace

std::string unified(std::string_view from, std::string_view to) {
    const std::vector<Edit> edits = edits_between(lines_of(from), lines_of(to));
    std::vector<bool> shown(edits.size(), false);
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (edits[i].mark != ' ') {
            const std::size_t begin = i < context ? 0 : i - context;
            const std::size_t end = std::min(i + context + 1, edits.size());
            std::fill(shown.begin() + static_cast<std::ptrdiff_t>(begin),
                      shown.begin() + static_cast<std::ptrdiff_t>(end), true);
        }
    }
    std::string text;
    std::size_t old_lines = 0;
    std::size_t new_lines = 0;
    for (std::size_t i = 0; i < edits.size();) {
        std::string hunk;
        std::size_t removed = 0;
        std::size_t added = 0;
        std::size_t end = i;
        for (; end < edits.size() && shown[end]; ++end) {
            hunk += edits[end].mark + std::string(edits[end].line) + "\n";
            removed += edits[end].mark == '+' ? 0U : 1U;
            added += edits[end].mark == '-' ? 0U : 1U;
        }
        if (end > i) {
            text += fmt::format("@@ -{} +{} @@\n{}", range(old_lines, removed),
                                range(new_lines, added), hunk);
        } else {
            removed = added = 1;
            ++end;
        }
        old_lines += removed;
        new_lines += added;
        i = end;
    }
    return text;
}

}  // namespace retort::objects
