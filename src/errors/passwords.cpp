#include "errors/passwords.hpp"

#include <algorithm>

namespace retort::errors {
namespace {

constexpr auto npos = std::string_view::npos;

/// What may follow a URL in a sentence.
constexpr std::string_view punctuation = "'\"`.,;:)";

bool is_port(std::string_view text) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
    return end > 0 && (end == text.size() || text.find_first_of("/?#", end) == end ||
                       text.find_first_not_of(punctuation, end) == npos);
}

/// What of `word` is to be hidden, which begins behind `scheme://`.
std::string_view password_in(std::string_view word) {
    const std::size_t colon = word.find_first_of(":/?#");
    if (colon == npos || word[colon] != ':') {
        return {};
    }
    const std::string_view rest = word.substr(colon + 1);
    const std::size_t at = rest.rfind('@');
    if (at != npos) {
        return rest.substr(0, at);
    }
    if (word.front() == '[' || is_port(rest)) {
        return {};
    }
    return rest.substr(0, rest.find_last_not_of(punctuation) + 1);
}

}  // namespace

std::string without_passwords(std::string_view text) {
    constexpr std::string_view mark = "://";
    std::string safe;
    for (std::size_t at = text.find(mark); at != npos; at = text.find(mark)) {
        const std::string_view rest = text.substr(at + mark.size());
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n\f\v"));
        const std::string_view password = password_in(word);
        if (password.empty()) {
            safe += text.substr(0, at + mark.size());
            text = rest;
            continue;
        }
        safe += text.substr(0, static_cast<std::size_t>(password.data() - text.data()));
        safe += "***";
        text.remove_prefix(static_cast<std::size_t>(password.data() - text.data()) +
                           password.size());
    }
    return safe.append(text);
}

}  // namespace retort::errors
