#include "database.hpp"
#include "migration.hpp"
#include "support/catch.hpp"
#include "support/own_server.hpp"
#include "support/server_client.hpp"

#include <atomic>
#include <functional>
#include <future>
#include <list>

using namespace retort;
using namespace retort_test;

namespace {

using Strings = std::vector<std::string>;

/// A database behind a pooler in transaction pooling, and a view past it.
struct Pooled {
    explicit Pooled(const Server& pooler = retort_test::server("pgbouncer")) : database(pooler) {}

    FreshDatabase database;
    Place place = place_of(database.server());
    std::unique_ptr<ServerClient> direct = ServerClient::connect(database.server().nodes.at(1));

    std::string value(const std::string& sql) { return direct->value(sql); }
    Strings rows(const std::string& sql) { return direct->rows(sql); }
    bool holds(const std::string& condition) { return value("SELECT " + condition) == "t"; }
    void wait_until(const std::string& condition) {
        while (!holds(condition)) {
        }
    }
    /// Nothing is under way, and no connection keeps a lock or a transaction.
    void check_quiet() {
        CHECK(value("SELECT count(*) FROM retort_journal") == "0");
        CHECK(value("SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE "
                    "locktype = 'advisory' AND datname = current_database()") == "0");
        CHECK(value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                    "state LIKE 'idle in%'") == "0");
    }
};

ScriptText script_text(const std::string& id, const std::string& parent,
                       const std::string& sections) {
    return {id + ".sql", "-- " + id + "\n-- retort:revision " + id + "\n" +
                             (parent.empty() ? "" : "-- retort:down_revision " + parent + "\n") +
                             sections};
}

Revisions indexed() {
    return {script_text("aaa", "",
                        "-- retort:upgrade\nCREATE TYPE mood AS ENUM ('sad');\n"
                        "CREATE TABLE aaa (x INTEGER, m mood);\n"
                        "-- retort:downgrade\nDROP TABLE aaa;\nDROP TYPE mood;\n"),
            script_text("bbb", "aaa",
                        "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES (1);\n"
                        "CREATE INDEX CONCURRENTLY aaa_x ON aaa (x); -- the end\n"
                        "ALTER TYPE mood ADD VALUE 'ok';\nINSERT INTO aaa VALUES (2);\n"
                        "-- retort:upgrade\nINSERT INTO aaa VALUES (3, 'ok');\n"
                        "-- retort:downgrade no_transaction\nDROP INDEX CONCURRENTLY aaa_x;\n"
                        "DELETE FROM aaa;\n")};
}

void check_indexed(Pooled& f, const Strings& history = {"aaa|done", "bbb|done"}) {
    CHECK(f.rows("SELECT x, m FROM aaa ORDER BY x") == Strings{"1|NULL", "2|NULL", "3|ok"});
    CHECK(f.rows("SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = "
                 "'aaa'::regclass") == Strings{"aaa_x|t"});
    CHECK(f.rows("SELECT revision, outcome FROM retort_history ORDER BY id") == history);
    f.check_quiet();
}

/// What an upgrade is refused with.
Error refusal(Migrator& migrator) {
    try {
        migrator.upgrade();
    } catch (const Error& error) {
        return error;
    }
    throw std::logic_error("nothing was refused");
}

}  // namespace

TEST_CASE("statements run in no transaction behind a pooler", "[storm][pooler]") {
    Pooled f;
    const auto session = open_session(f.place);
    Migrator migrator(*session, indexed());
    CHECK(migrator.upgrade().steps.size() == 2);
    check_indexed(f);
    CHECK(migrator.downgrade("aaa").steps.size() == 1);
    CHECK(f.rows("SELECT x FROM aaa").empty());
    CHECK(f.rows("SELECT 1 FROM pg_index WHERE indrelid = 'aaa'::regclass").empty());
    f.check_quiet();
}

TEST_CASE("a fault in no transaction behind a pooler has its own line", "[storm][pooler]") {
    Pooled f;
    const auto session = open_session(f.place);
    const auto index_on = [](const std::string& column) {
        return Revisions{
            script_text("aaa", "",
                        "-- retort:upgrade\nCREATE TABLE aaa (\xC3\xA4 INTEGER);\n"
                        "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES (1);\n"
                        "CREATE /* \xC3\xA4 */ INDEX CONCURRENTLY aaa_x\n  ON aaa (\n " +
                            column + ");\n")};
    };
    Migrator failing(*session, index_on("\xC3\xA4 int4_ops oops"));
    const Error error = refusal(failing);
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().line == 9);
    CHECK(error.facts().statement.rfind("CREATE /* \xC3\xA4 */ INDEX CONCURRENTLY aaa_x", 0) == 0);
    CHECK(Migrator(*session, index_on("\xC3\xA4")).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT * FROM aaa") == Strings{"1"});
    f.check_quiet();
}

