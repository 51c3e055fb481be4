#include "script/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace retort::script {
namespace {

bool continues(std::string_view text, std::size_t position) noexcept {
    return position < text.size() && (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U;
}

/// Length of the sequence that begins here; 0: none does. No overlong forms, no surrogates.
std::size_t sequence_length(std::string_view text, std::size_t begin) noexcept {
    const auto lead = static_cast<unsigned char>(text[begin]);
    const auto second =
        begin + 1 < text.size() ? static_cast<unsigned char>(text[begin + 1]) : std::uint8_t{0};
    std::size_t length = 0;
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ? 0 : 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ? 0 : 4;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if (!continues(text, begin + i)) {
            return 0;
        }
    }
    return length;
}

bool eight_ascii(std::string_view text, std::size_t begin) noexcept {
    if (begin + 8 > text.size()) {
        return false;
    }
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + begin, 8);
    return (word & 0x8080808080808080ULL) == 0;
}

}  // namespace

std::size_t invalid_utf8(std::string_view text, std::size_t begin) noexcept {
    while (begin < text.size()) {
        if (eight_ascii(text, begin)) {
            begin += 8;
            continue;
        }
        const std::size_t length = sequence_length(text, begin);
        if (length == 0) {
            return begin;
        }
        begin += length;
    }
    return std::string_view::npos;
}

}  // namespace retort::script
