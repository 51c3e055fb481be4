#include "runtime/support.hpp"

using namespace retort_test;

namespace {

std::string pragma(soci::session& session, const std::string& name) {
    std::string value;
    session << "PRAGMA " + name, soci::into(value);
    return value;
}

int count(soci::session& session, const std::string& sql) {
    int rows = 0;
    session << sql, soci::into(rows);
    return rows;
}

}  // namespace

TEST_CASE("the session comes back as it was", "[runtime]") {
    const bool fails = GENERATE(false, true);
    Fixture f;
    *f.session << "PRAGMA foreign_keys = ON";
    *f.session << "PRAGMA recursive_triggers = ON";
    *f.session << "CREATE TEMP TABLE mine (x)";
    const std::string other = f.folder.file("other.db");
    auto migrator = f.migrator(
        {script_text(
             "aaa", "",
             "-- retort:upgrade\nPRAGMA recursive_triggers = OFF;\nPRAGMA legacy_alter_table = "
             "ON;\n"
             "PRAGMA cache_size = 77;\nCREATE TEMP TABLE theirs (x);\nCREATE TEMP VIEW v AS "
             "SELECT * FROM theirs;\nATTACH '" +
                 other + "' AS other;\n"),
         script_text("bbb", "aaa",
                     "-- retort:upgrade\nSELECT count(*) FROM " +
                         std::string(fails ? "theirs" : "mine") + ";\n")});
    if (fails) {
        CHECK_THAT(error_of([&] { migrator.upgrade(); }).what(),
                   ContainsSubstring("no such table: theirs"));
    } else {
        migrator.upgrade();
    }
    CHECK(pragma(*f.session, "foreign_keys") == "1");
    CHECK(pragma(*f.session, "recursive_triggers") == "1");
    CHECK(pragma(*f.session, "legacy_alter_table") == "0");
    CHECK(pragma(*f.session, "cache_size") != "77");
    CHECK(count(*f.session, "SELECT count(*) FROM sqlite_temp_schema") == 1);
    CHECK(count(*f.session, "SELECT count(*) FROM pragma_database_list WHERE name = 'other'") == 0);
}

TEST_CASE("an observer that throws late leaves no transaction behind", "[runtime]") {
    Fixture f;
    struct Throws : Observer {
        void on_step_end(const StepPosition&, std::chrono::milliseconds) override {
            throw std::runtime_error("late");
        }
    } observer;
    Options options;
    options.observer = &observer;
    options.transaction = TransactionMode::single;
    auto migrator = f.migrator({table("aaa", ""), table("bbb", "aaa")}, options);
    CHECK_THROWS_WITH(migrator.upgrade(), "late");
    CHECK(sqlite3_get_autocommit(native(*f.session)) == 1);
    CHECK(f.heads().empty());
}

TEST_CASE("a reader waits for a writer that commits", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", "")}).upgrade();
    Sqlite other(f.path);
    other.run("BEGIN EXCLUSIVE");
    struct Ends : Observer {
        Sqlite* other = nullptr;
        void on_waiting(const Waiting&) override { other->run("COMMIT"); }
    } observer;
    observer.other = &other;
    Options options;
    options.observer = &observer;
    CHECK(f.migrator({table("aaa", "")}, options).current().current == Strings{"aaa"});
}

TEST_CASE("a session in a transaction is refused", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator({table("aaa", "")});
    *f.session << "BEGIN";
    CHECK(std::string(error_of([&] { migrator.upgrade(); }).what()) ==
          "The session is in a transaction. Commit or roll back first: a run needs transactions of "
          "its own.");
    *f.session << "COMMIT";
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("functions that the application registered can be used and stay", "[runtime]") {
    Fixture f;
    sqlite3_create_function(
        native(*f.session), "twice", 1, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value** values) {
            sqlite3_result_int(context, 2 * sqlite3_value_int(values[0]));
        },
        nullptr, nullptr);
    f.migrator(
         {script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a AS SELECT twice(21) AS x;\n")})
        .upgrade();
    CHECK(f.value("SELECT x FROM a") == "42");
    CHECK(count(*f.session, "SELECT twice(4)") == 8);
}

TEST_CASE("the caller's busy handler and authorizer are left alone", "[runtime]") {
    Fixture f;
    int busy = 0;
    int asked = 0;
    sqlite3_busy_handler(
        native(*f.session), [](void* calls, int) { return ++*static_cast<int*>(calls), 0; }, &busy);
    sqlite3_set_authorizer(
        native(*f.session),
        [](void* calls, int, const char*, const char*, const char*, const char*) {
            ++*static_cast<int*>(calls);
            return SQLITE_OK;
        },
        &asked);
    f.migrator({table("aaa", "")}).upgrade();
    const int asked_in_run = asked;
    CHECK(asked_in_run > 0);
    *f.session << "SELECT 1";
    CHECK(asked > asked_in_run);
    Sqlite other(f.path);
    other.run("BEGIN EXCLUSIVE");
    CHECK_THROWS(*f.session << "INSERT INTO aaa VALUES (1)");
    CHECK(busy > 0);
}

TEST_CASE("waiting for a locked database ends with a sentence", "[runtime]") {
    Fixture f;
    Sqlite other(f.path);
    other.run("BEGIN IMMEDIATE");
    struct Waits : Observer {
        int calls = 0;
        void on_waiting(const Waiting& waiting) override {
            ++calls;
            CHECK(waiting.limit == std::chrono::milliseconds(30));
        }
    } observer;
    Options options;
    options.lock_timeout = std::chrono::milliseconds(30);
    options.observer = &observer;
    auto migrator = f.migrator({table("aaa", "")}, options);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(observer.calls == 1);
    other.run("ROLLBACK");
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("waiting for a locked database can be called off", "[runtime]") {
    Fixture f;
    Sqlite other(f.path);
    other.run("BEGIN IMMEDIATE");
    std::atomic<bool> cancel{false};
    struct Waits : Observer {
        std::atomic<bool>* flag = nullptr;
        void on_waiting(const Waiting&) override { flag->store(true); }
    } observer;
    observer.flag = &cancel;
    Options options;
    options.observer = &observer;
    options.cancel = &cancel;
    auto migrator = f.migrator({table("aaa", "")}, options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::cancelled);
}
