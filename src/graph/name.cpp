#include "graph/name.hpp"

#include <algorithm>
#include <array>

namespace retort::graph {
namespace {

constexpr std::size_t longest_name = 200;
constexpr std::string_view punctuation = "@-+:,/\\";
constexpr std::array<std::string_view, 6> reserved = {"head",    "heads", "base",
                                                      "current", ".",     ".."};

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20U || c == '\x7F';
}

NameFault character_fault(char c) {
    if (c == ' ' || c == '\t') {
        return NameFault::blank;
    }
    if (is_control(c)) {
        return NameFault::control;
    }
    return punctuation.find(c) == std::string_view::npos ? NameFault::none : NameFault::punctuation;
}

}  // namespace

NameFault name_fault(std::string_view name) noexcept {
    if (name.empty()) {
        return NameFault::empty;
    }
    if (name.size() > longest_name) {
        return NameFault::too_long;
    }
    for (const char c : name) {
        if (const NameFault fault = character_fault(c); fault != NameFault::none) {
            return fault;
        }
    }
    const bool taken = std::find(reserved.begin(), reserved.end(), name) != reserved.end();
    return taken ? NameFault::reserved : NameFault::none;
}

char forbidden_character(std::string_view name) noexcept {
    const auto found = std::find_if(name.begin(), name.end(),
                                    [](char c) { return character_fault(c) != NameFault::none; });
    return found == name.end() ? '\0' : *found;
}

bool valid_name(std::string_view name) noexcept {
    return name_fault(name) == NameFault::none;
}

}  // namespace retort::graph
