#include "script/directive.hpp"

#include "errors/text.hpp"
#include "script/character.hpp"
#include "script/lexer.hpp"

#include <algorithm>

namespace retort::script {
namespace {

constexpr std::string_view full_width_colon = "\xEF\xBC\x9A";

bool letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view take_while(std::string_view& text, bool (*wanted)(char)) noexcept {
    const auto end = std::find_if_not(text.begin(), text.end(), wanted);
    const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(taken.size());
    return taken;
}

/// Blanks, ASCII punctuation and whatever is not ASCII.
bool decoration(char c) noexcept {
    return !letter(c) && !(c >= '0' && c <= '9');
}
bool in_directive(char c) noexcept {
    return letter(c) || c == '_';
}

/// The directive that `name` is or resembles; empty: none.
std::string known_name(std::string_view name) {
    std::vector<std::string> known = script_directives();
    known.insert(known.end(), object_directives().begin(), object_directives().end());
    const auto near = errors::nearest(lower_case(name), known, 1);
    return near.empty() ? std::string() : near.front();
}

std::string_view undecorated(std::string_view text) noexcept {
    take_while(text, decoration);
    while (!text.empty() && decoration(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::string spelled(const std::string& name, std::string_view rest) {
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

/// Takes `retort` in any case, also hyphenated, from the front of `text`.
bool take_retort(std::string_view& text) noexcept {
    std::string_view rest = text;
    for (const char wanted : std::string_view("retort")) {
        const bool hyphen = wanted != 'r' && !rest.empty() && rest.front() == '-';
        rest.remove_prefix(hyphen ? 1 : 0);
        if (rest.empty() || (rest.front() | 0x20) != wanted) {
            return false;
        }
        rest.remove_prefix(1);
    }
    if (!rest.empty() && !decoration(rest.front())) {
        return false;
    }
    text = rest;
    return true;
}

std::optional<std::string> behind_retort(std::string_view rest) {
    const std::string_view between = take_while(rest, decoration);
    const std::string_view name = take_while(rest, in_directive);
    rest = undecorated(rest);
    const std::string_view separator = trimmed(between);
    if (separator.substr(0, 1) == ":" || separator.substr(0, 3) == full_width_colon) {
        return spelled(known_name(name), rest);
    }
    const bool section = same_word(name, "upgrade") || same_word(name, "downgrade") ||
                         same_word(name, "irreversible") || same_word(name, "create") ||
                         same_word(name, "drop");
    if (!between.empty() && section && only_section_words(rest)) {
        return spelled(lower_case(name), rest);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> near_directive(std::string_view comment) {
    take_while(comment, decoration);
    if (take_retort(comment)) {
        return behind_retort(comment);
    }
    const std::string_view word = take_while(comment, letter);
    if (word.size() < 4 || word.size() > 9) {
        return std::nullopt;
    }
    if (comment.size() < 2 || comment[0] != ':' || !letter(comment[1])) {
        return std::nullopt;
    }
    comment.remove_prefix(1);
    const std::string name = known_name(take_while(comment, in_directive));
    comment = undecorated(comment);
    if (name.empty() || errors::nearest(lower_case(word), {"retort"}).empty()) {
        return std::nullopt;
    }
    return spelled(name, comment);
}

}  // namespace retort::script
