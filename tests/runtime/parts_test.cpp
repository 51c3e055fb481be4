#include "runtime/support.hpp"

using namespace retort_test;

namespace {

/// Throws before the n-th statement of a run.
struct FailAt : Observer {
    explicit FailAt(int at) : left(at) {}
    int left;
    void on_statement(const Statement&) override {
        if (left-- == 0) {
            throw std::runtime_error("stopped here");
        }
    }
};

const char* const mixed =
    "-- retort:upgrade\n"
    "CREATE TABLE a (x);\n"
    "INSERT INTO a VALUES (1);\n"
    "-- retort:upgrade no_transaction\n"
    "INSERT INTO a VALUES (2);\n"
    "PRAGMA user_version = 7;\n"
    "BEGIN;\n"
    "INSERT INTO a VALUES (3);\n"
    "INSERT INTO a VALUES (4);\n"
    "COMMIT;\n"
    "VACUUM;\n"
    "BEGIN;\n"
    "INSERT INTO a VALUES (99);\n"
    "ROLLBACK;\n"
    "-- retort:upgrade\n"
    "INSERT INTO a VALUES (5);\n";
constexpr int mixed_statements = 13;

}  // namespace

TEST_CASE("a revision of several parts runs them in order and leaves no journal", "[runtime]") {
    Fixture f;
    f.migrator({script_text("aaa", "", mixed)}).upgrade();
    CHECK(f.rows("SELECT x FROM a") == Strings{"1", "2", "3", "4", "5"});
    CHECK(f.value("PRAGMA user_version") == "7");
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(f.value("SELECT open_step FROM retort_state") == "NULL");
    CHECK(f.migrator({script_text("aaa", "", mixed)}).upgrade().empty());
}

TEST_CASE("a revision of several parts goes on after any statement that stopped it", "[runtime]") {
    const int at = GENERATE(range(0, mixed_statements));
    CAPTURE(at);
    Fixture f;
    FailAt observer(at);
    Options options;
    options.observer = &observer;
    {
        auto migrator = f.migrator({script_text("aaa", "", mixed)}, options);
        CHECK_THROWS_WITH(migrator.upgrade(), "stopped here");
    }
    CHECK(sqlite3_get_autocommit(native(*f.session)) == 1);
    if (f.value("SELECT count(*) FROM retort_journal") == "1") {
        auto other = f.migrator({script_text("aaa", "", mixed), table("bbb", "")});
        CHECK(error_of([&] { other.stamp({"bbb"}); }).kind() == ErrorKind::unfinished);
    }
    CHECK(f.migrator({script_text("aaa", "", mixed)}).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT x FROM a") == Strings{"1", "2", "3", "4", "5"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
}

TEST_CASE("completed statements must be the same text when a step goes on", "[runtime]") {
    Fixture f;
    FailAt observer(4);
    Options options;
    options.observer = &observer;
    {
        auto migrator = f.migrator({script_text("aaa", "", mixed)}, options);
        CHECK_THROWS_WITH(migrator.upgrade(), "stopped here");
    }
    std::string changed = mixed;
    changed.replace(changed.find("VALUES (2)"), 10, "VALUES (8)");
    auto migrator = f.migrator({script_text("aaa", "", changed)});
    CHECK(
        std::string(error_of([&] { migrator.upgrade(); }).what()) ==
        "aaa.sql: statements of revision aaa that have already run were changed since. Put them "
        "back and run again, or finish or undo the step by hand and say `repair --did-run` or "
        "`repair --did-not-run`.\n  The upgrade of revision aaa stopped there; what ran before is "
        "recorded and is not run again.\n  Nothing else was run. The database is at base.");
}

TEST_CASE("a completed part is not run again when the rest of the script is corrected",
          "[runtime]") {
    const std::string first = "-- retort:upgrade\nCREATE TABLE a (x);\nINSERT INTO a VALUES (1);\n";
    const std::string second =
        "-- retort:upgrade no_transaction\nINSERT INTO nowhere VALUES (1);\n";
    Fixture f;
    {
        auto failing = f.migrator({script_text("aaa", "", first + second)});
        CHECK(error_of([&] { failing.upgrade(); }).kind() == ErrorKind::statement);
    }
    SECTION("the rest is taken out") {
        CHECK(f.migrator({script_text("aaa", "", first)}).upgrade().steps.size() == 1);
        CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
        CHECK(f.heads() == Strings{"aaa"});
        CHECK(f.migrator({script_text("aaa", "", first)}).check().empty());
    }
    SECTION("the parts are joined") {
        auto joined = f.migrator({script_text("aaa", "", first + "INSERT INTO a VALUES (2);\n")});
        CHECK(error_of([&] { joined.upgrade(); }).kind() == ErrorKind::edited);
    }
}

TEST_CASE("the journal tells a killed first revision from an unmanaged database", "[runtime]") {
    Fixture f;
    FailAt observer(3);
    Options options;
    options.observer = &observer;
    {
        auto migrator = f.migrator({script_text("aaa", "", mixed)}, options);
        CHECK_THROWS(migrator.upgrade());
    }
    f.run("DELETE FROM retort_history");  // as if it was killed before it could say so
    CHECK(f.migrator({script_text("aaa", "", mixed)}).upgrade().steps.size() == 1);
}

TEST_CASE("temporary tables of an interrupted part are lost, and the step is told dirty",
          "[runtime]") {
    const std::string text =
        "-- retort:upgrade no_transaction\nCREATE TEMP TABLE t AS SELECT 1 AS x;\n"
        "CREATE TABLE a AS SELECT x FROM t;\n";
    Fixture f;
    FailAt observer(1);
    Options options;
    options.observer = &observer;
    options.lock_timeout = std::chrono::milliseconds(20);
    {
        auto migrator = f.migrator({script_text("aaa", "", text)}, options);
        CHECK_THROWS(migrator.upgrade());
    }
    auto migrator = f.migrator({script_text("aaa", "", text)}, options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    migrator.repair({Repair::Action::did_not_run, "aaa"});
    CHECK(f.migrator({script_text("aaa", "", text)}).upgrade().steps.size() == 1);
}

TEST_CASE("a transaction that a section leaves open is rolled back and reported", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(
        {script_text("aaa", "",
                     "-- retort:upgrade no_transaction\nCREATE TABLE a (x);\nBEGIN;\nINSERT INTO a "
                     "VALUES (1);\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(f.rows("SELECT * FROM a").empty());
    CHECK(f.heads().empty());
}

TEST_CASE("transaction control in a transactional section is refused before anything runs",
          "[runtime]") {
    const std::string statement = GENERATE("COMMIT", "BEGIN", "END", "ROLLBACK", "SAVEPOINT x",
                                           "RELEASE x", "/* c */ commit");
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""),
                    script_text("bbb", "aaa",
                                "-- retort:upgrade\nCREATE TABLE b (x);\n" + statement + ";\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().line == 6);
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
}

TEST_CASE("single refuses a revision of several parts before anything runs", "[runtime]") {
    Fixture f;
    Options single;
    single.transaction = TransactionMode::single;
    auto migrator = f.migrator({table("aaa", ""), script_text("bbb", "aaa", mixed)}, single);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::usage);
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
}
