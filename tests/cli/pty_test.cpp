#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/support.hpp"
#include "cli/terminal.hpp"
#include "support/catch.hpp"

#include <cerrno>

using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Variable;

namespace {

std::string read_all(int descriptor) {
    std::string all;
    char buffer[4096];
    while (true) {
        const ssize_t size = read(descriptor, buffer, sizeof buffer);
        if (size > 0) {
            all.append(buffer, static_cast<std::size_t>(size));
        } else if (size == 0 || errno != EINTR) {
            return all;  // the end of a terminal is an error, EIO
        }
    }
}

/// What the program writes on a terminal of that width.
std::string on_terminal(const Place& place, std::vector<std::string> words,
                        unsigned short width = 80) {
    const std::vector<std::string> common{RETORT_PROGRAM, "--scripts", place.file("migrations"),
                                          "--url", place.url()};
    words.insert(words.begin(), common.begin(), common.end());
    std::vector<char*> pointers;
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);

    winsize size{};
    size.ws_row = 24;
    size.ws_col = width;
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
    if (child == 0) {
        execv(RETORT_PROGRAM, pointers.data());
        _exit(127);
    }
    REQUIRE(child > 0);
    std::string written = read_all(terminal);
    close(terminal);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));
    return written;
}

}  // namespace

TEST_CASE("a terminal gets colour, unless it is not wanted", "[cli]") {
    const Place place;
    place.revision("001", "");
    const Variable kind("TERM", "xterm");
    const Variable no_color("NO_COLOR", nullptr);
    const std::string coloured = "\033[33m001\033[0m\033[32m (head)\033[0m, add t_001\r\n";
    const std::string plain = "001 (head), add t_001\r\n";
    CHECK(on_terminal(place, {"heads"}) == coloured);
    CHECK(on_terminal(place, {"heads", "--no-color"}) == plain);
    {
        const Variable set("NO_COLOR", "1");
        CHECK(on_terminal(place, {"heads"}) == plain);
    }
    const Variable dumb("TERM", "dumb");
    CHECK(on_terminal(place, {"heads"}) == plain);
}

TEST_CASE("a run on a terminal redraws one line that fits, and leaves none of it", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.revision("002", "001");
    const Variable kind("TERM", "xterm");
    const std::string written = on_terminal(place, {"upgrade", "--no-color"}, 40);
    CHECK_THAT(written, ContainsSubstring("\r[##########] 2/2  0:0"));
    CHECK_THAT(written,
               ContainsSubstring("\r\033[Kupgrade 001, add t_001\r\nupgrade 002, add t_002\r\n"));
    for (auto at = written.find("\r["); at != std::string::npos; at = written.find("\r[", at + 1)) {
        CHECK(retort::cli::columns(written.substr(at + 1, written.find("\033[K", at) - at - 1)) <
              40);
    }
}

TEST_CASE("the lines beside a graph are cut at the edge of the terminal", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.revision("002", "001");
    place.revision("003", "001");
    const Variable kind("TERM", "xterm");
    CHECK(on_terminal(place, {"history", "--graph", "--no-color"}, 20) ==
          "* 003 (head), add...\r\n"
          "| * 002 (head), a...\r\n"
          "|/\r\n"
          "* 001 (branchpoint).\r\n");
}

TEST_CASE("beside a graph on a narrow terminal only the ids are left", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.revision("002", "001");
    place.revision("003", "001");
    const Variable kind("TERM", "xterm");
    CHECK(on_terminal(place, {"history", "--graph", "--no-color"}, 8) ==
          "* 003\r\n"
          "| * 002\r\n"
          "|/\r\n"
          "* 001\r\n");
}

TEST_CASE("verbose takes plain lines on a terminal too", "[cli]") {
    const Place place;
    place.revision("001", "");
    const Variable kind("TERM", "xterm");
    CHECK_THAT(on_terminal(place, {"upgrade", "-v", "--no-color"}),
               ContainsSubstring("[1/1] upgrade 001, add t_001\r\n  "));
}
