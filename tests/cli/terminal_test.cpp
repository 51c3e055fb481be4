#include "cli/terminal.hpp"

#include "cli/support.hpp"
#include "support/catch.hpp"

using namespace retort::cli;

TEST_CASE("a stream of the caller's is no terminal", "[cli]") {
    const Terminal terminal = terminal_of(-1, false);
    CHECK_FALSE(terminal.present);
    CHECK_FALSE(terminal.colour);
    CHECK(painted(terminal, Colour::red, "x") == "x");
}

TEST_CASE("colour goes around the text", "[cli]") {
    Terminal terminal;
    terminal.colour = true;
    CHECK(painted(terminal, Colour::red, "x") == "\033[31mx\033[0m");
    CHECK(painted(terminal, Colour::red, "").empty());
}

TEST_CASE("columns are those of a terminal, not bytes", "[cli]") {
    CHECK(columns("abc") == 3);
    CHECK(columns("\xC3\xA4\xC3\xB6") == 2);  // two umlauts
    CHECK(columns("\xE8\xA1\xA8") == 2);      // a wide character
    CHECK(columns("e\xCC\x81") == 1);         // e with a combining accent
    CHECK(columns("\xF0\x9F\x98\x80") == 2);  // an emoji
}

TEST_CASE("a line is cut at a character's edge", "[cli]") {
    CHECK(one_line("abcdef", 6) == "abcdef");
    CHECK(one_line("abcdefg", 6) == "abc...");
    CHECK(one_line("\xC3\xA4\xC3\xB6\xC3\xBC\xC3\xA4\xC3\xB6", 4) == "\xC3\xA4...");
    CHECK(one_line("\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8", 4) == "...");
    CHECK(one_line("\xE8\xA1\xA8\xE8\xA1\xA8\xE8\xA1\xA8", 5) == "\xE8\xA1\xA8...");
    CHECK(one_line("abc", 2) == "..");
    CHECK(one_line("abc", 0).empty());
}

TEST_CASE("what a terminal would obey or cannot show becomes a question mark", "[cli]") {
    CHECK(printable("a\033[31mb\tc\n") == "a?[31mb?c?");
    CHECK(printable("\xFF\xC3") == "??");
    CHECK(printable("\xC2\x9B"
                    "31m") == "?31m");  // a control character in two bytes
    CHECK(printable("\xC3\xA4") == "\xC3\xA4");
}
