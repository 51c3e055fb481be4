#include "conformance/fixture.hpp"

#include <algorithm>
#include <future>

using namespace retort_test;

namespace {

Revisions scripts(const std::string& condition = {}) {
    return {
        upgrade_only("aaa", "", "CREATE TABLE aaa (x INTEGER);\n"),
        script_text("bbb", "aaa",
                    "-- retort:upgrade no_transaction\nINSERT INTO aaa VALUES (3);\nCREATE UNIQUE "
                    "INDEX CONCURRENTLY " +
                        condition +
                        "aaa_x ON aaa (x);\nINSERT INTO aaa VALUES (4);\n"
                        "-- retort:downgrade no_transaction\nDROP INDEX CONCURRENTLY aaa_x;\n"
                        "DELETE FROM aaa;\n")};
}

}  // namespace

TEST_CASE("an index is built concurrently, and dropped so", "[index][postgresql]") {
    Fixture f;
    auto migrator = f.migrator(scripts());
    migrator.upgrade();
    CHECK(f.contents() == Strings{"aaa: 3", "aaa: 4", "index aaa_x", "table aaa (x)"});
    CHECK(migrator.downgrade("aaa").steps.size() == 1);
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(f.record().journal.empty());
}

TEST_CASE(
    "a concurrent build that fails names the invalid index, and goes on when the rows are "
    "corrected",
    "[index][postgresql]") {
    const std::string condition = GENERATE("", "IF NOT EXISTS ");
    CAPTURE(condition);
    Fixture f;
    auto migrator = f.migrator(scripts(condition));
    migrator.upgrade("aaa");
    f.run({"INSERT INTO aaa VALUES (1), (1)"});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().line == 6);
    CHECK(error.facts().code == "23505");
    CHECK_FALSE(error.facts().rolled_back);
    CHECK_THAT(error.what(),
               ContainsSubstring("bbb.sql:6: could not create unique index \"aaa_x\". Key (x)=(1) "
                                 "is duplicated. It left the invalid index aaa_x, which the next "
                                 "run drops."));
    const Error second = error_of([&] { migrator.upgrade(); });
    CHECK(second.facts().code == "23505");
    f.run({"DELETE FROM aaa WHERE x = 1"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 3", "aaa: 4", "index aaa_x", "table aaa (x)"});
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|failed|aaa|aaa",
                                "bbb|upgrade|failed|aaa|aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
    CHECK(migrator.check().empty());
}

TEST_CASE("IF NOT EXISTS is not content with an invalid index", "[index][postgresql]") {
    Fixture f;
    auto migrator = f.migrator(scripts("IF NOT EXISTS "));
    migrator.upgrade("aaa");
    f.run({"INSERT INTO aaa VALUES (1), (1)"});
    CHECK_THROWS(f.run({"CREATE UNIQUE INDEX CONCURRENTLY aaa_x ON aaa (x)"}));
    f.run({"DELETE FROM aaa WHERE x = 1"});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK_THAT(error.what(), ContainsSubstring("bbb.sql:6: The statement succeeded, but the index "
                                               "aaa_x is invalid: an earlier build of it was "
                                               "interrupted. Drop it and run again."));
    CHECK(f.heads() == Strings{"aaa"});
    f.run({"DROP INDEX IF EXISTS aaa_x"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 3", "aaa: 4", "index aaa_x", "table aaa (x)"});
}

TEST_CASE("the index that another table has is left alone", "[index][postgresql]") {
    Fixture f;
    auto migrator = f.migrator(scripts());
    migrator.upgrade("aaa");
    f.run({"CREATE TABLE other (x INTEGER)", "INSERT INTO other VALUES (1), (1)"});
    CHECK_THROWS(f.run({"CREATE UNIQUE INDEX CONCURRENTLY other_x ON other (x)"}));
    migrator.upgrade();
    CHECK(f.contents() == Strings{"aaa: 3", "aaa: 4", "index aaa_x", "invalid index other_x",
                                  "other: 1", "other: 1", "table aaa (x)", "table other (x)"});
}

namespace {

/// A step of one statement in no transaction.
Revisions standing_alone(const std::string& statement) {
    return {upgrade_only("aaa", "", "CREATE TABLE aaa (x INTEGER);\n"),
            script_text("bbb", "aaa", "-- retort:upgrade no_transaction\n" + statement + ";\n")};
}

/// Upgrades while another session's transaction stands behind `begun`. Ends the migrator's session
/// where it waits for that, behind `meanwhile`.
void interrupt(Fixture& f, const Revisions& revisions, const Strings& begun,
               const Strings& meanwhile) {
    f.migrator(revisions).upgrade("aaa");
    const auto other = f.place->witness();
    other->rows("BEGIN");
    for (const std::string& statement : begun) {
        other->rows(statement);
    }
    const std::string waiting = "FROM pg_stat_activity WHERE datname = current_database() AND " +
                                other->value("SELECT pg_backend_pid()") +
                                " = ANY (pg_blocking_pids(pid))";
    auto ending = std::async(std::launch::async, [&] {
        auto migrator = f.migrator(revisions);
        return error_of([&] { migrator.upgrade(); }).kind();
    });
    while (f.value("SELECT count(*) " + waiting) == "0") {
    }
    for (const std::string& statement : meanwhile) {
        other->rows(statement);
    }
    f.value("SELECT pg_terminate_backend(pid) " + waiting);
    CHECK(ending.get() == ErrorKind::connection);
    other->rows("COMMIT");
    f.session = f.place->open();
}

/// As if its transaction was building it.
Strings building(const std::string& index, const std::string& on) {
    return {"CREATE INDEX " + index + " ON aaa " + on,
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = '" + index + "'::regclass"};
}

const Strings locked{"LOCK TABLE aaa IN SHARE UPDATE EXCLUSIVE MODE"};

}  // namespace

TEST_CASE("an index that somebody else is building is left alone", "[index][postgresql]") {
    const std::string name = GENERATE("aaa_x ", "");
    CAPTURE(name);
    Fixture f;
    const auto revisions = standing_alone("CREATE INDEX CONCURRENTLY " + name + "ON aaa (x)");
    interrupt(f, revisions, locked, building("foreign_x", name.empty() ? "((x + 1))" : "(x)"));
    f.migrator(revisions).upgrade();
    CHECK(f.contents() == Strings{name.empty() ? "index aaa_x_idx" : "index aaa_x",
                                  "invalid index foreign_x", "table aaa (x)"});
}

TEST_CASE(
    "an invalid index that may be the statement's or somebody else's is for a person to judge",
    "[index][postgresql]") {
    Fixture f;
    const auto revisions = standing_alone("CREATE INDEX CONCURRENTLY ON aaa ((x + 1))");
    interrupt(f, revisions, locked, building("foreign_x", "((x + 1))"));
    auto migrator = f.migrator(revisions);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    CHECK(f.contents() == Strings{"invalid index foreign_x", "table aaa (x)"});
    migrator.repair({Repair::Action::did_not_run, {}});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.contents() ==
          Strings{"index aaa_expr_idx", "invalid index foreign_x", "table aaa (x)"});
}

TEST_CASE("the invalid index that an interrupted build left is dropped, named or not",
          "[index][postgresql]") {
    const std::string name = GENERATE("AAA_X ", "\"a.x\" ", "IF NOT EXISTS aaa_x ", "");
    CAPTURE(name);
    Fixture f;
    const auto revisions =
        standing_alone("CREATE UNIQUE INDEX CONCURRENTLY " + name + "ON public.AAA (X)");
    interrupt(f, revisions, {"INSERT INTO aaa VALUES (1)"}, {});
    const Strings left = f.contents();
    CHECK(std::count_if(left.begin(), left.end(), [](const std::string& line) {
              return line.rfind("invalid index", 0) == 0;
          }) == 1);
    f.migrator(revisions).upgrade();
    CHECK(f.contents() == Strings{"aaa: 1",
                                  name.empty()          ? "index aaa_x_idx"
                                  : name.front() == '"' ? "index a.x"
                                                        : "index aaa_x",
                                  "table aaa (x)"});
}

TEST_CASE("IF NOT EXISTS is not content with an invalid index, however it is written",
          "[index][postgresql]") {
    const std::string name = GENERATE("AAA_X", "\"a.x\"", "\"A x\"");
    CAPTURE(name);
    Fixture f;
    const auto revisions =
        standing_alone("CREATE INDEX CONCURRENTLY IF NOT EXISTS " + name + " ON aaa (x)");
    f.migrator(revisions).upgrade("aaa");
    f.run({"INSERT INTO aaa VALUES (1), (1)"});
    CHECK_THROWS(f.run({"CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON aaa (x)"}));
    const Error error = error_of([&] { f.migrator(revisions).upgrade(); });
    CHECK_THAT(error.what(), ContainsSubstring("The statement succeeded, but the index ") &&
                                 ContainsSubstring(" is invalid: an earlier build of it was "
                                                   "interrupted. Drop it and run again."));
    CHECK(f.heads() == Strings{"aaa"});
    f.run({"DROP INDEX " + name});
    CHECK(f.migrator(revisions).upgrade().steps.size() == 1);
}

TEST_CASE("what an interrupted concurrent REINDEX left is dropped before it runs again",
          "[index][postgresql]") {
    const std::string what =
        GENERATE("TABLE CONCURRENTLY aaa", "INDEX CONCURRENTLY AAA_X", "SCHEMA CONCURRENTLY public",
                 "(VERBOSE, CONCURRENTLY) TABLE "
                 "public.aaa");
    CAPTURE(what);
    Fixture f;
    const Revisions revisions{
        upgrade_only("aaa", "", "CREATE TABLE aaa (x INTEGER);\nCREATE INDEX aaa_x ON aaa (x);\n"),
        script_text("bbb", "aaa", "-- retort:upgrade no_transaction\nREINDEX " + what + ";\n")};
    interrupt(f, revisions, {"INSERT INTO aaa VALUES (1)"}, {});
    CHECK(f.contents() ==
          Strings{"aaa: 1", "index aaa_x", "invalid index aaa_x_ccnew", "table aaa (x)"});
    CHECK(f.migrator(revisions).upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 1", "index aaa_x", "table aaa (x)"});
}
