#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

/// A part in a transaction, one without, one in a transaction; the faulty one names no table.
ScriptText mixed(const std::string& fourth) {
    return script_text("bbb", "aaa",
                       "-- retort:upgrade\n"
                       "INSERT INTO aaa VALUES (1);\n"
                       "-- retort:upgrade no_transaction\n"
                       "INSERT INTO aaa VALUES (2);\n"
                       "BEGIN;\n"
                       "INSERT INTO aaa VALUES (3);\n"
                       "COMMIT;\n" +
                           fourth +
                           "BEGIN;\n"
                           "INSERT INTO aaa VALUES (99);\n"
                           "ROLLBACK;\n"
                           "-- retort:upgrade\n"
                           "INSERT INTO aaa VALUES (5);\n");
}

const std::string good = "INSERT INTO aaa VALUES (4);\n";
const std::string bad = "INSERT INTO nowhere VALUES (4);\n";
const Strings all{"aaa: 1", "aaa: 2", "aaa: 3", "aaa: 4", "aaa: 5", "table aaa (x)"};

struct FailAt : Observer {
    explicit FailAt(int at) : left(at) {}
    int left;
    void on_statement(const Statement& statement) override {
        if (statement.revision == "bbb" && left-- == 0) {
            throw std::runtime_error("stopped here");
        }
    }
};

}  // namespace

TEST_CASE("a revision of several parts runs them in order and leaves no journal", "[parts]") {
    Fixture f;
    auto migrator = f.migrator({table("aaa", ""), mixed(good)});
    migrator.upgrade();
    CHECK(f.contents() == all);
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
    CHECK(f.value("SELECT open_step FROM retort_state") == "NULL");
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a part stops at a failing statement and goes on when its author corrected it",
          "[parts]") {
    Fixture f;
    auto failing = f.migrator({table("aaa", ""), mixed(bad)});
    const Error error = error_of([&] { failing.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().line == 11);
    CHECK(error.facts().code == f.place->unknown_table("nowhere").code);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK_THAT(error.what(),
               ContainsSubstring("The upgrade of revision bbb stopped there; what ran before is "
                                 "recorded and is not run again.\n  Completed before: aaa. The "
                                 "database is at aaa.\n  Correct the script and run again."));
    CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "aaa: 3", "table aaa (x)"});
    CHECK(f.record() ==
          Record{{"aaa"},
                 {"aaa|run"},
                 {"aaa|upgrade|done||aaa", "bbb|upgrade|failed|aaa|aaa"},
                 // Where nothing is transactional, all sections are one part.
                 {f.place->ddl_is_transactional() ? "bbb|upgrade|1|4|0" : "bbb|upgrade|0|5|0"}});
    CHECK_FALSE(f.place->in_transaction(*f.session));
    CHECK(error_of([&] { failing.stamp({"aaa"}); }).kind() == ErrorKind::unfinished);
    CHECK(error_of([&] { failing.downgrade("base"); }).kind() == ErrorKind::unfinished);
    SECTION("corrected") {
        auto corrected = f.migrator({table("aaa", ""), mixed(good)});
        CHECK(corrected.upgrade().steps.size() == 1);
        CHECK(f.contents() == all);
        CHECK(corrected.check().empty());
    }
    SECTION("corrected in a place that ran") {
        auto text = mixed(good);
        text.text = replaced(text.text, "(2)", "(8)");
        auto edited = f.migrator({table("aaa", ""), text});
        CHECK(error_of([&] { edited.upgrade(); }).kind() == ErrorKind::edited);
        CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "aaa: 3", "table aaa (x)"});
    }
}

TEST_CASE("a revision of several parts goes on after any statement that stopped it", "[parts]") {
    const int at = GENERATE(range(0, 10));
    CAPTURE(at);
    Fixture f;
    FailAt observer(at);
    Options options;
    options.observer = &observer;
    {
        auto migrator = f.migrator({table("aaa", ""), mixed(good)}, options);
        CHECK_THROWS_WITH(migrator.upgrade(), "stopped here");
    }
    CHECK_FALSE(f.place->in_transaction(*f.session));
    auto again = f.migrator({table("aaa", ""), mixed(good)});
    CHECK(again.upgrade().steps.size() == 1);
    CHECK(f.contents() == all);
    CHECK(again.check().empty());
}

