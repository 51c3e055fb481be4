#include "fixture.hpp"
#include "query_hook.hpp"

#include <algorithm>
#include <optional>

using namespace retort_test;

namespace {

using Moment = QueryHook::Moment;

/// The last statement of one revision and the first of the next.
struct Boundary {
    const char* last;
    const char* first;
};

/// Rows are in doubt until their record is committed with them, definitions are not.
Boundary any_boundary() {
    return GENERATE(Boundary{"INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"},
                    Boundary{"INSERT INTO a VALUES (1)", "ALTER TABLE a ADD y INT"},
                    Boundary{"CREATE INDEX i ON a (x)", "INSERT INTO a VALUES (2)"},
                    Boundary{"CREATE INDEX i ON a (x)", "ALTER TABLE a ADD y INT"});
}

ScriptText table_a() {
    return script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n");
}

ScriptText upgrade_with(const std::string& id, const std::string& parent,
                        const std::string& statement) {
    return script_text(id, parent, "-- retort:upgrade\n" + statement + ";\n");
}

Revisions chain(const Boundary& boundary, const std::string& after = "INSERT INTO a (x) VALUES (3)",
                const std::string& sections = {}) {
    return {table_a(),
            script_text("bbb", "aaa",
                        "-- retort:upgrade\n" + std::string(boundary.last) + ";\n" + sections),
            upgrade_with("ccc", "bbb", boundary.first), upgrade_with("ddd", "ccc", after)};
}

Strings done(Fixture& f) {
    return f.rows(
        "SELECT revision FROM retort_history WHERE outcome = 'done' AND revision <> '' "
        "ORDER BY id");
}

Strings failed(Fixture& f) {
    return f.rows("SELECT revision FROM retort_history WHERE outcome = 'failed' ORDER BY id");
}

bool is_first(const Strings& some, const Strings& all) {
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

/// Does it once, at the first message of the kind for which `is_now` holds.
class Deed {
public:
    Deed(Moment moment, std::function<bool()> is_now, std::function<void()> deed)
        : hook_(moment, [=](std::size_t) {
              if (!done_ && is_now()) {
                  done_ = true;
                  deed();
              }
          }) {}
    bool was_done() const { return done_; }

private:
    bool done_ = false;
    QueryHook hook_;
};

struct Watching : Observer {
    explicit Watching(Fixture& fixture) : f(fixture) {}
    Fixture& f;
    Strings seen;

    void note(const std::string& what) {
        const Strings heads = f.heads();
        seen.push_back(what + " at " + (heads.empty() ? "base" : heads.front()));
    }
    void on_step_begin(const StepPosition& position) override {
        note("begin " + position.step->revision);
    }
    void on_step_end(const StepPosition& position, std::chrono::milliseconds) override {
        note("end " + position.step->revision);
    }
};

}  // namespace

TEST_CASE("the ends of revisions are recorded in order, each from heads to heads", "[mysql]") {
    Fixture f;
    const Plan plan = f.migrator(chain(any_boundary())).upgrade();
    CHECK(plan.steps.size() == 4);
    CHECK(f.heads() == Strings{"ddd"});
    CHECK(f.rows("SELECT revision, heads_before, heads_after FROM retort_history WHERE outcome = "
                 "'done' AND revision <> '' ORDER BY id") ==
          Strings{"aaa||aaa", "bbb|aaa|bbb", "ccc|bbb|ccc", "ddd|ccc|ddd"});
    CHECK(f.rows("SELECT revision FROM retort_applied ORDER BY applied_at, revision") ==
          Strings{"aaa", "bbb", "ccc", "ddd"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(f.value("SELECT open_step IS NULL FROM retort_state") == "1");
    CHECK(f.migrator(chain(any_boundary())).upgrade().empty());
}

TEST_CASE("the time of a revision is its own", "[mysql]") {
    Fixture f;
    f.migrator({table_a(), upgrade_with("bbb", "aaa", "INSERT INTO a SELECT SLEEP(0.3)"),
                upgrade_with("ccc", "bbb", "INSERT INTO a VALUES (1)"),
                upgrade_with("ddd", "ccc", "INSERT INTO a SELECT SLEEP(0.3)")})
        .upgrade();
    CHECK(f.rows("SELECT revision FROM retort_history WHERE duration_ms >= 300 ORDER BY id") ==
          Strings{"bbb", "ddd"});
}

TEST_CASE("where the first statement of a revision fails, the one before is applied", "[mysql]") {
    Fixture f;
    const auto boundary = any_boundary();
    const auto* const wrong = GENERATE("INSERT INTO missing VALUES (1)", "DROP TABLE missing",
                                       "ALTER TABLE missing ADD y INT", "SELECT missing",
                                       "INSERT INTO a VALUES (1, 2, 3, 4)");
    CAPTURE(boundary.last, boundary.first, wrong);
    const Error error = error_of([&] { f.migrator(chain(boundary, wrong)).upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().revision == "ddd");
    CHECK(error.facts().file == "ddd.sql");
    CHECK(error.facts().line == 5);
    CHECK(error.facts().applied == Strings{"aaa", "bbb", "ccc"});
    CHECK(f.heads() == Strings{"ccc"});
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc"});
    CHECK(failed(f) == Strings{"ddd"});
    const Plan plan = f.migrator(chain(boundary)).upgrade();
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.steps.front().revision == "ddd");
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
}

TEST_CASE("a first row that is refused leaves nothing of its revision", "[mysql]") {
    Fixture f;
    const Error error = error_of([&] {
        f.migrator({table_a(), upgrade_with("bbb", "aaa", "INSERT INTO b VALUES (1)")}).upgrade();
    });
    CHECK(error.facts().rolled_back);
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(f.value("SELECT open_step IS NULL FROM retort_state") == "1");
}

TEST_CASE("who changes the heads before the end of a revision is recorded stops the run",
          "[mysql]") {
    Fixture f;
    const auto revisions = chain({"CREATE INDEX i ON a (x)",
                                  GENERATE("INSERT INTO a VALUES (2)", "ALTER TABLE a ADD y INT")});
    const auto is_made = [&] {
        return f.value(
                   "SELECT count(*) FROM information_schema.statistics WHERE table_schema = "
                   "DATABASE() AND index_name = 'i'") == "1";
    };
    const Deed deed(Moment::before, is_made,
                    [&] { f.client->rows("UPDATE retort_version SET version_num = 'foreign'"); });
    const Error error = error_of([&] { f.migrator(revisions).upgrade(); });
    CHECK(deed.was_done());
    CHECK(error.kind() == ErrorKind::unknown);
    CHECK(f.heads() == Strings{"foreign"});
    CHECK(done(f) == Strings{"aaa"});
    CHECK(f.rows("SELECT * FROM a").empty());
}

TEST_CASE("a revision that changes the heads itself is the one that failed", "[mysql]") {
    Fixture f;
    f.client->rows("CREATE TABLE a (x INT)");
    const Revisions revisions{
        script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE first (x INT);\n"),
        upgrade_with("bbb", "aaa", "INSERT INTO a VALUES (1)"),
        upgrade_with("ccc", "bbb",
                     GENERATE("CREATE TABLE c (x INT)", "INSERT INTO first VALUES (1)"))};
    RunOptions from_base;
    from_base.from_base = true;
    f.migrator(revisions).upgrade("aaa", from_base);
    f.client->rows(
        "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW UPDATE retort_version SET version_num = "
        "'own'");
    const Error error = error_of([&] { f.migrator(revisions).upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().file == "bbb.sql");
    CHECK(error.facts().applied.empty());
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(failed(f) == Strings{"bbb"});
    CHECK(f.tables() == Strings{"a", "first"});
    CHECK(f.rows("SELECT * FROM a").empty());
}

TEST_CASE("a run that is cancelled at any message has recorded the revisions that it did",
          "[mysql]") {
    const auto boundary = any_boundary();
    for (std::size_t at = 1;; ++at) {
        Fixture f;
        std::atomic<bool> cancel{false};
        Options options;
        options.cancel = &cancel;
        auto migrator = f.migrator(chain(boundary), options);
        std::size_t messages = 0;
        std::optional<Error> error;
        {
            const QueryHook hook(Moment::answered, [&](std::size_t number) {
                messages = number;
                cancel = cancel || number == at;
            });
            try {
                migrator.upgrade();
            } catch (const Error& caught) {
                error = caught;
            }
        }
        CAPTURE(at, boundary.last, boundary.first);
        if (messages < at) {
            break;
        }
        if (error) {
            REQUIRE(error->kind() == ErrorKind::cancelled);
            const Strings& applied = error->facts().applied;
            REQUIRE(is_first(applied, {"aaa", "bbb", "ccc", "ddd"}));
            if (f.value("SELECT count(*) FROM information_schema.tables WHERE table_schema = "
                        "DATABASE() AND table_name = 'retort_version'") == "1") {
                REQUIRE(f.heads() == (applied.empty() ? Strings{} : Strings{applied.back()}));
                REQUIRE(done(f) == applied);
            }
        }
        f.migrator(chain(boundary)).upgrade();
        REQUIRE(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
    }
}

TEST_CASE("a session that is ended at any message leaves what the next run finishes", "[mysql]") {
    const auto boundary = any_boundary();
    const auto moment = GENERATE(Moment::before, Moment::sent, Moment::answered);
    for (std::size_t at = 1;; ++at) {
        Fixture f;
        std::string id;
        *f.session << "SELECT CONNECTION_ID()", soci::into(id);
        bool ended = false;
        std::optional<Error> error;
        {
            const QueryHook hook(moment, [&](std::size_t number) {
                if (number == at) {
                    ended = true;
                    f.client->rows("KILL " + id);
                }
            });
            try {
                f.migrator(chain(boundary)).upgrade();
            } catch (const Error& caught) {
                error = caught;
            }
        }
        CAPTURE(at, boundary.last, boundary.first, moment);
        if (!ended) {
            break;
        }
        const auto session = open_session(f.database.server());
        const Plan plan = Migrator(*session, chain(boundary)).upgrade();
        REQUIRE(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
        if (error) {
            CAPTURE(error->what());
            REQUIRE(error->kind() == ErrorKind::connection);
            const Strings& applied = error->facts().applied;
            REQUIRE(is_first(applied, done(f)));
            const Strings all{"aaa", "bbb", "ccc", "ddd"};
            if (!error->facts().revision.empty()) {
                REQUIRE(error->facts().revision == all[applied.size()]);
                REQUIRE(error->facts().file == error->facts().revision + ".sql");
            }
            // What the error calls completed is not run again, what it leaves open may be done.
            REQUIRE(applied.size() + plan.steps.size() <= all.size());
        }
    }
}

TEST_CASE("where the lock is gone the end of a revision is recorded or resumed", "[mysql]") {
    Fixture f;
    const Boundary boundary{"CREATE INDEX i ON a (x)",
                            GENERATE("INSERT INTO a VALUES (2)", "ALTER TABLE a ADD y INT")};
    const bool is_row = std::string(boundary.first).front() == 'I';
    const auto is_made = [&] {
        return f.value(
                   "SELECT count(*) FROM information_schema.statistics WHERE table_schema = "
                   "DATABASE() AND index_name = 'i'") == "1";
    };
    const Deed deed(Moment::before, is_made, [&] { *f.session << "DO RELEASE_ALL_LOCKS()"; });
    const Error error = error_of([&] { f.migrator(chain(boundary)).upgrade(); });
    CHECK(deed.was_done());
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(error.facts().applied == (is_row ? Strings{"aaa", "bbb"} : Strings{"aaa"}));
    CHECK(error.facts().revision == (is_row ? "ccc" : "bbb"));
    CHECK(error.facts().rolled_back == is_row);
    CHECK(f.heads() == Strings{is_row ? "bbb" : "aaa"});
    f.migrator(chain(boundary)).upgrade();
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
}

TEST_CASE("before a function and behind it everything is recorded", "[mysql]") {
    Fixture f;
    FunctionRevision function;
    function.revision.id = "bbb";
    function.revision.down_revisions = {"aaa"};
    Strings heads;
    function.upgrade = [&](soci::session&) {
        heads = f.heads();
        f.client->rows("INSERT INTO seen VALUES (1)");
    };
    f.client->rows("CREATE TABLE seen (x INT)");
    RunOptions from_base;
    from_base.from_base = true;
    const auto is_called = [&] { return f.value("SELECT count(*) FROM seen") == "1"; };
    const Revisions revisions{table_a(), function,
                              upgrade_with("ccc", "bbb", "INSERT INTO missing VALUES (1)")};
    const Error error = error_of([&] { f.migrator(revisions).upgrade("heads", from_base); });
    CHECK(is_called());
    CHECK(heads == Strings{"aaa"});
    CHECK(error.facts().revision == "ccc");
    CHECK(error.facts().applied == Strings{"aaa", "bbb"});
    CHECK(f.heads() == Strings{"bbb"});
}

TEST_CASE("an object that a script uses is brought behind the end of the revision before",
          "[mysql]") {
    Fixture f;
    const Objects views({ObjectText{
        "v.sql", "-- v\n-- retort:object view v\nCREATE VIEW v AS SELECT x FROM a;\n"}});
    const Revisions revisions{
        table_a(),
        script_text("bbb", "aaa",
                    "-- retort:uses view v\n-- retort:upgrade\nINSERT INTO a SELECT x FROM "
                    "v;\n")};
    Migrator(*f.session, revisions, views).upgrade();
    CHECK(f.rows("SELECT coalesce(revision, detail) FROM retort_history WHERE outcome = 'done' AND "
                 "action <> 'adopt' ORDER BY id") == Strings{"aaa", "create view v", "bbb"});
}

TEST_CASE("an observer hears of the end of a step when it is recorded", "[mysql]") {
    Fixture f;
    const auto boundary = any_boundary();
    Watching observer(f);
    Options options;
    options.observer = &observer;
    f.migrator(chain(boundary), options).upgrade();
    CHECK(observer.seen == Strings{"begin aaa at base", "end aaa at aaa", "begin bbb at aaa",
                                   "end bbb at bbb", "begin ccc at bbb", "end ccc at ccc",
                                   "begin ddd at ccc", "end ddd at ddd"});
}

TEST_CASE("long records and long statements are sent for themselves", "[mysql]") {
    Fixture f;
    const std::string many(600000, 'x');
    const auto boundary = any_boundary();
    const bool long_record = GENERATE(false, true);
    const bool long_statement = GENERATE(false, true);
    const std::string downgrade =
        long_record ? "-- retort:downgrade\nDELETE FROM a WHERE '" + many + "' = '';\n" : "";
    const std::string after = long_statement ? "INSERT INTO a (x) SELECT length('" + many + "')"
                                             : "INSERT INTO a (x) VALUES (600000)";
    f.migrator(chain(boundary, after, downgrade)).upgrade();
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
    CHECK(f.value("SELECT max(x) FROM a") == "600000");
    CHECK(f.value("SELECT count(*) FROM retort_applied WHERE length(downgrade_text) > 600000") ==
          (long_record ? "1" : "0"));
}

TEST_CASE("what a revision sets for its session is put back before the next one", "[mysql]") {
    Fixture f;
    f.migrator(
         {table_a(),
          upgrade_with("bbb", "aaa", "SET sql_mode = 'ANSI_QUOTES';\nINSERT INTO \"a\" VALUES (1)"),
          upgrade_with("ccc", "bbb", "INSERT INTO a SELECT 2 WHERE \"text\" = 'text'")})
        .upgrade();
    CHECK(f.rows("SELECT x FROM a ORDER BY x") == Strings{"1", "2"});
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc"});
}

TEST_CASE("downgrades record their ends like upgrades", "[mysql]") {
    Fixture f;
    const Revisions revisions{
        script_text(
            "aaa", "",
            "-- retort:upgrade\nCREATE TABLE a (x INT);\n-- retort:downgrade\nDROP TABLE a;\n"),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade\nINSERT INTO a VALUES (1);\n-- retort:downgrade\nDELETE FROM a;\n"),
        script_text(
            "ccc", "bbb",
            "-- retort:upgrade\nINSERT INTO a VALUES (2);\n-- retort:downgrade\nDELETE FROM a "
            "WHERE x = 2;\n")};
    f.migrator(revisions).upgrade();
    CHECK(f.migrator(revisions).downgrade("base").steps.size() == 3);
    CHECK(f.heads().empty());
    CHECK(f.tables().empty());
    CHECK(f.rows("SELECT revision, heads_before, heads_after FROM retort_history WHERE action = "
                 "'downgrade' ORDER BY id") == Strings{"ccc|ccc|bbb", "bbb|bbb|aaa", "aaa|aaa|"});
    CHECK(f.rows("SELECT * FROM retort_applied").empty());
}

TEST_CASE("a script that begins a transaction of its own finds the revision before recorded",
          "[mysql]") {
    Fixture f;
    const auto boundary = any_boundary();
    const auto own = [&](const std::string& statement) {
        return Revisions{table_a(), upgrade_with("bbb", "aaa", boundary.last),
                         script_text("ccc", "bbb",
                                     "-- retort:upgrade no_transaction\nSTART TRANSACTION;\n" +
                                         statement + ";\nCOMMIT;\n"),
                         upgrade_with("ddd", "ccc", boundary.first)};
    };
    const Error error =
        error_of([&] { f.migrator(own("INSERT INTO missing VALUES (1)")).upgrade(); });
    CHECK(error.facts().revision == "ccc");
    CHECK(error.facts().applied == Strings{"aaa", "bbb"});
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.migrator(own("INSERT INTO a (x) VALUES (4)")).upgrade().steps.size() == 2);
    CHECK(done(f) == Strings{"aaa", "bbb", "ccc", "ddd"});
}
