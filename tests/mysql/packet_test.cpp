#include "chain.hpp"
#include "fixture.hpp"

#include <functional>

using namespace retort_test;

namespace {

/// Does something before a statement, counted from 1.
struct AtStatement : Observer {
    AtStatement(std::size_t number, std::function<void()> action)
        : at(number), deed(std::move(action)) {}
    std::size_t at;
    std::function<void()> deed;

    void on_statement(const Statement& statement) override {
        if (statement.number == at) {
            deed();
        }
    }
};

Error error_at(Fixture& f, std::size_t number, const Revisions& revisions,
               const std::function<void()>& deed) {
    AtStatement observer(number, deed);
    Options options;
    options.observer = &observer;
    auto migrator = f.migrator(revisions, options);
    return error_of([&] { migrator.upgrade(); });
}

bool takes_two_statements(soci::session& session) {
    try {
        session << "DO 1; DO 2";
        return true;
    } catch (const soci::soci_error&) {
        return false;
    }
}

Revisions two_tables() {
    return {script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n"),
            script_text("bbb", "aaa",
                        "-- retort:upgrade\nINSERT INTO a VALUES (1);\nCREATE TABLE b (x INT);\n"
                        "INSERT INTO b VALUES (2);\n")};
}

}  // namespace

TEST_CASE("a text that the server reads as two statements is refused, and nothing of it runs",
          "[mysql]") {
    Fixture f;
    const auto* const text = GENERATE(
        "DELIMITER //\nCREATE TABLE b (x INT); DROP TABLE a//\n",
        "SET sql_mode = 'NO_BACKSLASH_ESCAPES';\n"
        "INSERT INTO a VALUES ('it\\'); DROP TABLE a; -- ');\n",
        "SET sql_mode = 'ANSI_QUOTES';\n"
        "CREATE TABLE b (x INT DEFAULT 1 COMMENT 'c', \"y\\\" INT); DROP TABLE a; -- \");\n");
    CAPTURE(text);
    auto migrator = f.migrator({script_text(
        "aaa", "", "-- retort:upgrade\nCREATE TABLE a (x TEXT);\n" + std::string(text))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().code == "1064");
    CHECK(f.tables() == Strings{"a"});
    CHECK(f.rows("SELECT * FROM a").empty());
    CHECK_FALSE(takes_two_statements(*f.session));
}

TEST_CASE("statements with semicolons and long ones run whole", "[mysql]") {
    Fixture f;
    const std::string many(600000, 'x');
    f.migrator({script_text("aaa", "",
                            "-- retort:upgrade\nCREATE TABLE a (x LONGTEXT);\n"
                            "INSERT INTO a VALUES ('one; two');\n"
                            "INSERT INTO a VALUES ('" +
                                many +
                                "');\n"
                                "DELIMITER //\n"
                                "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END//\n"
                                "DELIMITER ;\n"
                                "CALL p();\n"
                                "INSERT INTO a VALUES ('end') -- of it\n")})
        .upgrade();
    CHECK(f.rows("SELECT left(x, 8) FROM a") == Strings{"one; two", "xxxxxxxx", "end"});
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("a session takes one statement in a function and when it is given back", "[mysql]") {
    Fixture f;
    FunctionRevision function;
    function.revision.id = "bbb";
    function.revision.down_revisions = {"aaa"};
    bool took_two = true;
    function.upgrade = [&](soci::session& session) { took_two = takes_two_statements(session); };
    f.migrator({script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n"), function})
        .upgrade();
    CHECK_FALSE(took_two);
    CHECK_FALSE(takes_two_statements(*f.session));
}

TEST_CASE("without its lock the run stops before the next statement", "[mysql]") {
    Fixture f;
    f.migrator(Revisions{script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n")})
        .upgrade();
    const auto number = GENERATE(1U, 2U, 3U);
    const auto free_locks = [&] { *f.session << "DO RELEASE_ALL_LOCKS()"; };
    const Error error = error_at(f, number, two_tables(), free_locks);
    CHECK(error.kind() == ErrorKind::locked);
    CHECK(
        std::string(error.what()).find("The lock was gone before the next statement was to run") !=
        std::string::npos);
    CHECK(f.tables() == (number == 3 ? Strings{"a", "b"} : Strings{"a"}));
    CHECK(f.migrator(two_tables()).upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT * FROM a") == Strings{"1"});
    CHECK(f.rows("SELECT * FROM b") == Strings{"2"});
}

TEST_CASE("a statement does not run where others changed the record", "[mysql]") {
    Fixture f;
    f.migrator(Revisions{script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n")})
        .upgrade();
    const Error error = error_at(f, 1, two_tables(), [&] {
        f.client->rows("UPDATE retort_version SET version_num = 'foreign'");
    });
    CHECK(error.kind() == ErrorKind::unknown);
    CHECK(f.rows("SELECT * FROM a").empty());
    CHECK(f.tables() == Strings{"a"});
}

TEST_CASE("a session that is ended between statements leaves what the next run finishes",
          "[mysql]") {
    Fixture f;
    std::string id;
    *f.session << "SELECT CONNECTION_ID()", soci::into(id);
    const auto number = GENERATE(1U, 2U, 3U);
    const Error error = error_at(f, number, two_tables(), [&] { f.client->rows("KILL " + id); });
    CHECK(error.kind() == ErrorKind::connection);
    const auto session = open_session(f.database.server());
    Migrator(*session, two_tables()).upgrade();
    CHECK(f.rows("SELECT * FROM a") == Strings{"1"});
    CHECK(f.rows("SELECT * FROM b") == Strings{"2"});
    CHECK(f.heads() == Strings{"bbb"});
}

TEST_CASE("what a script sets for its session is not in the way of the record", "[mysql]") {
    Fixture f;
    const std::string setting = GENERATE(
        "SET sql_safe_updates = 1", "SET autocommit = 0", "USE information_schema",
        "SET sql_mode = 'ORACLE'", "SET sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,IGNORE_SPACE'",
        "SET character_set_results = utf16", "SET collation_connection = ucs2_general_ci",
        "SET NAMES sjis", "SET foreign_key_checks = 0",
        "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET group_concat_max_len = 4");
    CAPTURE(setting);
    const std::string afterwards = setting == "SET autocommit = 0" ? "SET autocommit = 1;\n" : "";
    const std::string name = f.database.name();
    f.migrator(
         {script_text("aaa", "",
                      "-- retort:upgrade no_transaction\nCREATE TABLE a (x INT PRIMARY KEY);\n" +
                          setting + ";\nCREATE TABLE " + name + ".b (x INT);\nINSERT INTO " + name +
                          ".b VALUES (1);\nALTER TABLE " + name +
                          ".b ADD y INT;\nCREATE INDEX i ON " + name + ".b (y);\nINSERT INTO " +
                          name + ".b VALUES (2, 2);\n" + afterwards),
          script_text("bbb", "aaa", "-- retort:upgrade\nCREATE TABLE c (x INT);\n")})
        .upgrade();
    CHECK(f.tables() == Strings{"a", "b", "c"});
    CHECK(f.rows("SELECT x FROM b") == Strings{"1", "2"});
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
}