TEST_CASE("a downgrade of several parts goes on too", "[parts]") {
    Fixture f;
    const auto scripts = [](const std::string& second) {
        return script_text(
            "bbb", "aaa",
            "-- retort:upgrade\nINSERT INTO aaa VALUES (1);\nINSERT INTO aaa VALUES (2);\n"
            "-- retort:downgrade no_transaction\nDELETE FROM aaa WHERE x = 1;\n" +
                second);
    };
    f.migrator({table("aaa", ""), scripts("DELETE FROM nowhere;\n")}).upgrade();
    auto failing = f.migrator({table("aaa", ""), scripts("DELETE FROM nowhere;\n")});
    CHECK(error_of([&] { failing.downgrade("aaa"); }).kind() == ErrorKind::statement);
    CHECK(f.contents() == Strings{"aaa: 2", "table aaa (x)"});
    CHECK(f.record().journal == Strings{"bbb|downgrade|0|1|0"});
    CHECK(error_of([&] { failing.upgrade(); }).kind() == ErrorKind::unfinished);
    auto corrected = f.migrator({table("aaa", ""), scripts("DELETE FROM aaa;\n")});
    CHECK(corrected.downgrade("aaa").steps.size() == 1);
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(f.record().journal.empty());
}

TEST_CASE("a transaction that a part leaves open is rolled back and reported", "[parts]") {
    Fixture f;
    auto migrator = f.migrator(
        {table("aaa", ""), script_text("bbb", "aaa",
                                       "-- retort:upgrade no_transaction\nBEGIN;\nINSERT INTO "
                                       "aaa VALUES (1);\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(f.heads() == Strings{"aaa"});
    CHECK_FALSE(f.place->in_transaction(*f.session));
}

TEST_CASE("settings of completed statements are there again when a part goes on", "[parts]") {
    Fixture f;
    const std::string set = f.dialect() == Dialect::sqlite ? "PRAGMA recursive_triggers = 1;\n"
                            : f.dialect() == Dialect::postgresql
                                ? "SET application_name = 'half';\n"
                                : "SET @@group_concat_max_len = 77;\n";
    const std::string ask =
        f.dialect() == Dialect::sqlite ? "SELECT recursive_triggers FROM pragma_recursive_triggers"
        : f.dialect() == Dialect::postgresql ? "SELECT length(current_setting('application_name'))"
                                             : "SELECT @@group_concat_max_len";
    const auto scripts = [&](const std::string& table_name) {
        return script_text("bbb", "aaa",
                           "-- retort:upgrade no_transaction\n" + set + "INSERT INTO " +
                               table_name + " " + ask + ";\n");
    };
    auto failing = f.migrator({table("aaa", ""), scripts("nowhere")});
    CHECK_THROWS_AS(failing.upgrade(), Error);
    f.session = f.place->open();
    f.migrator({table("aaa", ""), scripts("aaa")}).upgrade();
    CHECK(f.contents() == Strings{f.dialect() == Dialect::sqlite       ? "aaa: 1"
                                  : f.dialect() == Dialect::postgresql ? "aaa: 4"
                                                                       : "aaa: 77",
                                  "table aaa (x)"});
}

TEST_CASE("temporary tables of an interrupted part are lost, and the step is dirty", "[parts]") {
    Fixture f;
    const auto text =
        script_text("bbb", "aaa",
                    "-- retort:upgrade no_transaction\nCREATE TEMPORARY TABLE scratch (x "
                    "INTEGER);\nINSERT INTO scratch VALUES (1);\nINSERT INTO aaa SELECT x "
                    "FROM scratch;\n");
    FailAt observer(2);
    Options options;
    options.observer = &observer;
    options.lock_timeout = std::chrono::milliseconds(20);
    {
        auto migrator = f.migrator({table("aaa", ""), text}, options);
        CHECK_THROWS_WITH(migrator.upgrade(), "stopped here");
    }
    auto migrator = f.migrator({table("aaa", ""), text}, options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    migrator.repair({Repair::Action::did_not_run, "bbb"});
    CHECK(f.migrator({table("aaa", ""), text}).upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)"});
}
