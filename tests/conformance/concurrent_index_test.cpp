#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

Revisions scripts(const std::string& condition = {}) {
    return {upgrade_only("aaa", "", "CREATE TABLE aaa (x INTEGER);\n"),
            script("bbb", "aaa",
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
