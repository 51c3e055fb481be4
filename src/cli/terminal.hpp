#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace retort::cli {

/// Where a stream leads.
struct Terminal {
    bool present = false;
    bool colour = false;
    std::size_t width = 80;  ///< in columns
};

/// @param descriptor of a standard stream; negative: a stream of the caller's, never a terminal
/// @param no_colour asked for by a flag; NO_COLOR counts too
Terminal terminal_of(int descriptor, bool no_colour);

enum class Colour { red, green, yellow, cyan, dim };

/// The text within the colour's codes, if the terminal takes colour.
std::string painted(const Terminal& terminal, Colour colour, std::string_view text);

/// How many columns UTF-8 text takes on a terminal.
std::size_t columns(std::string_view text);

/// At most `width` columns of it, cut at a character's edge, with `...` when something is cut.
/// Control characters and bytes that are not UTF-8 become `?`.
std::string one_line(std::string_view text, std::size_t width);

/// The same, whole.
std::string printable(std::string_view text);

}  // namespace retort::cli
