#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

/// Three statements, of which the one at `at` names a table that is not there.
std::string with_fault(int at) {
    const Strings good{"CREATE TABLE bbb (x INTEGER);", "INSERT INTO aaa VALUES (2);",
                       "INSERT INTO aaa VALUES (3);"};
    std::string text = "-- \xC3\xA9\xC3\xA9 before\n";
    for (int i = 0; i < 3; ++i) {
        text += i == at ? "INSERT /* \xE6\x97\xA5\n\n */ INTO\n  nowhere VALUES (1);"
                        : good[static_cast<std::size_t>(i)];
        text += " -- \xC3\xA9\n";
    }
    return text;
}

/// With and without progress per statement, which PostgreSQL runs in different ways.
struct OneByOne : Observer {
    explicit OneByOne(bool wants) : wants_(wants) {}
    bool wants_statements() const override { return wants_; }

private:
    bool wants_;
};

}  // namespace

TEST_CASE("a failing statement is told with its line, and its revision rolled back", "[failure]") {
    const int at = GENERATE(0, 1, 2);
    OneByOne observer(GENERATE(true, false));
    CAPTURE(at, observer.wants_statements());
    Options options;
    options.observer = &observer;
    Fixture f;
    const bool whole = f.place->ddl_is_transactional();
    auto migrator = f.migrator(
        {table("aaa", ""), upgrade_only("bbb", "aaa", with_fault(at)), table("ccc", "bbb")},
        options);
    const Error error = error_of([&] { migrator.upgrade(); });
    const Refused refused = f.place->unknown_table("nowhere");
    // The first three lines are the header, the fourth the directive, the fifth the comment. Where
    // the server says where the fault is, that is the line of the name.
    const std::string statement =
        "INSERT /* \xE6\x97\xA5 */ INTO nowhere VALUES (1)" + f.place->traits().statement_end;
    const int line = 7 + at - 1 + (f.dialect() == Dialect::postgresql ? 3 : 0);
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().file == "bbb.sql");
    CHECK(error.facts().line == line);
    CHECK(error.facts().code == refused.code);
    CHECK(error.facts().statement == statement);
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(error.facts().rolled_back == whole);
    if (whole) {
        CHECK(std::string(error.what()) == "bbb.sql:" + std::to_string(line) + ": " +
                                               refused.message + ".\n  statement: " + statement +
                                               "\n  The upgrade of revision bbb was rolled back.\n "
                                               " Completed before: aaa. The database "
                                               "is at aaa.\n  Correct the script and run again.");
        CHECK(f.contents() == Strings{"table aaa (x)"});
        CHECK(f.record() == Record{{"aaa"},
                                   {"aaa|run"},
                                   {"aaa|upgrade|done||aaa", "bbb|upgrade|failed|aaa|aaa"},
                                   {}});
    }
    CHECK(migrator.log().back().detail == error.what());
    CHECK_FALSE(f.place->in_transaction(*f.session));

    auto corrected = f.migrator(
        {table("aaa", ""), upgrade_only("bbb", "aaa", with_fault(3)), table("ccc", "bbb")},
        options);
    if (whole) {
        CHECK(corrected.upgrade().steps.size() == 2);
        CHECK(f.contents() ==
              Strings{"aaa: 2", "aaa: 3", "table aaa (x)", "table bbb (x)", "table ccc (x)"});
        CHECK(corrected.check().empty());
    }
}

TEST_CASE("what the server says beside its message is passed on", "[failure]") {
    OneByOne observer(GENERATE(true, false));
    Options options;
    options.observer = &observer;
    Fixture f;
    auto migrator = f.migrator({upgrade_only("aaa", "",
                                             "CREATE TABLE aaa (x INTEGER PRIMARY KEY);\n"
                                             "INSERT INTO aaa VALUES (1);\n"
                                             "\nINSERT INTO aaa VALUES (1);\n")},
                               options);
    const Error error = error_of([&] { migrator.upgrade(); });
    const Refused refused = f.place->duplicate_key("aaa");
    CHECK(error.facts().code == refused.code);
    CHECK(error.facts().line == 7);
    CHECK_THAT(error.what(), ContainsSubstring("aaa.sql:7: " + refused.message + "."));
}

TEST_CASE("a failing downgrade leaves its revision applied", "[failure]") {
    Fixture f;
    auto migrator = f.migrator(
        {table("aaa", ""),
         script_text("bbb", "aaa",
                     "-- retort:upgrade\nINSERT INTO aaa VALUES (1);\n-- retort:downgrade\n"
                     "DELETE FROM aaa;\nDELETE FROM nowhere;\n"),
         table("ccc", "bbb")});
    migrator.upgrade();
    const Error error = error_of([&] { migrator.downgrade("base"); });
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().line == 8);
    CHECK(error.facts().applied == Strings{"ccc"});
    CHECK(f.heads() == Strings{"bbb"});
    if (f.place->ddl_is_transactional()) {
        CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)"});
        CHECK(f.record().history.back() == "bbb|downgrade|failed|bbb|bbb");
    }
}

TEST_CASE("an observer that throws stops the run like a failing statement", "[failure]") {
    Fixture f;
    struct Throws : Observer {
        bool wants_statements() const override { return true; }
        void on_statement(const Statement& statement) override {
            if (statement.revision == "bbb" && statement.number == 2) {
                throw std::runtime_error("enough");
            }
        }
    } observer;
    Options options;
    options.observer = &observer;
    auto migrator = f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa",
                                                               "INSERT INTO aaa VALUES (1);\n"
                                                               "INSERT INTO aaa VALUES (2);\n")},
                               options);
    CHECK_THROWS_WITH(migrator.upgrade(), "enough");
    CHECK(f.heads() == Strings{"aaa"});
    CHECK_FALSE(f.place->in_transaction(*f.session));
    if (f.place->ddl_is_transactional()) {
        CHECK(f.contents() == Strings{"table aaa (x)"});
    }
}

TEST_CASE("a run is cancelled before its next statement", "[failure]") {
    Fixture f;
    std::atomic<bool> cancel{false};
    struct Cancels : Observer {
        bool wants_statements() const override { return true; }
        std::atomic<bool>* flag = nullptr;
        void on_statement(const Statement& statement) override {
            flag->store(statement.revision == "bbb");
        }
    } observer;
    observer.flag = &cancel;
    Options options;
    options.observer = &observer;
    options.cancel = &cancel;
    auto migrator = f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa",
                                                               "INSERT INTO aaa VALUES (1);\n"
                                                               "INSERT INTO aaa VALUES (2);\n")},
                               options);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::cancelled);
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(f.heads() == Strings{"aaa"});
    if (f.place->ddl_is_transactional()) {
        CHECK(f.contents() == Strings{"table aaa (x)"});
    }
    cancel.store(false);
    options.observer = nullptr;
    CHECK(f.migrator(migrator.revisions(), options).upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "table aaa (x)"});
}

TEST_CASE("every script of the plan is checked before the first statement runs", "[failure]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa", "SELECT 'never ended;\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(error.facts().line == 5);
    CHECK(f.rows(f.place->traits().schema_query).empty());
}
