#include "chains.hpp"
#include "statement_hook.hpp"
#include "stride.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <retort/migrator.hpp>

#include <soci/soci.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <random>

using namespace retort;
using namespace retort_test;

namespace {

struct Crowd {
    int processes = 16;
    int revisions = 60;
    Counting counting = Counting::inside;
    bool wal = false;
    unsigned seed = 0;  ///< not 0: every other process is killed at a statement that it chooses
};

/// Waits for the others, then upgrades.
void start(const Crowd& crowd, const Revisions& revisions, const std::string& path, int gate,
           unsigned number) {
    char byte = 0;
    if (read(gate, &byte, 1) != 0) {
        throw std::runtime_error("the gate is to be closed, not written to");
    }
    const auto session = open_session(path);
    std::mt19937 random(crowd.seed + number);
    const bool dies = crowd.seed != 0 && number % 2 == 1;
    const std::size_t last = std::uniform_int_distribution<std::size_t>(1, 900)(random);
    const StatementHook hook(native(*session), StatementHook::Moment::begin,
                             [&](std::size_t statement) {
                                 if (dies && statement == last) {
                                     raise(SIGKILL);
                                 }
                             });
    Migrator(*session, revisions).upgrade();
}

/// All at once. @returns how many ended otherwise than well or killed as they were told to be
int run(const Crowd& crowd, const Revisions& revisions, const std::string& path) {
    int gate[2];
    REQUIRE(pipe(gate) == 0);
    std::vector<pid_t> children;
    for (int i = 0; i < crowd.processes; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            close(gate[1]);
            try {
                start(crowd, revisions, path, gate[0], static_cast<unsigned>(i));
                _exit(0);
            } catch (const std::exception& error) {
                std::cerr << error.what() << std::endl;
                _exit(1);
            }
        }
        children.push_back(child);
    }
    close(gate[0]);
    close(gate[1]);
    int failed = 0;
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && crowd.seed != 0;
        failed += killed || (WIFEXITED(status) && WEXITSTATUS(status) == 0) ? 0 : 1;
    }
    return failed;
}

int runs_of_each(const Crowd& crowd) {
    return crowd.counting == Counting::outside ? 4 : 1;
}

void check(const Crowd& crowd) {
    const TemporaryFolder folder;
    const std::string path = folder.file("crowd.db");
    if (crowd.wal) {
        Sqlite(path).run("PRAGMA journal_mode = WAL");
    }
    const Revisions revisions = counting_chain(crowd.revisions, crowd.counting);
    CHECK(run(crowd, revisions, path) == 0);
    if (crowd.seed != 0) {
        const auto session = open_session(path);
        Migrator(*session, revisions).upgrade();
    }
    Sqlite view(path);
    const auto each = std::to_string(runs_of_each(crowd));
    CHECK(view.value("SELECT count(DISTINCT revision) FROM runs") ==
          std::to_string(crowd.revisions));
    CHECK(view.rows("SELECT revision, count(*) FROM runs GROUP BY 1 HAVING count(*) <> " + each)
              .empty());
    CHECK(view.value("SELECT count(*) FROM retort_history WHERE outcome = 'done'") ==
          std::to_string(crowd.revisions));
    CHECK(view.value("SELECT count(*) FROM retort_history WHERE outcome <> 'done'") == "0");
    CHECK(view.value("SELECT count(*) FROM retort_journal") == "0");
    CHECK(view.value("PRAGMA integrity_check") == "ok");
}

}  // namespace

TEST_CASE("16 processes that start at once run each revision once", "[crash][starters]") {
    const bool wal = GENERATE(false, true);
    const auto counting = GENERATE(Counting::inside, Counting::outside, Counting::functions);
    const auto rounds = 6 / stride(1, 3);
    for (std::size_t round = 0; round < rounds; ++round) {
        CAPTURE(wal, static_cast<int>(counting), round);
        check({16, counting == Counting::inside ? 60 : 20, counting, wal, 0});
    }
}

TEST_CASE("the others finish what killed processes began", "[crash][starters]") {
    const bool wal = GENERATE(false, true);
    const auto counting = GENERATE(Counting::inside, Counting::outside);
    const auto rounds = static_cast<unsigned>(8 / stride(1, 4));
    for (unsigned seed = 1; seed <= rounds; ++seed) {
        CAPTURE(wal, static_cast<int>(counting), seed);
        check({16, counting == Counting::inside ? 60 : 20, counting, wal, 100 * seed});
    }
}

TEST_CASE("64 processes that start at once run each revision once", "[.][crash][starters]") {
    const bool wal = GENERATE(false, true);
    const auto counting = GENERATE(Counting::inside, Counting::outside, Counting::functions);
    for (int round = 0; round < 3; ++round) {
        CAPTURE(wal, static_cast<int>(counting), round);
        check({64, 60, counting, wal, 0});
    }
}
