#include "script/timestamp.hpp"

namespace retort::script {
namespace {

bool digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

/// `9` stands for a digit. Takes the matched text away.
bool take(std::string_view& text, std::string_view pattern) noexcept {
    if (text.size() < pattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '9' ? !digit(text[i]) : text[i] != pattern[i]) {
            return false;
        }
    }
    text.remove_prefix(pattern.size());
    return true;
}

void take_fraction(std::string_view& text) noexcept {
    if (take(text, ".9")) {
        while (take(text, "9")) {
        }
    }
}

void take_zone(std::string_view& text) noexcept {
    if (take(text, "Z") || take(text, "+99:99") || take(text, "-99:99") || take(text, "+9999") ||
        take(text, "-9999") || take(text, "+99")) {
        return;
    }
    take(text, "-99");
}

}  // namespace

bool is_timestamp(std::string_view text) noexcept {
    if (!take(text, "9999-99-99")) {
        return false;
    }
    if (text.empty()) {
        return true;
    }
    if (!take(text, "T99:99") && !take(text, " 99:99")) {
        return false;
    }
    if (take(text, ":99")) {
        take_fraction(text);
    }
    take_zone(text);
    return text.empty();
}

}  // namespace retort::script
