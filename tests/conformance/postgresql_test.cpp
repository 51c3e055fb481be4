#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

struct Hears : Observer {
    Strings notices;
    void on_notice(const std::string& notice) override { notices.push_back(notice); }
};

}  // namespace

TEST_CASE("notices reach the observer", "[postgresql]") {
    Fixture f;
    Hears observer;
    Options options;
    options.observer = &observer;
    f.migrator({upgrade_only("aaa", "",
                             "DO $$ BEGIN RAISE NOTICE 'it''s %', 42; RAISE WARNING 'careful'; END "
                             "$$;\nDROP TABLE IF EXISTS nowhere;\n")},
               options)
        .upgrade();
    CHECK(observer.notices == Strings{"NOTICE: it's 42", "WARNING: careful",
                                      "NOTICE: table \"nowhere\" does not exist, skipping"});
}

TEST_CASE("detail, hint and context of the server are in the message", "[postgresql]") {
    Fixture f;
    auto migrator = f.migrator({upgrade_only("aaa", "",
                                             "SELECT 1;\nDO $$ BEGIN\n  RAISE 'no' USING DETAIL = "
                                             "'why', HINT = 'do this', ERRCODE = 'P0777';\nEND "
                                             "$$;\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.facts().code == "P0777");
    CHECK(error.facts().line == 5);
    CHECK_THAT(error.what(), ContainsSubstring("aaa.sql:5: no. why. Hint: do this. In PL/pgSQL "
                                               "function inline_code_block line 2 at RAISE."));
}

TEST_CASE("a hint for a misspelt column, with its own line", "[postgresql]") {
    Fixture f;
    auto migrator = f.migrator(
        {upgrade_only("aaa", "",
                      "-- \xC3\xA9\xC3\xA9\nCREATE TABLE t (name TEXT);\n/* \xC3\xA9 */ SELECT "
                      "'\xC3\xA9',\n\n  nam FROM t;\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.facts().line == 8);
    CHECK(error.facts().code == "42703");
    CHECK_THAT(
        error.what(),
        ContainsSubstring("aaa.sql:8: column \"nam\" does not exist. Hint: Perhaps you meant "
                          "to reference the column \"t.name\"."));
    CHECK(f.contents().empty());
}

TEST_CASE("a deferred constraint that fails at the commit", "[postgresql]") {
    Fixture f;
    auto migrator = f.migrator(
        {upgrade_only(
             "aaa", "",
             "CREATE TABLE parent (id INTEGER PRIMARY KEY);\nCREATE TABLE child (parent "
             "INTEGER CONSTRAINT fits REFERENCES parent DEFERRABLE INITIALLY DEFERRED);\n"),
         upgrade_only("bbb", "aaa",
                      "INSERT INTO child VALUES (7);\nCREATE TABLE later (x INTEGER);\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::foreign_key);
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().code == "23503");
    CHECK(error.facts().rolled_back);
    CHECK_THAT(error.what(),
               ContainsSubstring("The database refused to commit: insert or update on table "
                                 "\"child\" violates foreign key constraint \"fits\". Key "
                                 "(parent)=(7) is not present in table \"parent\"."));
    CHECK(f.contents() == Strings{"table child (parent)", "table parent (id)"});
    CHECK(
        f.record() ==
        Record{{"aaa"}, {"aaa|run"}, {"aaa|upgrade|done||aaa", "bbb|upgrade|failed|aaa|aaa"}, {}});
}

TEST_CASE("settings, roles and prepared statements end with their revision", "[postgresql]") {
    Fixture f;
    const std::string state =
        "SELECT concat_ws('|', current_setting('statement_timeout'), current_setting('TimeZone'), "
        "current_user, current_setting('default_transaction_isolation'), "
        "current_setting('client_connection_check_interval'), "
        "current_setting('default_transaction_read_only'), "
        "(SELECT count(*) FROM pg_prepared_statements))";
    std::string before;
    std::string inside;
    std::string after;
    auto migrator =
        f.migrator({Source(upgrade_only("aaa", "",
                                        "SET statement_timeout = '1h';\nSET TIME ZONE "
                                        "'Asia/Tokyo';\nSET SESSION CHARACTERISTICS AS TRANSACTION "
                                        "ISOLATION LEVEL SERIALIZABLE, READ ONLY;\nPREPARE p AS "
                                        "SELECT 1;\nSET ROLE pg_read_all_data;\n")),
                    Source(function("bbb", "aaa", [&](soci::session& sql) {
                        sql << replaced(state, "_interval')", "_interval') <> ''"),
                            soci::into(inside);
                    }))});
    *f.session << state, soci::into(before);
    CHECK(migrator.upgrade().steps.size() == 2);
    *f.session << state, soci::into(after);
    CHECK(after == before);
    CHECK(inside == "0|UTC|retort|read committed|t|off|0");
}

TEST_CASE("a new value of an enumeration is usable behind its commit", "[postgresql]") {
    Fixture f;
    auto migrator = f.migrator(
        {upgrade_only("aaa", "", "CREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);\n"),
         script_text("bbb", "aaa",
                     "-- retort:upgrade no_transaction\nALTER TYPE mood ADD VALUE 'ok';\n"
                     "-- retort:upgrade\nINSERT INTO t VALUES ('ok');\n")});
    migrator.upgrade();
    CHECK(f.contents() == Strings{"enum mood (sad, ok)", "t: ok", "table t (m)"});
    CHECK(f.record().journal.empty());
}

TEST_CASE("a new value of an enumeration alone needs no section of its own", "[postgresql]") {
    Fixture f;
    f.migrator({upgrade_only("aaa", "", "CREATE TYPE mood AS ENUM ('sad');\n"),
                upgrade_only("bbb", "aaa", "ALTER TYPE mood ADD VALUE 'ok';\n")})
        .upgrade();
    CHECK(f.contents() == Strings{"enum mood (sad, ok)"});
}

TEST_CASE("what cannot run in a transaction is refused before anything runs", "[postgresql]") {
    const std::string statement = GENERATE("VACUUM", "CREATE INDEX CONCURRENTLY i ON aaa (x)",
                                           "DROP INDEX CONCURRENTLY i", "CREATE DATABASE other");
    Fixture f;
    auto migrator = f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa", statement + ";\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(std::string(error.what()) == "bbb.sql:5: \"" + statement +
                                           "\" cannot run inside a transaction. Put it into a "
                                           "section marked no_transaction.");
    CHECK(f.rows(f.place->traits().schema_query).empty());
}

TEST_CASE("a session that is read-only by default can migrate", "[postgresql]") {
    Fixture f;
    *f.session << "SET default_transaction_read_only = on";
    *f.session << "SET default_transaction_isolation = 'serializable'";
    auto migrator = f.migrator(
        {table("aaa", ""), script_text("bbb", "aaa",
                                       "-- retort:upgrade no_transaction\nINSERT INTO aaa "
                                       "VALUES (1);\nCREATE INDEX CONCURRENTLY i ON aaa "
                                       "(x);\n")});
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK(f.contents() == Strings{"aaa: 1", "index i", "table aaa (x)"});
    std::string now;
    *f.session << "SHOW default_transaction_read_only", soci::into(now);
    CHECK(now == "on");
}

TEST_CASE("a statement that hides a failure cannot hide it from the commit", "[postgresql]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), Source(function("bbb", "aaa", [](soci::session& sql) {
                        sql << "INSERT INTO aaa VALUES (1)";
                        try {
                            sql << "INSERT INTO nowhere VALUES (1)";
                        } catch (const soci::soci_error&) {
                        }
                    }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.facts().rolled_back);
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("a quote or comment that is never closed is refused before anything runs",
          "[postgresql]") {
    const std::string rest = GENERATE("/* a /* b */\nSELECT 2;\n", "SELECT $q$ a $$;\nSELECT 2;\n",
                                      "SELECT E'it\\';\n", "SELECT \"a;\n");
    CAPTURE(rest);
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa", "SELECT 1;\n" + rest)});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(error.facts().line == 6);
    CHECK(f.rows(f.place->traits().schema_query).empty());
}

TEST_CASE("a session that is ended inside a statement is known to be rolled back", "[postgresql]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa",
                                                   "CREATE TABLE bbb (x INTEGER);\nSELECT 1,\n  "
                                                   "pg_terminate_backend(pg_backend_pid());\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::connection);
    CHECK(error.facts().line == 6);
    CHECK(error.facts().code == "57P01");
    CHECK(error.facts().rolled_back);
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK_THAT(error.what(), ContainsSubstring("terminating connection due to administrator "
                                               "command") &&
                                 ContainsSubstring("The upgrade of revision bbb was rolled back."));
    CHECK(f.contents() == Strings{"table aaa (x)"});
    f.session = f.place->open();
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("a session is given back with the settings that it had, whatever the scripts set",
          "[postgresql]") {
    Fixture f;
    *f.session << "SET work_mem = '5MB'";
    *f.session << "SET my.own = 'kept'";
    f.migrator({upgrade_only("aaa", "",
                             "CREATE TABLE aaa (x INTEGER);\nSET work_mem = '7MB';\nSET "
                             "statement_timeout = '1min';\nCREATE TEMP TABLE t ();\n"
                             "PREPARE p AS SELECT 1;\n"),
                upgrade_only("bbb", "aaa",
                             "INSERT INTO aaa SELECT count(*) FROM pg_prepared_statements;\nINSERT "
                             "INTO aaa SELECT setting::int / 1024 FROM pg_settings WHERE name = "
                             "'work_mem';\nCREATE TEMP TABLE t ();\n")})
        .upgrade();
    CHECK(f.rows("SELECT x FROM aaa ORDER BY x") == Strings{"0", "5"});
    std::string settings;
    *f.session << "SELECT current_setting('work_mem') || current_setting('my.own') || "
                  "current_setting('statement_timeout') || "
                  "coalesce(to_regclass('pg_temp.t')::text, ' none')",
        soci::into(settings);
    CHECK(settings == "5MBkept0 none");
}

TEST_CASE("tables with partitions are indexed anew in no transaction", "[postgresql]") {
    Fixture f;
    const std::string statement =
        GENERATE("REINDEX TABLE p", "REINDEX INDEX p_x", "REINDEX TABLE CONCURRENTLY p",
                 "REINDEX (VERBOSE) TABLE aaa", "REINDEX SCHEMA public");
    CAPTURE(statement);
    f.migrator(
         {table("aaa", ""),
          script_text("bbb", "aaa",
                      "-- retort:upgrade\nCREATE TABLE p (x INTEGER) PARTITION BY LIST (x);\n"
                      "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);\nCREATE INDEX p_x ON p "
                      "(x);\n-- retort:upgrade no_transaction\n" +
                          statement + ";\n")})
        .upgrade();
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.record().journal.empty());
}

TEST_CASE("a statement that left nothing is corrected and run", "[postgresql]") {
    Fixture f;
    const std::string wrong =
        GENERATE("DROP SUBSCRIPTION nowhere", "CREATE TABLESPACE t LOCATION 'nowhere'",
                 "ALTER DATABASE nowhere SET TABLESPACE pg_default", "CALL nowhere()",
                 "DO $$ BEGIN INSERT INTO aaa VALUES (1); RAISE 'no'; END $$",
                 "CREATE SUBSCRIPTION s CONNECTION 'port=1' PUBLICATION p");
    CAPTURE(wrong);
    const auto revisions = [](const std::string& statement) {
        return Revisions{
            table("aaa", ""),
            script_text("bbb", "aaa",
                        "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES (1);\n" +
                            statement + ";\n")};
    };
    CHECK_THROWS_AS(f.migrator(revisions(wrong)).upgrade(), DatabaseError);
    f.migrator(revisions("INSERT INTO aaa VALUES (2)")).upgrade();
    CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "table aaa (x)"});
}

TEST_CASE("repair says what became of the statement, and the step goes on behind it",
          "[postgresql]") {
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES (1);\nDO $$ BEGIN INSERT "
            "INTO aaa VALUES (2); COMMIT; IF (SELECT count(*) FROM aaa) = 2 THEN PERFORM "
            "pg_terminate_backend(pg_backend_pid()); END IF; END $$;\n"
            "INSERT INTO aaa VALUES (3);\n")};
    CHECK(error_of([&] { f.migrator(revisions).upgrade(); }).kind() == ErrorKind::connection);
    f.session = f.place->open();
    auto migrator = f.migrator(revisions);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    const bool ran = GENERATE(true, false);
    if (!ran) {
        f.run({"INSERT INTO aaa VALUES (0)", "DELETE FROM aaa WHERE x = 2"});
    }
    migrator.repair({ran ? Repair::Action::did_run : Repair::Action::did_not_run, {}});
    CHECK(f.record().journal == Strings{ran ? "bbb|upgrade|0|2|0" : "bbb|upgrade|0|1|0"});
    CHECK(migrator.upgrade().steps.size() == 1);
    f.run({"DELETE FROM aaa WHERE x = 0"});
    CHECK(f.contents() == Strings{"aaa: 1", "aaa: 2", "aaa: 3", "table aaa (x)"});
    CHECK(migrator.check().empty());
}
