#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace retort::script {

/// What a byte can begin or continue. From `letter` on they continue a name.
enum class Character : unsigned char { other, blank, letter, digit, dollar };

constexpr std::array<Character, 256> character_table() {
    std::array<Character, 256> table{};
    for (std::size_t c = 0; c < 256; ++c) {
        const bool ascii_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ' ' || (c >= 0x09 && c <= 0x0D)) {
            table[c] = Character::blank;
        } else if (ascii_letter || c == '_' || c >= 0x80) {
            table[c] = Character::letter;
        } else if (c >= '0' && c <= '9') {
            table[c] = Character::digit;
        }
    }
    table['$'] = Character::dollar;
    return table;
}

inline Character class_of(char c) noexcept {
    static constexpr std::array<Character, 256> table = character_table();
    return table[static_cast<unsigned char>(c)];
}

inline bool in_name(char c) noexcept {
    return class_of(c) >= Character::letter;
}

/// ASCII letters only.
inline std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
    return lower;
}

inline bool at(std::string_view text, std::size_t position, char c) noexcept {
    return position < text.size() && text[position] == c;
}

/// @pre position <= text.size()
inline bool at(std::string_view text, std::size_t position, std::string_view what) noexcept {
    return text.compare(position, what.size(), what) == 0;
}

}  // namespace retort::script
