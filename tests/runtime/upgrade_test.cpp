#include "runtime/support.hpp"

using namespace retort_test;

namespace {

struct Recorder : Observer {
    Strings events;
    void on_plan(const Plan& plan) override {
        events.push_back("plan " + std::to_string(plan.steps.size()));
    }
    void on_step_begin(const StepPosition& at) override {
        events.push_back("begin " + at.step->revision + " " + std::to_string(at.number) + "/" +
                         std::to_string(at.count));
    }
    void on_statement(const Statement& at) override {
        events.push_back(at.file + ":" + std::to_string(at.line) + " #" +
                         std::to_string(at.number));
    }
    void on_step_end(const StepPosition& at, std::chrono::milliseconds) override {
        events.push_back("end " + at.step->revision);
    }
};

}  // namespace

TEST_CASE("an upgrade runs every revision and records it", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(two_tables());
    const Plan plan = migrator.upgrade();
    REQUIRE(plan.steps.size() == 2);
    CHECK(plan.heads_before.empty());
    CHECK(plan.steps[1].heads_after == Strings{"bbb"});
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.rows("SELECT revision, down_revisions, origin FROM retort_applied") ==
          Strings{"aaa||run", "bbb|aaa|run"});
    CHECK(f.rows("SELECT revision, action, outcome, heads_before, heads_after FROM retort_history "
                 "ORDER BY id") == Strings{"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("an upgrade with nothing to do runs no step", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    const std::string before = f.value("SELECT count(*) FROM retort_history");
    CHECK(f.migrator(two_tables()).upgrade().empty());
    CHECK(f.value("SELECT count(*) FROM retort_history") == before);
}

TEST_CASE("a start with nothing to do is one query", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    int statements = 0;
    sqlite3_trace_v2(
        native(*f.session), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void*) { return ++*static_cast<int*>(count), 0; },
        &statements);
    f.migrator(two_tables()).upgrade();
    CHECK(statements == 1);
}

TEST_CASE("a downgrade takes revisions down and forgets them", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(two_tables());
    migrator.upgrade();
    CHECK(migrator.downgrade("-1").steps.size() == 1);
    CHECK(migrator.current().current == Strings{"aaa"});
    CHECK(migrator.current().pending == Strings{"bbb"});
    CHECK(migrator.downgrade("base").steps.size() == 1);
    CHECK(f.rows("SELECT * FROM retort_applied").empty());
    CHECK(contents(f.path).empty());
}

TEST_CASE("branches and merges move the recorded heads as the plan says", "[runtime]") {
    Fixture f;
    const Revisions revisions{table("root", ""), table("left", "root"), table("right", "root"),
                              table("both", "left, right")};
    auto migrator = f.migrator(revisions);
    migrator.upgrade("left");
    migrator.upgrade("right");
    CHECK(f.heads() == Strings{"left", "right"});
    migrator.upgrade();
    CHECK(f.heads() == Strings{"both"});
    migrator.downgrade("-1");
    CHECK(f.heads() == Strings{"left", "right"});
    migrator.downgrade("base");
    CHECK(f.heads().empty());
}

TEST_CASE("the observer hears of plan, steps and statements in order", "[runtime]") {
    Fixture f;
    Recorder recorder;
    Options options;
    options.observer = &recorder;
    f.migrator({script_text("aaa", "", "-- retort:upgrade\nSELECT 1;\n\nSELECT\n 2;\n")}, options)
        .upgrade();
    CHECK(recorder.events ==
          Strings{"plan 1", "begin aaa 1/1", "aaa.sql:4 #1", "aaa.sql:6 #2", "end aaa"});
}

TEST_CASE("a failing statement rolls its revision back and says where and what", "[runtime]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""),
                    script_text("bbb", "aaa",
                                "-- retort:upgrade\nCREATE TABLE b (x);\n\n-- why\nINSERT INTO\n"
                                "  nowhere VALUES (1);\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().file == "bbb.sql");
    CHECK(error.facts().line == 8);
    CHECK(error.facts().statement == "INSERT INTO nowhere VALUES (1);");
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(error.facts().rolled_back);
    CHECK(std::string(error.what()) ==
          "bbb.sql:8: no such table: nowhere.\n"
          "  statement: INSERT INTO nowhere VALUES (1);\n"
          "  The upgrade of revision bbb was rolled back.\n"
          "  Completed before: aaa. The database is at aaa.\n"
          "  Correct the script and run again.");
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.rows("SELECT name FROM sqlite_schema WHERE name = 'b'").empty());
    CHECK(f.rows("SELECT revision, outcome FROM retort_history ORDER BY id") ==
          Strings{"aaa|done", "bbb|failed"});
}

TEST_CASE("a dry run checks everything and changes nothing", "[runtime]") {
    Fixture f;
    RunOptions dry;
    dry.dry_run = true;
    CHECK(f.migrator(two_tables()).upgrade("heads", dry).steps.size() == 2);
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
    auto broken = f.migrator({script_text("aaa", "", "-- retort:upgrade\nSELEC 1;\n")});
    CHECK(std::string(error_of([&] { broken.upgrade("heads", dry); }).what()) ==
          "aaa.sql:4: near \"SELEC\": syntax error in \"SELEC 1;\". Nothing was run; correct the "
          "script.");
}

TEST_CASE("single runs everything in one transaction", "[runtime]") {
    Fixture f;
    Options single;
    single.transaction = TransactionMode::single;
    const auto broken =
        script_text("ccc", "bbb", "-- retort:upgrade\nINSERT INTO nowhere VALUES (1);\n");
    auto failing = f.migrator({table("aaa", ""), table("bbb", "aaa"), broken}, single);
    const Error error = error_of([&] { failing.upgrade(); });
    CHECK(error.facts().applied.empty());
    CHECK(contents(f.path).empty());
    CHECK(f.heads().empty());
    CHECK(f.migrator(two_tables(), single).upgrade().steps.size() == 2);
    CHECK(f.heads() == Strings{"bbb"});
}

TEST_CASE("a database in memory is upgraded like any other", "[runtime]") {
    const auto session = open_session(":memory:");
    Migrator migrator(*session, two_tables());
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a cancelled run rolls the step in hand back", "[runtime]") {
    Fixture f;
    std::atomic<bool> cancel{false};
    struct Canceller : Observer {
        std::atomic<bool>* flag;
        explicit Canceller(std::atomic<bool>* the_flag) : flag(the_flag) {}
        void on_statement(const Statement& at) override { flag->store(at.revision == "bbb"); }
    } canceller{&cancel};
    Options options;
    options.observer = &canceller;
    options.cancel = &cancel;
    const Revisions revisions{
        table("aaa", ""),
        script_text("bbb", "aaa", "-- retort:upgrade\nCREATE TABLE b (x);\nCREATE TABLE c (x);\n")};
    auto migrator = f.migrator(revisions, options);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::cancelled);
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.migrator(revisions).upgrade().steps.size() == 1);
}
