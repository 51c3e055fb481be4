#include "errors/text.hpp"

#include "errors/passwords.hpp"

#include <algorithm>
#include <numeric>

namespace retort::errors {
namespace {

constexpr std::size_t longest_statement = 120;
/// Of a text that is going to be shortened.
constexpr std::size_t most_read = 4096;
constexpr std::ptrdiff_t most_listed = 20;
constexpr std::size_t longest_path = 40;

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

}  // namespace

std::string list(const std::vector<std::string>& items, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) {
            text += i + 1 == items.size() ? " " + std::string(last) + " " : ", ";
        }
        text += items[i];
    }
    return text;
}

std::string listed(const std::vector<std::string>& items, std::string_view last) {
    if (items.size() <= most_listed) {
        return list(items, last);
    }
    std::vector<std::string> some(items.begin(), items.begin() + most_listed);
    some.push_back(std::to_string(items.size() - most_listed) + " more");
    return list(some, last);
}

std::string arrows(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < std::min(items.size(), longest_path); ++i) {
        text += items[i] + " -> ";
    }
    if (items.size() > longest_path) {
        text += "(" + std::to_string(items.size() - longest_path) + " more) -> ";
    }
    return text;
}

std::string did_you_mean(const std::vector<std::string>& choices) {
    return choices.empty() ? std::string() : " Did you mean " + list(choices, "or") + "?";
}

std::string in_quotes(std::string_view text) {
    std::string one_line = shortened(text);
    std::replace_if(
        one_line.begin(), one_line.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == '\x7F'; }, '?');
    return "'" + one_line + "'";
}

std::string place(const std::string& file, int line) {
    return line > 0 ? file + ":" + std::to_string(line) : file;
}

std::string shortened(std::string_view statement) {
    std::string text;
    for (const char c : without_passwords(statement.substr(0, most_read))) {
        if (!is_blank(c)) {
            text += c;
        } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
        }
        if (text.size() > longest_statement + 4) {
            break;
        }
    }
    while (!text.empty() && text.back() == ' ') {
        text.pop_back();
    }
    if (text.size() <= longest_statement) {
        return text;
    }
    std::size_t end = longest_statement - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end) + "...";
}

std::vector<std::string> nearest(std::string_view text, const std::vector<std::string>& candidates,
                                 std::size_t most) {
    const std::size_t limit = std::max<std::size_t>(1, text.size() / 3);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& candidate : candidates) {
        const std::size_t longer = std::max(candidate.size(), text.size());
        const std::size_t shorter = std::min(candidate.size(), text.size());
        if (longer - shorter > limit) {
            continue;
        }
        const std::size_t distance = edit_distance(text, candidate);
        if (distance <= limit) {
            near.emplace_back(distance, candidate);
        }
    }
    std::sort(near.begin(), near.end());
    std::vector<std::string> best;
    for (std::size_t i = 0; i < near.size() && i < most; ++i) {
        best.push_back(near[i].second);
    }
    return best;
}

}  // namespace retort::errors
