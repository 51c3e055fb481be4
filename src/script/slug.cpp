#include "script/slug.hpp"

namespace retort::script {
namespace {

constexpr std::size_t longest_slug = 40;

/// '\0': no character of a slug.
char slug_character(char c) noexcept {
    if (c >= 'A' && c <= 'Z') {
        return static_cast<char>(c - 'A' + 'a');
    }
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
}

/// The plain letter of a Latin letter with an accent, by the second byte behind 0xC3.
char without_accent(unsigned char second) noexcept {
    static constexpr std::string_view plain =
        "aaaaaaaceeeeiiiidnooooo_ouuuuytsaaaaaaaceeeeiiiidnooooo_ouuuuyty";
    return second >= 0x80 && second < 0xC0 ? plain[second - 0x80] : '\0';
}

}  // namespace

std::string slug_of(std::string_view message) {
    std::string slug;
    for (std::size_t i = 0; i < message.size() && slug.size() < longest_slug; ++i) {
        char c = slug_character(message[i]);
        if (message[i] == '\xC3' && i + 1 < message.size()) {
            c = without_accent(static_cast<unsigned char>(message[++i]));
        }
        if (c != '\0' && c != '_') {
            slug += c;
        } else if (!slug.empty() && slug.back() != '_') {
            slug += '_';
        }
    }
    if (!slug.empty() && slug.back() == '_') {
        slug.pop_back();
    }
    return slug;
}

}  // namespace retort::script
