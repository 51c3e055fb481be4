#include "runtime/support.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace retort_test;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// The others go on when it is waited, and not before.
struct Waited : Observer {
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Waiting> seen;

    void on_waiting(const Waiting& waiting) override {
        const std::lock_guard<std::mutex> lock(mutex);
        seen.push_back(waiting);
        changed.notify_all();
    }
    void await() {
        std::unique_lock<std::mutex> lock(mutex);
        changed.wait(lock, [&] { return !seen.empty(); });
    }
};

std::string dump(Fixture& f) {
    std::string text = contents(f.path);
    for (const char* name : {"version", "applied", "history", "journal", "state"}) {
        for (const std::string& row : f.rows("SELECT * FROM retort_" + std::string(name))) {
            text += row + '\n';
        }
    }
    return text;
}

}  // namespace

TEST_CASE("at heads nothing is required and one query says so", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    const std::string before = dump(f);
    int statements = 0;
    sqlite3_trace_v2(
        native(*f.session), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void*) { return ++*static_cast<int*>(count), 0; },
        &statements);
    f.migrator(two_tables()).require_heads();
    CHECK(statements == 1);
    f.migrator(two_tables()).wait_for_heads(seconds(30));
    CHECK(statements == 2);
    CHECK(dump(f) == before);
}

TEST_CASE("a database that is behind is told with what it lacks", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(three_tables());
    const Error fresh = error_of([&] { migrator.require_heads(); });
    CHECK(fresh.kind() == ErrorKind::behind);
    CHECK(std::string(fresh.what()) ==
          "The database is at base and lacks revisions aaa, bbb and ccc, which this program needs. "
          "Upgrade it with the program that migrates it, and start again.");
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
    migrator.upgrade("bbb");
    const std::string before = dump(f);
    const Error error = error_of([&] { migrator.require_heads(); });
    CHECK(error.facts().revision == "ccc");
    CHECK(std::string(error.what()) ==
          "The database is at bbb and lacks revision ccc, which this program needs. Upgrade it "
          "with the program that migrates it, and start again.");
    CHECK(dump(f) == before);
}

TEST_CASE("heads are required where nobody may write", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    *f.session << "PRAGMA query_only = on";
    f.migrator(two_tables()).require_heads();
    CHECK(error_of([&] { f.migrator(three_tables()).require_heads(); }).kind() ==
          ErrorKind::behind);
}

TEST_CASE("heads are seen beside a process that holds the lock", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    Sqlite other(f.path);
    other.run("BEGIN IMMEDIATE");
    Options impatient;
    impatient.lock_timeout = milliseconds(0);
    f.migrator(two_tables(), impatient).require_heads();
    CHECK(error_of([&] { f.migrator(three_tables(), impatient).require_heads(); }).kind() ==
          ErrorKind::behind);
}

TEST_CASE("a database ahead of the program is as the policy says", "[runtime]") {
    Fixture f;
    f.migrator(three_tables()).upgrade();
    CHECK(std::string(error_of([&] { f.migrator(two_tables()).require_heads(); }).what()) ==
          "The database records revision ccc, which the scripts do not have: a newer program has "
          "upgraded it, or scripts are missing. Use the newer scripts, take the database down with "
          "the text that it keeps (downgrade), or set unknown = \"allow\" to start on a database "
          "that is ahead.");
    Options allow;
    allow.unknown = UnknownPolicy::allow;
    f.migrator(two_tables(), allow).require_heads();
    f.migrator(two_tables(), allow).wait_for_heads(milliseconds(0));
    const Revisions sideways{table("aaa", ""), table("bbb", "aaa"), table("zzz", "aaa")};
    const Error error = error_of([&] { f.migrator(sideways, allow).require_heads(); });
    CHECK(error.kind() == ErrorKind::behind);
    CHECK(error.facts().revision == "zzz");
    f.run("UPDATE retort_version SET version_num = 'from_elsewhere'");
    CHECK(error_of([&] { f.migrator(two_tables(), allow).require_heads(); }).kind() ==
          ErrorKind::unknown);
}

TEST_CASE("a program without revisions is at no heads", "[runtime]") {
    Fixture f;
    CHECK(error_of([&] { f.migrator(Revisions(std::vector<Source>{})).require_heads(); }).kind() ==
          ErrorKind::script);
}

