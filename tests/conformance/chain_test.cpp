#include "conformance/fixture.hpp"

using namespace retort_test;

TEST_CASE("a chain goes up, down and up again", "[chain]") {
    Fixture f;
    auto migrator = f.migrator(three_tables());
    CHECK(revisions_of(migrator.upgrade()) == Strings{"aaa", "bbb", "ccc"});
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)", "table ccc (x)"});
    CHECK(revisions_of(migrator.downgrade("aaa")) == Strings{"ccc", "bbb"});
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(revisions_of(migrator.upgrade("+1")) == Strings{"bbb"});
    CHECK(revisions_of(migrator.downgrade("base")) == Strings{"bbb", "aaa"});
    CHECK(f.contents().empty());
    CHECK(f.record() == Record{{},
                               {},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb",
                                "ccc|upgrade|done|bbb|ccc", "ccc|downgrade|done|ccc|bbb",
                                "bbb|downgrade|done|bbb|aaa", "bbb|upgrade|done|aaa|bbb",
                                "bbb|downgrade|done|bbb|aaa", "aaa|downgrade|done|aaa|"},
                               {}});
    CHECK(migrator.upgrade().steps.size() == 3);
    CHECK(migrator.check().empty());
}

TEST_CASE("with nothing to do nothing is written", "[chain]") {
    Fixture f;
    f.migrator(three_tables()).upgrade();
    const Record before = f.record();
    auto migrator = f.migrator(three_tables());
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.upgrade("aaa").empty());
    CHECK(migrator.downgrade("ccc").empty());
    CHECK(f.record() == before);
}

TEST_CASE("reading commands create nothing", "[chain]") {
    Fixture f;
    auto migrator = f.migrator(three_tables());
    CHECK(migrator.current().pending == Strings{"aaa", "bbb", "ccc"});
    CHECK(migrator.history().size() == 3);
    CHECK(migrator.log().empty());
    CHECK(migrator.check().size() == 3);
    CHECK(migrator.plan(Direction::upgrade).steps.size() == 3);
    RunOptions dry;
    dry.dry_run = true;
    CHECK(migrator.upgrade("heads", dry).steps.size() == 3);
    CHECK(f.rows(f.place->traits().schema_query).empty());
}

TEST_CASE("what runs is the plan, and the log tells it", "[chain]") {
    Fixture f;
    struct Watches : Observer {
        Strings begun, ended;
        std::vector<Step> planned;
        void on_plan(const Plan& plan) override { planned = plan.steps; }
        void on_step_begin(const StepPosition& at) override { begun.push_back(at.step->revision); }
        void on_step_end(const StepPosition& at, std::chrono::milliseconds) override {
            ended.push_back(at.step->revision);
        }
    } observer;
    Options options;
    options.observer = &observer;
    auto migrator = f.migrator(three_tables(), options);
    const Plan plan = migrator.plan(Direction::upgrade, "bbb");
    const Plan run = migrator.upgrade("bbb");
    CHECK(run.steps == plan.steps);
    CHECK(observer.planned == plan.steps);
    CHECK(observer.begun == Strings{"aaa", "bbb"});
    CHECK(observer.ended == observer.begun);
    const auto log = migrator.log();
    REQUIRE(log.size() == 2);
    CHECK(log[1].revision == "bbb");
    CHECK(log[1].heads_before == Strings{"aaa"});
    CHECK(log[1].heads_after == Strings{"bbb"});
    CHECK(log[1].checksum.rfind("sha256:", 0) == 0);
    CHECK(log[1].at.size() == std::string("2025-01-01T00:00:00.000000Z").size());
    CHECK(migrator.current().pending == Strings{"ccc"});
}

TEST_CASE("branches meet in a merge point, and part again", "[chain]") {
    Fixture f;
    auto migrator = f.migrator({table("aaa", ""), table("lll", "aaa"), table("rrr", "aaa"),
                                table("meet", "lll, rrr"), table("top", "meet")});
    CHECK(migrator.upgrade("rrr").steps.size() == 2);
    CHECK(migrator.upgrade("lll").steps.size() == 1);
    CHECK(f.heads() == Strings{"lll", "rrr"});
    migrator.upgrade();
    CHECK(f.heads() == Strings{"top"});
    CHECK(revisions_of(migrator.downgrade("-2")) == Strings{"top", "meet"});
    CHECK(f.heads() == Strings{"lll", "rrr"});
    CHECK(f.contents() == Strings{"table aaa (x)", "table lll (x)", "table rrr (x)"});
    CHECK(migrator.check().size() == 2);
}

TEST_CASE("labels, dependencies and several bases", "[chain]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", "", "-- retort:branch_labels core\n"), table("bbb", "aaa"),
                    table("ppp", "", "-- retort:branch_labels shop\n"),
                    table("qqq", "ppp", "-- retort:depends_on core\n")});
    CHECK(revisions_of(migrator.upgrade("shop@head")) == Strings{"aaa", "ppp", "qqq"});
    CHECK(f.heads() == Strings{"qqq"});
    CHECK(revisions_of(migrator.upgrade("core@head")) == Strings{"bbb"});
    CHECK(f.heads() == Strings{"bbb", "qqq"});
    CHECK(revisions_of(migrator.downgrade("shop@base")) == Strings{"qqq", "ppp"});
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)"});
    CHECK(f.record().applied == Strings{"aaa|run", "bbb|run"});
}

TEST_CASE("ids that differ in nothing but accents are two", "[chain]") {
    Fixture f;
    auto migrator =
        f.migrator({upgrade_only("cafe", "", ""), upgrade_only("caf\xC3\xA9", "cafe", ""),
                    upgrade_only("\xE6\x97\xA5\xE6\x9C\xAC", "caf\xC3\xA9", "")});
    CHECK(migrator.upgrade("caf\xC3\xA9").steps.size() == 2);
    CHECK(f.heads() == Strings{"caf\xC3\xA9"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.record().applied ==
          Strings{"cafe|run", "caf\xC3\xA9|run", "\xE6\x97\xA5\xE6\x9C\xAC|run"});
    CHECK(migrator.check().empty());
}

TEST_CASE("a thousand revisions, up and down", "[chain]") {
    Fixture f;
    f.run({"CREATE TABLE runs (n INTEGER)"});
    std::vector<Source> sources;
    const auto id = [](int n) { return "r" + std::to_string(10000 + n); };
    for (int i = 0; i < 1000; ++i) {
        sources.emplace_back(script_text(
            id(i), i == 0 ? "" : id(i - 1),
            "-- retort:upgrade\nINSERT INTO runs VALUES (" + std::to_string(i) +
                ");\n-- retort:downgrade\nDELETE FROM runs WHERE n = " + std::to_string(i) +
                ";\n"));
    }
    RunOptions from_base;
    from_base.from_base = true;
    auto migrator = f.migrator(Revisions(sources));
    CHECK(migrator.upgrade("heads", from_base).steps.size() == 1000);
    CHECK(f.value("SELECT COUNT(*), COUNT(DISTINCT n), SUM(n) FROM runs") == "1000|1000|499500");
    CHECK(migrator.check().empty());
    CHECK(migrator.downgrade(id(499)).steps.size() == 500);
    CHECK(f.value("SELECT COUNT(*), MAX(n) FROM runs") == "500|499");
    CHECK(f.heads() == Strings{id(499)});
}
