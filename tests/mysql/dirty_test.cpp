#include "fixture.hpp"
#include "query_hook.hpp"

#include <csignal>
#include <cstring>

using namespace retort_test;

namespace {

/// Ends this process before it records that statement `number` has run.
void kill_after_statement(const Server& server, const Revisions& revisions, std::size_t number) {
    struct Count : Observer {
        std::size_t begun = 0;
        void on_statement(const Statement&) override { ++begun; }
    } count;
    std::size_t messages = 0;  // since the statement was announced
    const int signal = in_child([&] {
        const QueryHook hook(QueryHook::Moment::before, [&](std::size_t) {
            if (count.begun == number && ++messages == 2) {
                raise(SIGKILL);
            }
        });
        const auto session = open_session(server);
        Options options;
        options.observer = &count;
        Migrator(*session, revisions, options).upgrade();
    });
    REQUIRE(signal == SIGKILL);
}

const Revisions& calling_a_procedure() {
    static const Revisions revisions{script_text(
        "aaa", "",
        "-- retort:upgrade\nCREATE TABLE a (x INT);\nCREATE PROCEDURE p() INSERT INTO a "
        "VALUES (1);\nCALL p();\nCREATE TABLE b (x INT);\n")};
    return revisions;
}

}  // namespace

TEST_CASE("a statement that nobody can judge makes the step dirty", "[mysql]") {
    Fixture f;
    kill_after_statement(f.database.server(), calling_a_procedure(), 3);
    auto migrator = f.migrator(calling_a_procedure());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::dirty);
    CHECK(std::string(error.what())
              .find("it was interrupted in the statement of line 6 (\"CALL "
                    "p()\"), and the catalog does not tell whether that took "
                    "effect") != std::string::npos);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    CHECK(error_of([&] { migrator.stamp({"aaa"}); }).kind() == ErrorKind::dirty);
    CHECK(std::string(error.what())
              .find("then say what is true of that statement: `repair --did-run` when all that it "
                    "does is there, `repair --did-not-run` when nothing of it is left. The next "
                    "run goes on from there.") != std::string::npos);
}

