#include "cli/kill_at/run_killed.hpp"

#include <sys/wait.h>

#include <fmt/format.h>

#include <cstdlib>

namespace retort_test {

int run_killed(const Place& place, const std::string& arguments, int call) {
    const std::string line = fmt::format(
        "ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD={} RETORT_KILL_AT={} "
        "RETORT_KILL_BELOW={} {} --url {} --scripts {} --objects {} {} >/dev/null 2>&1",
        RETORT_KILL_AT, call, place.path(), RETORT_PROGRAM, place.url(), place.file("migrations"),
        place.file("views"), arguments);
    return WEXITSTATUS(std::system(line.c_str()));
}

}  // namespace retort_test