TEST_CASE("what changes the session is refused in no transaction behind a pooler",
          "[storm][pooler]") {
    const std::string statement = GENERATE("SET search_path = elsewhere", "CREATE TEMP TABLE t ()");
    Pooled f;
    const auto session = open_session(f.place);
    Migrator migrator(
        *session, {script_text("aaa", "",
                               "-- retort:upgrade no_transaction\nCREATE TABLE aaa (x INTEGER);\n" +
                                   statement + ";\n")});
    const Error error = refusal(migrator);
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(std::string(error.what())
              .rfind("aaa.sql:5: \"" + statement + "\" changes the session", 0) == 0);
    CHECK(f.holds("to_regclass('aaa') IS NULL"));
}

TEST_CASE("many that start at once behind a pooler run statements in no transaction once",
          "[storm][pooler]") {
    Pooled f;
    std::list<Migration> starters;
    for (int i = 0; i < 6; ++i) {
        starters.emplace_back(f.place, indexed(), Direction::upgrade, Migration::Stops::nowhere);
    }
    for (Migration& starter : starters) {
        const Ending ending = starter.ending();
        CAPTURE(ending.what);
        CHECK_FALSE(ending.failed);
    }
    check_indexed(f);
}

namespace {

/// A migrator in a thread, which tells when it waits.
class Follower : Observer {
public:
    Follower(const Place& place, const Revisions& revisions) {
        options_.observer = this;
        plan_ = std::async(std::launch::async, [this, place, revisions] {
            return Migrator(*open_session(place), revisions, options_).upgrade();
        });
    }
    /// @returns for whom; empty when it does not
    std::string waits_for() {
        auto told = told_.get_future();
        return told.wait_for(std::chrono::seconds(20)) == std::future_status::ready ? told.get()
                                                                                    : "";
    }
    Plan plan() { return plan_.get(); }

private:
    void on_waiting(const Waiting& waiting) override {
        if (!std::exchange(has_told_, true)) {
            told_.set_value(waiting.holder);
        }
    }

    Options options_;
    std::promise<std::string> told_;
    bool has_told_ = false;
    std::future<Plan> plan_;
};

/// The second revision runs in a process of its own, and waits for a writer.
struct Held : Pooled {
    const std::string blocked =
        "FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND "
        "wait_event_type = 'Lock' AND left(query, 9) = '/*retort:'";
    const std::string guards =
        "FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
        "AND datname = current_database() AND state = 'idle in transaction'";

    std::unique_ptr<ServerClient> writer = ServerClient::connect(database.server().nodes.at(1));
    Migration first;

    explicit Held(const Revisions& revisions)
        : first(begun(revisions), revisions, Direction::upgrade, Migration::Stops::nowhere) {
        wait_until("(SELECT count(*) = 1 " + blocked + ")");
        CHECK(process(guards) != process(blocked));
    }
    std::string process(const std::string& from) {
        return "process " + value("SELECT pid " + from) + " of the server";
    }
    void release() { writer->rows("ROLLBACK"); }

private:
    const Place& begun(const Revisions& revisions) {
        Migrator(*open_session(place), revisions).upgrade("aaa");
        writer->rows("BEGIN");
        writer->rows("INSERT INTO aaa (x) VALUES (3)");
        return place;
    }
};

/// Another one comes when the first has no guard any more, but its statement runs.
void follow(Held& f) {
    f.wait_until("(SELECT count(*) = 0 " + f.guards + ")");
    const std::string built = f.value("SELECT to_regclass('aaa_x')::oid");
    Follower next(f.place, indexed());
    CHECK(next.waits_for().rfind(f.process(f.blocked), 0) == 0);
    f.release();
    CHECK(next.plan().steps.size() == 1);
    CHECK(f.value("SELECT to_regclass('aaa_x')::oid") == built);
    check_indexed(f);
}

}  // namespace

TEST_CASE("who follows a dead migrator behind a pooler waits for its statement",
          "[storm][pooler][kill]") {
    Held f(indexed());
    f.first.kill();
    follow(f);
}

TEST_CASE("who follows a migrator that lost its second connection waits for its statement",
          "[storm][pooler][kill]") {
    Held f(indexed());
    f.rows("SELECT pg_terminate_backend(pid) " + f.guards);
    follow(f);
    const Ending ending = f.first.ending();
    CHECK(ending.kind == "connection");
    CHECK(ending.what.find("The second connection was lost, which behind a pooler keeps others "
                           "from running") != std::string::npos);
}

TEST_CASE("who comes while a statement runs behind a pooler waits, and takes it for done",
          "[storm][pooler]") {
    const Revisions revisions{
        script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE aaa (x INTEGER);\n"),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade no_transaction\nDO $$ BEGIN LOCK TABLE aaa IN EXCLUSIVE MODE; "
            "INSERT INTO aaa VALUES (1); END $$;\n")};
    Held f(revisions);
    Follower next(f.place, revisions);
    CHECK(next.waits_for().rfind(f.process(f.guards), 0) == 0);
    f.release();
    CHECK(next.plan().empty());
    const Ending ending = f.first.ending();
    CAPTURE(ending.what);
    CHECK(ending.applied == Strings{"bbb"});
    CHECK(f.rows("SELECT x FROM aaa") == Strings{"1"});
    f.check_quiet();
}

