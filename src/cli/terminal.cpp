#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace retort::cli {
namespace {

std::size_t width_of(int descriptor) {
    constexpr std::size_t usual = 80;
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    const char* variable = std::getenv("COLUMNS");
    const std::string_view text = variable == nullptr ? "" : variable;
    std::size_t width = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), width);
    return read.ec == std::errc() && width > 0 ? width : usual;
}

const char* code(Colour colour) {
    switch (colour) {
        case Colour::red:
            return "\033[31m";
        case Colour::green:
            return "\033[32m";
        case Colour::yellow:
            return "\033[33m";
        case Colour::cyan:
            return "\033[36m";
        case Colour::dim:
            return "\033[2m";
    }
    return "";
}

struct Character {
    char32_t code = U'?';
    std::size_t size = 1;
    bool valid = false;
};

Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text[0]);
    if (lead < 0x80) {
        return {lead, 1, lead >= 0x20 && lead != 0x7F};
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < size) {
        return {};
    }
    char32_t value = lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0U) != 0x80U) {
            return {};
        }
        value = value << 6U | (byte & 0x3FU);
    }
    return {value, size, value > 0x9F};
}

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t Size>
bool within(const Range (&ranges)[Size], char32_t code) {
    return std::any_of(std::begin(ranges), std::end(ranges), [&](const Range& range) {
        return range.first <= code && code <= range.last;
    });
}

/// East Asian wide characters and emoji take two columns, combining marks none.
std::size_t width_of(char32_t code) {
    static constexpr Range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},
                                     {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},
                                     {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
                                     {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    static constexpr Range none[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0x202A, 0x202E},
                                     {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
    return within(none, code) ? 0 : within(wide, code) ? 2 : 1;
}

}  // namespace

Terminal terminal_of(int descriptor, bool no_colour) {
    Terminal terminal;
    if (descriptor < 0 || isatty(descriptor) == 0) {
        return terminal;
    }
    const char* variable = std::getenv("NO_COLOR");
    const char* kind = std::getenv("TERM");
    terminal.present = kind == nullptr || std::string_view(kind) != "dumb";
    terminal.colour = terminal.present && !no_colour && (variable == nullptr || *variable == '\0');
    terminal.width = width_of(descriptor);
    return terminal;
}

std::string painted(const Terminal& terminal, Colour colour, std::string_view text) {
    if (!terminal.colour || text.empty()) {
        return std::string(text);
    }
    return code(colour) + std::string(text) + "\033[0m";
}

std::size_t columns(std::string_view text) {
    std::size_t total = 0;
    while (!text.empty()) {
        const Character character = first_character(text);
        total += width_of(character.code);
        text.remove_prefix(character.size);
    }
    return total;
}

std::string printable(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const Character character = first_character(text);
        plain += character.valid ? std::string(text.substr(0, character.size)) : "?";
        text.remove_prefix(character.size);
    }
    return plain;
}

std::string one_line(std::string_view text, std::size_t width) {
    std::string plain = printable(text);
    if (columns(plain) <= width) {
        return plain;
    }
    const std::string dots(std::min<std::size_t>(3, width), '.');
    std::size_t used = dots.size();
    std::size_t end = 0;
    while (end < plain.size()) {
        const Character character = first_character(std::string_view(plain).substr(end));
        used += width_of(character.code);
        if (used > width) {
            break;
        }
        end += character.size;
    }
    return plain.substr(0, end) + dots;
}

}  // namespace retort::cli
