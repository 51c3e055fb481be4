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

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ends_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size() ||
        (text.size() > word.size() && is_letter(text[text.size() - word.size() - 1]))) {
        return false;
    }
    return std::equal(word.begin(), word.end(), text.end() - static_cast<long>(word.size()),
                      [](char lower, char c) { return c == lower || c == lower - 'a' + 'A'; });
}

bool names_a_password(std::string_view before_equals) {
    constexpr std::string_view keys[] = {"password", "passwd", "pass", "pwd", "sslpassword"};
    return std::any_of(std::begin(keys), std::end(keys),
                       [&](std::string_view key) { return ends_with_word(before_equals, key); });
}

/// Of an option's value, which may be quoted.
std::size_t value_end(std::string_view text, std::size_t begin) {
    const char first = begin < text.size() ? text[begin] : ' ';
    if (first != '\'' && first != '"') {
        return std::min(text.find_first_of(" \t\r\n\f\v&'\"`", begin), text.size());
    }
    std::size_t at = begin + 1;
    while (at < text.size() && text[at] != first) {
        at += text[at] == '\\' ? 2U : 1U;
    }
    return std::min(at + 1, text.size());
}

/// `password=...` as a URL's query and SOCI's own options have it.
std::string without_password_options(std::string_view text) {
    std::string safe;
    std::size_t copied = 0;
    for (std::size_t at = text.find('='); at != npos; at = text.find('=', at + 1)) {
        const std::size_t end = value_end(text, at + 1);
        if (end > at + 1 && names_a_password(text.substr(0, at))) {
            safe.append(text.substr(copied, at + 1 - copied)).append("***");
            copied = end;
            at = end - 1;
        }
    }
    return safe.append(text.substr(copied));
}

std::string without_url_passwords(std::string_view text) {
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

}  // namespace

std::string without_passwords(std::string_view text) {
    return without_password_options(without_url_passwords(text));
}

}  // namespace retort::errors