TEST_CASE("a pool of one connection is no place for statements in no transaction",
          "[storm][pooler]") {
    const OwnServer own("pgbouncer");
    const auto size = [&](int connections) {
        ServerClient::connect(with_database(own.server(), "pgbouncer"))
            ->rows("SET default_pool_size = " + std::to_string(connections));
    };
    size(1);
    Pooled f(own.server());
    const auto session = open_session(f.place);
    Options options;
    options.lock_timeout = std::chrono::milliseconds(500);
    Migrator migrator(*session, indexed(), options);
    const Error error = refusal(migrator);
    CHECK(error.kind() == ErrorKind::connection);
    CHECK(std::string(error.what())
              .find("which did not give the second one within 0.5 s. Make its "
                    "pool larger") != std::string::npos);
    CHECK(error.facts().applied == Strings{"aaa"});
    f.check_quiet();
    size(4);
    CHECK(migrator.upgrade().steps.size() == 1);
    check_indexed(f);
}

TEST_CASE("behind a pooler too, an ALTER TABLE lets others pass", "[storm][pooler]") {
    struct Ends : Observer {
        ServerClient* reader = nullptr;
        std::size_t retries = 0;
        void on_retry(const Retry&) override {
            ++retries;
            reader->rows("COMMIT");
        }
    };
    Pooled f;
    const auto session = open_session(f.place);
    const Revisions revisions{
        script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE aaa (x INTEGER);\n"),
        script_text("bbb", "aaa", "-- retort:upgrade\nALTER TABLE aaa ADD COLUMN y INTEGER;\n")};
    Migrator(*session, revisions).upgrade("aaa");
    f.rows("BEGIN");
    f.rows("SELECT * FROM aaa");
    Ends observer;
    observer.reader = f.direct.get();
    Options options;
    options.observer = &observer;
    options.statement_lock_timeout = std::chrono::milliseconds(100);
    CHECK(Migrator(*session, revisions, options).upgrade().steps.size() == 1);
    CHECK(observer.retries == 1);
}

namespace {

/// Calls back when it waits.
struct Waits : Observer {
    std::function<void(const Waiting&)> act;
    void on_waiting(const Waiting& waiting) override { act(waiting); }
};

/// A pooler that takes as many connections of clients as it is told, its console and the one that
/// tells it included.
struct Crowded {
    OwnServer own{"pgbouncer"};
    std::unique_ptr<ServerClient> console =
        ServerClient::connect(with_database(own.server(), "pgbouncer"));
    void takes(int connections) {
        console->rows("SET max_client_conn = " + std::to_string(connections));
    }
};

}  // namespace

TEST_CASE("a pooler that refuses the second connection is asked again", "[storm][pooler]") {
    Crowded crowded;
    Pooled f(crowded.own.server());
    const auto session = open_session(f.place);
    Migrator(*session, indexed()).upgrade("aaa");
    crowded.takes(2);
    Waits observer;
    std::string reason;
    observer.act = [&](const Observer::Waiting& waiting) {
        reason = waiting.holder;
        crowded.takes(100);
    };
    Options options;
    options.observer = &observer;
    CHECK(Migrator(*session, indexed(), options).upgrade().steps.size() == 1);
    CHECK(reason.find("no more connections allowed") != std::string::npos);
    check_indexed(f);
}

TEST_CASE(
    "a pooler that keeps refusing the second connection is asked for as long as may be waited",
    "[storm][pooler]") {
    Crowded crowded;
    Pooled f(crowded.own.server());
    const auto session = open_session(f.place);
    Migrator(*session, indexed()).upgrade("aaa");
    crowded.takes(2);
    Options options;
    options.lock_timeout = std::chrono::milliseconds(300);
    const auto begun = std::chrono::steady_clock::now();
    Migrator migrator(*session, indexed(), options);
    const Error error = refusal(migrator);
    CHECK(error.kind() == ErrorKind::connection);
    CHECK(std::string(error.what()).find("no more connections allowed") != std::string::npos);
    CHECK(std::chrono::steady_clock::now() - begun >= options.lock_timeout);
    crowded.takes(100);
    CHECK(migrator.upgrade().steps.size() == 1);
    check_indexed(f, {"aaa|done", "bbb|done"});
}

TEST_CASE("waiting for the second connection is called off", "[storm][pooler]") {
    Crowded crowded;
    Pooled f(crowded.own.server());
    const auto session = open_session(f.place);
    Migrator(*session, indexed()).upgrade("aaa");
    crowded.takes(2);
    std::atomic<bool> cancel{false};
    Waits observer;
    observer.act = [&](const Observer::Waiting&) { cancel.store(true); };
    Options options;
    options.observer = &observer;
    options.cancel = &cancel;
    Migrator migrator(*session, indexed(), options);
    CHECK(refusal(migrator).kind() == ErrorKind::cancelled);
}