TEST_CASE("a procedure that fails may have left something", "[mysql]") {
    Fixture f;
    auto migrator =
        f.migrator({script_text("aaa", "",
                                "-- retort:upgrade\nCREATE TABLE a (x INT PRIMARY KEY);\n"
                                "DELIMITER //\n"
                                "CREATE PROCEDURE p() BEGIN INSERT INTO a VALUES (1); "
                                "INSERT INTO a VALUES (1); END//\n"
                                "CALL p()//\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::statement);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::dirty);
    CHECK(std::string(error.what())
              .find("the database refused the statement of line 7 (\"CALL "
                    "p()\") and may have kept a part of it") != std::string::npos);
}

namespace {

/// What a step comes to when it is not disturbed.
std::string undisturbed(const Revisions& revisions) {
    Fixture f;
    f.migrator(revisions).upgrade();
    return contents(*f.client);
}

}  // namespace

namespace {

const Revisions& without_transactions() {
    static const Revisions revisions{script_text(
        "aaa", "",
        "-- retort:upgrade\nCREATE TABLE a (x INT) ENGINE=MyISAM;\nCREATE TABLE b (x INT);\n"
        "INSERT INTO b VALUES (1);\nINSERT INTO a SELECT x FROM b;\n"
        "INSERT INTO b VALUES (2);\n")};
    return revisions;
}

/// Ends this process before the first message that it would send when `a` has rows.
void kill_when_rows_are_there(const Server& server, const Revisions& revisions) {
    const int signal = in_child([&] {
        const QueryHook hook(QueryHook::Moment::before, [&](std::size_t) {
            if (ServerClient::connect(server)->value(
                    "SELECT coalesce(sum(table_rows), 0) FROM information_schema.tables WHERE "
                    "table_schema = DATABASE() AND table_name = 'a'") != "0") {
                raise(SIGKILL);
            }
        });
        Migrator(*open_session(server), revisions).upgrade();
    });
    REQUIRE(signal == SIGKILL);
}

}  // namespace

TEST_CASE("rows of a table without transactions are changed once", "[mysql]") {
    Fixture f;
    CHECK(f.migrator(without_transactions()).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
    CHECK(f.rows("SELECT x FROM b ORDER BY x") == Strings{"1", "2"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
}

TEST_CASE("an interrupted change of rows without transactions makes the step dirty", "[mysql]") {
    Fixture f;
    kill_when_rows_are_there(f.database.server(), without_transactions());
    auto migrator = f.migrator(without_transactions());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::dirty);
    CHECK(std::string(error.what())
              .find("it was interrupted in the statement of line 7 (\"INSERT INTO a SELECT x FROM "
                    "b\"), and the catalog does not tell whether that took effect") !=
          std::string::npos);
    migrator.repair({Repair::Action::did_run, {}});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(contents(*f.client) == undisturbed(without_transactions()));
}

TEST_CASE("a refused change of rows without transactions may have left some", "[mysql]") {
    Fixture f;
    auto migrator = f.migrator({script_text(
        "aaa", "",
        "-- retort:upgrade\nCREATE TABLE a (x INT PRIMARY KEY) ENGINE=Aria TRANSACTIONAL=0"
        ";\nINSERT INTO a VALUES (1), (1);\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).facts().code == "1062");
    CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
}

TEST_CASE("repair says what became of the statement, and the step goes on behind it", "[mysql]") {
    Fixture f;
    kill_after_statement(f.database.server(), calling_a_procedure(), 3);
    auto migrator = f.migrator(calling_a_procedure());
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    const bool ran = GENERATE(true, false);
    if (!ran) {
        f.client->rows("DELETE FROM a");
    }
    migrator.repair({ran ? Repair::Action::did_run : Repair::Action::did_not_run, {}});
    CHECK(f.rows("SELECT done, started, dirty FROM retort_journal") ==
          Strings{ran ? "3|0|NULL" : "2|0|NULL"});
    CHECK(f.rows("SELECT detail FROM retort_history WHERE action = 'repair'") ==
          Strings{ran ? "upgrade, statement 3 of part 1 accepted as done"
                      : "upgrade, statement 3 of part 1 accepted as never run"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(contents(*f.client) == undisturbed(calling_a_procedure()));
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(migrator.check().empty());
}

TEST_CASE("a statement that left nothing is corrected and run", "[mysql]") {
    const auto* const wrong =
        GENERATE("CREATE TABEL b (x INT)", "CALL nowhere()", "CALL p(", "CALL p(1)", "FROBNICATE a",
                 "REVOKE SELECT ON a FROM nobody_here", "DROP USER nobody_here",
                 "DROP SERVER nowhere", "BEGIN NOT ATOMIC INSERT INTO a VALEUS (1); END");
    CAPTURE(wrong);
    Fixture f;
    const auto revisions = [](const std::string& second) {
        return Revisions{script_text("aaa", "",
                                     "-- retort:upgrade\nDELIMITER //\nCREATE TABLE a (x INT)//\n"
                                     "CREATE PROCEDURE p() INSERT INTO a VALUES (1)//\n" +
                                         second + "//\n")};
    };
    CHECK(error_of([&] { f.migrator(revisions(wrong)).upgrade(); }).kind() == ErrorKind::statement);
    CHECK(f.migrator(revisions("CALL p()")).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
}

TEST_CASE("a fault in a text that a procedure made may be behind something", "[mysql]") {
    Fixture f;
    auto migrator = f.migrator({script_text(
        "aaa", "",
        "-- retort:upgrade\nDELIMITER //\nCREATE TABLE a (x INT)//\n"
        "CREATE PROCEDURE p() BEGIN INSERT INTO a VALUES (1); EXECUTE IMMEDIATE 'x'; END//\n"
        "CALL p()//\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).facts().code == "1064");
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
}
