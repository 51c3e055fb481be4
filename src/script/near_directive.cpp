#include "script/directive.hpp"

#include "errors/text.hpp"
#include "script/lexer.hpp"

#include <algorithm>

namespace retort::script {
namespace {

bool letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view take_while(std::string_view& text, bool (*wanted)(char)) noexcept {
    const auto end = std::find_if_not(text.begin(), text.end(), wanted);
    const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

bool decoration(char c) noexcept {
    return static_cast<unsigned char>(c) >= 0x80 ||
           std::string_view(" \t-#/*!+@").find(c) != std::string_view::npos;
}
bool punctuation(char c) noexcept {
    return std::string_view(" \t:;.,=-_").find(c) != std::string_view::npos;
}
bool in_directive(char c) noexcept {
    return letter(c) || c == '_';
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        c = letter(c) ? static_cast<char>(c | 0x20) : c;
    }
    return lower;
}

/// The directive that `name` is or resembles; empty: none.
std::string known_name(std::string_view name) {
    const auto near = errors::nearest(lower_case(name), directive_names(), 1);
    return near.empty() ? std::string() : near.front();
}

std::string spelled(const std::string& name, std::string_view arguments) {
    std::string_view rest = trimmed(arguments);
    if (rest.size() >= 2 && rest.substr(rest.size() - 2) == "*/") {
        rest = trimmed(rest.substr(0, rest.size() - 2));
    }
    std::string spelling = "-- retort:" + (name.empty() ? "DIRECTIVE" : name);
    return name.empty() || rest.empty() ? spelling : spelling + " " + errors::shortened(rest);
}

/// Without a colon only what would be a whole section line is taken for one.
bool only_section_words(std::string_view arguments) {
    const auto words = split_words(arguments);
    const auto& known = section_words();
    return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
        return std::find(known.begin(), known.end(), word) != known.end();
    });
}

std::optional<std::string> behind_retort(std::string_view rest) {
    const std::string_view between = take_while(rest, punctuation);
    const std::string_view name = take_while(rest, in_directive);
    const std::size_t colon = between.find_first_not_of(" \t");
    if (colon != std::string_view::npos && between[colon] == ':') {
        return spelled(known_name(name), rest);
    }
    const bool section = same_word(name, "upgrade") || same_word(name, "downgrade") ||
                         same_word(name, "irreversible");
    if (!between.empty() && section && only_section_words(rest)) {
        return spelled(lower_case(name), rest);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> near_directive(std::string_view comment) {
    take_while(comment, decoration);
    const std::string_view word = take_while(comment, letter);
    if (word.size() < 4 || word.size() > 9) {
        return std::nullopt;
    }
    if (same_word(word, "retort")) {
        return behind_retort(comment);
    }
    if (comment.size() < 2 || comment[0] != ':' || !letter(comment[1])) {
        return std::nullopt;
    }
    comment.remove_prefix(1);
    const std::string name = known_name(take_while(comment, in_directive));
    if (name.empty() || errors::nearest(lower_case(word), {"retort"}).empty()) {
        return std::nullopt;
    }
    return spelled(name, comment);
}

}  // namespace retort::script
