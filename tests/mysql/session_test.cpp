#include "fixture.hpp"

using namespace retort_test;

namespace {

const char* const settings =
    "SELECT CONCAT_WS('|', DATABASE(), @@sql_mode, @@foreign_key_checks, @@unique_checks, "
    "@@check_constraint_checks, @@time_zone, @@character_set_client, @@character_set_connection, "
    "@@character_set_results, @@collation_connection, @@tx_isolation, @@tx_read_only, "
    "@@autocommit, @@sql_notes, @@lock_wait_timeout, @@innodb_lock_wait_timeout)";

std::string text_of(soci::session& session, const std::string& query) {
    std::string text;
    soci::indicator indicator = soci::i_null;
    session << query, soci::into(text, indicator);
    return indicator == soci::i_null ? "NULL" : text;
}

}  // namespace

TEST_CASE("the session is given back as it was lent", "[mysql]") {
    Fixture f;
    *f.session << "SET sql_mode = 'ANSI', time_zone = '+03:00', @mine = 'kept', @number = 5";
    *f.session << "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
    const std::string before = text_of(*f.session, settings);
    f.migrator(
         {script_text("aaa", "",
                      "-- retort:upgrade\n"
                      "SET NAMES latin1;\n"
                      "SET sql_mode = '', foreign_key_checks = 0, unique_checks = 0;\n"
                      "SET check_constraint_checks = 0, time_zone = '+05:00', sql_notes = 0;\n"
                      "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n"
                      "SET lock_wait_timeout = 7, innodb_lock_wait_timeout = 7;\n"
                      "SET @mine = 'changed', @number = 6, @other = 'new';\n"
                      "CREATE TEMPORARY TABLE passing (a INT);\n"
                      "CREATE TABLE a (x INT);\n"
                      "USE mysql;\n")})
        .upgrade();
    CHECK(text_of(*f.session, settings) == before);
    CHECK(text_of(*f.session, "SELECT @mine") == "kept");
    CHECK(text_of(*f.session, "SELECT @number + 1") == "6");
    CHECK(text_of(*f.session, "SELECT @other") == "NULL");
    CHECK_THROWS(text_of(*f.session, "SELECT count(*) FROM passing"));
    CHECK(f.tables() == Strings{"a"});
}

TEST_CASE("the settings of one revision are not those of the next", "[mysql]") {
    Fixture f;
    f.migrator({script_text("aaa", "",
                            "-- retort:upgrade\nSET sql_mode = 'ANSI_QUOTES';\n"
                            "CREATE TABLE \"a\" (x INT);\n"),
                script_text("bbb", "aaa",
                            "-- retort:upgrade\nCREATE TABLE b (x TEXT);\n"
                            "INSERT INTO b VALUES (\"text\");\n")})
        .upgrade();
    CHECK(f.rows("SELECT * FROM b") == Strings{"text"});
}

TEST_CASE("a session in a transaction is not borrowed", "[mysql]") {
    Fixture f;
    const auto* const statement = GENERATE("START TRANSACTION", "SET autocommit = 0");
    CAPTURE(statement);
    *f.session << statement;
    auto migrator =
        f.migrator({script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE a (x INT);\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::transaction);
    CHECK(f.tables().empty());
}

TEST_CASE("a revision in C++ uses the session, and says what it was refused", "[mysql]") {
    Fixture f;
    FunctionRevision good;
    good.revision.id = "aaa";
    good.upgrade = [](soci::session& session) {
        session << "CREATE TABLE a (x INT)";
        session << "INSERT INTO a VALUES (1)";
    };
    f.migrator(Revisions{good}).upgrade();
    CHECK(f.rows("SELECT x FROM a") == Strings{"1"});
    FunctionRevision bad;
    bad.revision.id = "bbb";
    bad.revision.down_revisions = {"aaa"};
    bad.upgrade = [](soci::session& session) { session << "INSERT INTO nosuch VALUES (1)"; };
    auto migrator = f.migrator(Revisions{good, bad});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.facts().code == "1146");
    CHECK(f.heads() == Strings{"aaa"});
}