TEST_CASE("a version table that another tool wrote counts", "[runtime]") {
    Fixture f;
    f.run("CREATE TABLE alembic_version (version_num VARCHAR(255) NOT NULL)");
    f.run("INSERT INTO alembic_version VALUES ('bbb')");
    Options alembic;
    alembic.version_table = "alembic_version";
    f.migrator(two_tables(), alembic).require_heads();
    CHECK(error_of([&] { f.migrator(three_tables(), alembic).require_heads(); }).kind() ==
          ErrorKind::behind);
    CHECK(f.rows("SELECT name FROM sqlite_schema WHERE type = 'table'") ==
          Strings{"alembic_version"});
}

TEST_CASE("a replica waits until another process has upgraded", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    Waited observer;
    Options options;
    options.observer = &observer;
    std::thread other([&] {
        observer.await();
        const auto session = open_session(f.path);
        Migrator(*session, three_tables()).upgrade();
    });
    auto migrator = f.migrator(three_tables(), options);
    CHECK_NOTHROW(migrator.wait_for_heads(seconds(60)));
    other.join();
    CHECK(f.heads() == Strings{"ccc"});
    REQUIRE_FALSE(observer.seen.empty());
    CHECK(observer.seen.front().limit == seconds(60));
    CHECK(observer.seen.front().holder.empty());
}

TEST_CASE("a replica that waited in vain says for how long", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    const Error error =
        error_of([&] { f.migrator(three_tables()).wait_for_heads(milliseconds(0)); });
    CHECK(error.kind() == ErrorKind::behind);
    CHECK(error.facts().revision == "ccc");
    CHECK(std::string(error.what()) ==
          "The database is at bbb and lacks revision ccc, which this program needs. Upgrade it "
          "with the program that migrates it, and start again. Nobody did so within 0.0 s.");
    const auto begin = std::chrono::steady_clock::now();
    CHECK(error_of([&] { f.migrator(three_tables()).wait_for_heads(milliseconds(300)); }).kind() ==
          ErrorKind::behind);
    CHECK(std::chrono::steady_clock::now() - begin >= milliseconds(300));
}

TEST_CASE("waiting for heads can be cancelled", "[runtime]") {
    Fixture f;
    Waited observer;
    std::atomic<bool> cancel{false};
    Options options;
    options.observer = &observer;
    options.cancel = &cancel;
    std::thread other([&] {
        observer.await();
        cancel = true;
    });
    auto migrator = f.migrator(two_tables(), options);
    CHECK(error_of([&] { migrator.wait_for_heads(seconds(600)); }).kind() == ErrorKind::cancelled);
    other.join();
}

TEST_CASE("what waiting does not change is thrown at once", "[runtime]") {
    Fixture f;
    Waited observer;
    Options options;
    options.observer = &observer;
    const auto kind_for = [&](Revisions revisions) {
        auto migrator = f.migrator(std::move(revisions), options);
        return error_of([&] { migrator.wait_for_heads(seconds(600)); }).kind();
    };
    f.run("CREATE TABLE of_somebody (x)");
    CHECK(kind_for(two_tables()) == ErrorKind::unmanaged);
    f.run("DROP TABLE of_somebody");
    f.migrator(three_tables()).upgrade();
    CHECK(kind_for(two_tables()) == ErrorKind::unknown);
    CHECK(kind_for({script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE aaa (x, y);\n"),
                    table("bbb", "aaa"), table("ccc", "bbb")}) == ErrorKind::edited);
    CHECK(kind_for({table("aaa", ""), table("new", "aaa"), table("bbb", "new"),
                    table("ccc", "bbb")}) == ErrorKind::never_run);
    CHECK(observer.seen.empty());
}

TEST_CASE("a step under way is waited for, and a dirty one is not", "[runtime]") {
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade no_transaction\nCREATE TABLE b (x);\nINSERT INTO nowhere VALUES "
            "(1);\n-- retort:downgrade\nDROP TABLE b;\n")};
    auto migrator = f.migrator(revisions);
    error_of([&] { migrator.upgrade(); });
    REQUIRE(f.value("SELECT count(*) FROM retort_journal") == "1");
    Waited observer;
    Options options;
    options.observer = &observer;
    auto waiting = f.migrator(revisions, options);
    CHECK(error_of([&] { waiting.wait_for_heads(milliseconds(60)); }).kind() == ErrorKind::behind);
    CHECK(observer.seen.size() == 1);
    f.run("UPDATE retort_journal SET dirty = 'nobody knows'");
    CHECK(error_of([&] { waiting.wait_for_heads(seconds(600)); }).kind() == ErrorKind::dirty);
    CHECK(observer.seen.size() == 1);
}

TEST_CASE("heads are not required inside a transaction of the caller", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    *f.session << "BEGIN";
    CHECK(error_of([&] { f.migrator(two_tables()).require_heads(); }).kind() ==
          ErrorKind::transaction);
    *f.session << "ROLLBACK";
}
