#include "conformance/fixture.hpp"

#include <future>

using namespace retort_test;
using std::chrono::milliseconds;

namespace {

struct Retries : Observer {
    std::vector<Retry> retries;
    std::function<void(std::size_t)> act;
    bool by_statement = false;
    bool wants_statements() const override { return by_statement; }
    void on_retry(const Retry& retry) override {
        retries.push_back(retry);
        if (act) {
            act(retries.size());
        }
    }
};

/// A table that somebody reads in a transaction that stays open.
struct Used : Fixture {
    std::unique_ptr<soci::session> user = place->open();
    Retries observer;
    Options options;

    explicit Used(const std::string& use = "SELECT * FROM aaa") {
        migrator({table("aaa", "")}).upgrade();
        *user << "BEGIN ISOLATION LEVEL REPEATABLE READ";
        *user << use;
        options.observer = &observer;
        options.statement_lock_timeout = milliseconds(100);
    }
    void end_use() { *user << "COMMIT"; }
    std::string user_is() {
        std::string pid;
        *user << "SELECT pg_backend_pid()::text", soci::into(pid);
        return "process " + pid +
               " of the server (retort_tests) from 127.0.0.1, in a transaction "
               "since ";
    }
    std::string lock_timeout() {
        std::string value;
        *session << "SHOW lock_timeout", soci::into(value);
        return value;
    }
};

Revisions with_column() {
    return {table("aaa", ""), upgrade_only("bbb", "aaa",
                                           "CREATE TABLE bbb (x INTEGER);\nINSERT INTO bbb VALUES "
                                           "(1);\nALTER TABLE\n  aaa ADD COLUMN y INTEGER;\n")};
}

/// Returns when an ALTER TABLE has queued and a reader who came while it did has read.
void read_behind_alter(ServerClient& reader) {
    while (reader.value("SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = "
                        "database WHERE datname = current_database() AND relation = "
                        "'aaa'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted") ==
           "0") {
    }
    reader.rows("SELECT * FROM aaa");
}

}  // namespace

TEST_CASE("an ALTER TABLE that waits for a reader lets others pass, and is run again",
          "[lock][postgresql]") {
    Used f;
    f.observer.by_statement = GENERATE(false, true);
    f.options.transaction = GENERATE(TransactionMode::per_revision, TransactionMode::single);
    std::future<void> reading;
    f.observer.act = [&](std::size_t tries) {
        if (tries == 1) {
            // Nothing is held while it waits: neither the table, nor what it had made before.
            f.run({"INSERT INTO aaa VALUES (7)", "CREATE TABLE bbb (x INTEGER)", "DROP TABLE bbb"});
            reading = std::async(std::launch::async, [&] {
                const auto reader = f.place->witness();
                read_behind_alter(*reader);
                f.end_use();
            });
        }
    };
    CHECK(f.migrator(with_column(), f.options).upgrade().steps.size() == 1);
    reading.get();
    CHECK(f.contents() == Strings{"aaa: 7|NULL", "bbb: 1", "table aaa (x, y)", "table bbb (x)"});
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
    REQUIRE(f.observer.retries.size() >= 2);
    const auto& retry = f.observer.retries.front();
    CHECK(retry.revision == "bbb");
    CHECK(retry.file == "bbb.sql");
    CHECK(retry.line == 7);
    CHECK(retry.tries == 1);
    CHECK(retry.limit == f.options.lock_timeout);
    CHECK_THAT(retry.holders, ContainsSubstring(f.user_is()));
    CHECK_THAT(retry.holders, ContainsSubstring("Z (AccessShareLock on aaa)"));
    CHECK(f.lock_timeout() == "0");
}

TEST_CASE("where the table stays in use, the limit ends the tries", "[lock][postgresql]") {
    Used f;
    f.observer.by_statement = GENERATE(false, true);
    f.options.lock_timeout = milliseconds(500);
    *f.session << "SET lock_timeout = '7s'";
    auto migrator = f.migrator(with_column(), f.options);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(error.facts().code == "55P03");
    CHECK(error.facts().line == 7);
    CHECK(error.facts().rolled_back);
    CHECK_FALSE(f.observer.retries.empty());
    CHECK_THAT(error.what(), ContainsSubstring("bbb.sql:7: The statement was tried "));
    CHECK_THAT(error.what(),
               ContainsSubstring(" and gave up queueing for a lock each time, so that others got "
                                 "in. Locks on what it names are held by " +
                                 f.user_is()));
    CHECK_THAT(error.what(), ContainsSubstring("\n  statement: ALTER TABLE aaa ADD COLUMN y"));
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(f.lock_timeout() == "7s");
    f.end_use();
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.lock_timeout() == "7s");
}

TEST_CASE("who waits for a table in use can be called off", "[lock][postgresql]") {
    Used f;
    std::atomic<bool> cancel{false};
    f.options.cancel = &cancel;
    f.observer.act = [&](std::size_t) { cancel.store(true); };
    auto migrator = f.migrator(with_column(), f.options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::cancelled);
    CHECK(f.contents() == Strings{"table aaa (x)"});
}

TEST_CASE("a script's own bound is obeyed, and run again only where the option says so",
          "[lock][postgresql]") {
    const std::string own =
        GENERATE("SET lock_timeout = '10ms';\nDROP TABLE aaa;\n", "LOCK TABLE aaa NOWAIT;\n");
    CAPTURE(own);
    Used f;
    const Revisions revisions{table("aaa", ""), upgrade_only("bbb", "aaa", own)};
    Options without;
    auto plain = f.migrator(revisions, without);
    const Error error = error_of([&] { plain.upgrade(); });
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(error.facts().code == "55P03");
    f.options.statement_lock_timeout = std::chrono::hours(1);
    f.observer.act = [&](std::size_t) { f.end_use(); };
    CHECK(f.migrator(revisions, f.options).upgrade().steps.size() == 1);
    CHECK(f.observer.retries.size() == 1);
}

TEST_CASE("a concurrent build that waits for a transaction is run again, alone",
          "[lock][postgresql]") {
    Used f("INSERT INTO aaa VALUES (1)");
    f.observer.act = [&](std::size_t tries) {
        if (tries == 2) {
            f.end_use();
        }
    };
    const Revisions revisions{
        table("aaa", ""), script_text("bbb", "aaa",
                                      "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES "
                                      "(2);\nCREATE UNIQUE INDEX CONCURRENTLY aaa_x ON aaa (x);\n"
                                      "INSERT INTO aaa VALUES (3);\n")};
    CHECK(f.migrator(revisions, f.options).upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "aaa: 3", "index aaa_x", "table aaa (x)"});
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
    CHECK(f.observer.retries.front().line == 6);
}

TEST_CASE("a function is not run again", "[lock][postgresql]") {
    Used f;
    int calls = 0;
    auto migrator =
        f.migrator({Source(table("aaa", "")), Source(function("bbb", "aaa",
                                                              [&](soci::session& sql) {
                                                                  ++calls;
                                                                  sql << "DROP TABLE aaa";
                                                              }))},
                   f.options);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(error.facts().code == "55P03");
    CHECK(calls == 1);
    CHECK(f.observer.retries.empty());
    f.end_use();
    CHECK(migrator.upgrade().steps.size() == 1);
}
