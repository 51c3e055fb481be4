#include "cli/progress.hpp"

#include "support/catch.hpp"

#include <sstream>

using namespace retort::cli;
using retort::Observer;
using retort::Step;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// A run of two steps, the second with a message.
void report_run(Progress& progress) {
    const Step first{"001", retort::Direction::upgrade, retort::StepKind::revision, {"001"}};
    const Step second{"002", retort::Direction::upgrade, retort::StepKind::revision, {"002"}};
    progress.on_step_begin({&first, "", 1, 2});
    progress.on_statement({"001", "001.sql", 7, 1});
    progress.on_step_end({&first, "", 1, 2}, milliseconds(12));
    progress.on_step_begin({&second, "add genes", 2, 2});
    progress.on_step_end({&second, "add genes", 2, 2}, milliseconds(3));
}

std::string lines(Detail detail) {
    std::ostringstream err;
    Progress progress(err, Terminal(), detail);
    report_run(progress);
    return err.str();
}

Terminal terminal_of_width(std::size_t width) {
    Terminal terminal;
    terminal.present = true;
    terminal.width = width;
    return terminal;
}

/// What stands between `\r` and the code that wipes the rest of the line.
std::vector<std::string> redrawn(const std::string& written) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while ((at = written.find('\r', at)) != std::string::npos) {
        lines.push_back(written.substr(at + 1, written.find("\033[K", at) - at - 1));
        ++at;
    }
    return lines;
}

}  // namespace

TEST_CASE("without a terminal each step is one plain line", "[cli]") {
    CHECK(lines(Detail::usual) == "[1/2] upgrade 001\n[2/2] upgrade 002, add genes\n");
}

TEST_CASE("verbose lines name the statements and how long the steps took", "[cli]") {
    CHECK(lines(Detail::verbose) ==
          "[1/2] upgrade 001\n  001.sql:7\n  done in 12 ms\n[2/2] upgrade 002, add genes\n"
          "  done in 3 ms\n");
}

TEST_CASE("quiet shows no progress but warnings", "[cli]") {
    CHECK(lines(Detail::quiet).empty());
    std::ostringstream err;
    Progress(err, Terminal(), Detail::quiet).on_warning("Look at this.");
    CHECK(err.str() == "warning: Look at this.\n");
}

TEST_CASE("on a terminal one line is redrawn and wiped at the end", "[cli]") {
    std::ostringstream err;
    {
        Progress progress(err, terminal_of_width(80), Detail::usual);
        report_run(progress);
    }
    const std::vector<std::string> lines = redrawn(err.str());
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] == "[....................] 1/2  0:00  001");
    CHECK(lines[1] == "[##########..........] 1/2  0:00  001");
    CHECK(lines[2] == "[##########..........] 2/2  0:00  002, add genes");
    CHECK(lines[3] == "[####################] 2/2  0:00  002, add genes");
    CHECK(lines[4].empty());
    CHECK(err.str().find('\n') == std::string::npos);
}

TEST_CASE("the redrawn line is shorter than the terminal is wide", "[cli]") {
    const Step step{"001", retort::Direction::upgrade, retort::StepKind::revision, {"001"}};
    for (const std::size_t width : {1U, 2U, 5U, 10U, 20U, 21U, 22U, 40U, 120U}) {
        CAPTURE(width);
        std::ostringstream err;
        Progress progress(err, terminal_of_width(width), Detail::usual);
        progress.on_step_begin({&step, std::string(200, 'x') + "\xC3\xA4", 1, 12});
        progress.on_waiting({seconds(2), seconds(60), std::string(200, 'p')});
        for (const std::string& line : redrawn(err.str())) {
            CHECK(columns(line) < width);
        }
    }
}

TEST_CASE("waiting says for whom and how long", "[cli]") {
    std::ostringstream err;
    Progress progress(err, Terminal(), Detail::usual);
    progress.on_waiting({seconds(0), seconds(60), "process 12"});
    progress.on_waiting({seconds(1), seconds(60), "process 12"});
    progress.on_waiting({seconds(10), seconds(60), ""});
    CHECK(err.str() ==
          "waiting for the lock, held by process 12 (0 s of 60 s)\n"
          "waiting for the lock (10 s of 60 s)\n");
}

TEST_CASE("a retry says where, and who is in the way", "[cli]") {
    std::ostringstream err;
    Progress progress(err, Terminal(), Detail::usual);
    progress.on_retry({"001", "001.sql", 7, 2, seconds(3), seconds(60), "process 12"});
    progress.on_retry({"001", "001.sql", 7, 3, seconds(8), seconds(60), ""});
    CHECK(err.str() ==
          "001.sql:7: no lock at try 2, held by process 12; trying again for 3 s of 60 s\n"
          "001.sql:7: no lock at try 3; trying again for 8 s of 60 s\n");
}

TEST_CASE("a warning does not end up in the redrawn line", "[cli]") {
    const Step step{"001", retort::Direction::upgrade, retort::StepKind::revision, {"001"}};
    std::ostringstream err;
    Progress progress(err, terminal_of_width(40), Detail::usual);
    progress.on_step_begin({&step, "", 1, 1});
    const auto before = err.str().size();
    progress.on_warning("Look.");
    CHECK(err.str().substr(before) == "\r\033[Kwarning: Look.\n");
}

TEST_CASE("what the server says by the way is shown, unless quiet", "[cli]") {
    std::ostringstream err;
    Progress(err, Terminal(), Detail::usual).on_notice("NOTICE: it's 42");
    Progress(err, Terminal(), Detail::quiet).on_notice("NOTICE: nobody reads this");
    CHECK(err.str() == "NOTICE: it's 42\n");
}

TEST_CASE("a notice does not end up in the redrawn line", "[cli]") {
    const Step step{"001", retort::Direction::upgrade, retort::StepKind::revision, {"001"}};
    std::ostringstream err;
    Progress progress(err, terminal_of_width(40), Detail::usual);
    progress.on_step_begin({&step, "", 1, 1});
    const auto before = err.str().size();
    progress.on_notice("Note: there");
    CHECK(err.str().substr(before) == "\r\033[KNote: there\n");
}
