#include "chain.hpp"
#include "fixture.hpp"

#include <sys/wait.h>
#include <unistd.h>

using namespace retort_test;

TEST_CASE("starters at once run every revision exactly once", "[mysql][storm]") {
    constexpr int starters = 16;
    Fixture f;
    std::vector<pid_t> children;
    for (int i = 0; i < starters; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            try {
                const auto session = open_session(f.database.server());
                Migrator(*session, chain()).upgrade();
                _exit(0);
            } catch (const std::exception& error) {
                std::fprintf(stderr, "%s\n", error.what());
                _exit(1);
            }
        }
        children.push_back(child);
    }
    int failed = 0;
    for (const pid_t child : children) {
        int status = 0;
        waitpid(child, &status, 0);
        failed += status == 0 ? 0 : 1;
    }
    CHECK(failed == 0);
    CHECK(f.heads() == Strings{"ddd"});
    CHECK(f.rows("SELECT revision, outcome, count(*) FROM retort_history WHERE action = 'upgrade' "
                 "GROUP BY 1, 2 ORDER BY 1") ==
          Strings{"aaa|done|1", "bbb|done|1", "ccc|done|1", "ddd|done|1"});
    CHECK(f.value("SELECT count(*) FROM person") == "4");
}

namespace {

/// Waits on the lock from inside of a statement of another run.
struct Intruder : Observer {
    explicit Intruder(const Server& at) : server(at) {}
    Server server;
    std::string message;
    std::string holder;

    void on_statement(const Statement&) override {
        if (!message.empty()) {
            return;
        }
        struct Told : Observer {
            std::string holder;
            void on_waiting(const Observer::Waiting& waiting) override { holder = waiting.holder; }
        } told;
        const auto session = open_session(server);
        Options options;
        options.lock_timeout = std::chrono::milliseconds(50);
        options.observer = &told;
        Migrator migrator(*session, chain(), options);
        const Error error = error_of([&] { migrator.upgrade(); });
        CHECK(error.kind() == ErrorKind::locked);
        message = error.what();
        holder = told.holder;
    }
};

}  // namespace

TEST_CASE("who waits is told who holds the lock", "[mysql]") {
    Fixture f;
    std::string id;
    *f.session << "SELECT CONNECTION_ID()", soci::into(id);
    Intruder intruder(f.database.server());
    Options options;
    options.observer = &intruder;
    f.migrator(chain(), options).upgrade();
    const std::string holder = "connection " + id + " of " + f.database.server().user + " from ";
    CHECK(intruder.holder.rfind(holder, 0) == 0);
    CHECK_THAT(intruder.message,
               Catch::Matchers::Contains("Another process was migrating this database for the"));
    CHECK_THAT(intruder.message, Catch::Matchers::Contains(holder));
}

TEST_CASE("a script that frees all locks is noticed", "[mysql]") {
    Fixture f;
    auto migrator = f.migrator({script_text(
        "aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\nSELECT RELEASE_ALL_LOCKS();\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::locked);
    CHECK(f.heads() == Strings{"aaa"});
}
