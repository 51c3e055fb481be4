#include "dialect/client_program.hpp"
#include "support/catch.hpp"

#include <retort/error.hpp>

#include <atomic>

#include <csignal>

using namespace retort;
using dialect::ClientProgram;
using dialect::output_of;
using dialect::Patience;

namespace {

ClientProgram shell(const std::string& script) {
    return {"sh", {"-c", script}, {}};
}

}  // namespace

TEST_CASE("a client's output is read whole, whatever it says beside it", "[dialect]") {
    const std::string lines =
        output_of(shell("i=0; while [ $i -lt 30000 ]; do echo line $i; echo aside >&2; "
                        "i=$((i+1)); done"),
                  {});
    CHECK(lines.size() == 318890);
    CHECK(lines.substr(lines.size() - 11) == "line 29999\n");
    CHECK(output_of(shell("cat"), {}).empty());
}

TEST_CASE("a client has the variables that it is given, and not those that are taken",
          "[dialect]") {
    ClientProgram program = shell("echo \"$PGPASSWORD,${HOME-none}\"");
    program.environment = {{"PGPASSWORD", "a 'b'=c"}, {"HOME", ""}};
    CHECK(output_of(program, {}) == "a 'b'=c,none\n");
}

TEST_CASE("a client that fails is heard", "[dialect]") {
    CHECK_THROWS_WITH(output_of(shell("echo output; echo 'no way' >&2; exit 3"), {}),
                      "sh failed: no way");
    CHECK_THROWS_WITH(output_of(shell("kill -9 $$"), {}), "sh failed and did not say why.");
    CHECK_THROWS_WITH(output_of({"no-such-program", {}, {}}, {}),
                      "no-such-program could not be started: No such file or directory. Install "
                      "it, or put its folder into PATH.");
}

TEST_CASE("a client is stopped that takes too long or is called off", "[dialect]") {
    Patience patience;
    patience.limit = std::chrono::milliseconds(20);
    CHECK_THROWS_WITH(output_of(shell("exec sleep 100"), patience),
                      "sh was stopped: it had taken longer than 0 seconds.");
    const std::atomic<bool> cancelled{true};
    patience.cancel = &cancelled;
    CHECK_THROWS_AS(output_of(shell("exec sleep 100"), patience), Error);
}

TEST_CASE("where nobody can know how a client ended it counts as failed", "[dialect]") {
    struct Ignoring {
        void (*before)(int) = std::signal(SIGCHLD, SIG_IGN);
        ~Ignoring() { std::signal(SIGCHLD, before); }
    };
    const Ignoring ignoring;
    CHECK_THROWS_WITH(output_of(shell("echo all"), {}), "sh failed and did not say why.");
}
