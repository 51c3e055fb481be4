#include "conformance/fixture.hpp"

using namespace retort_test;

TEST_CASE("functions and scripts run in one graph", "[function]") {
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        function(
            "bbb", "aaa", [](soci::session& sql) { sql << "INSERT INTO aaa VALUES (1)"; },
            [](soci::session& sql) { sql << "DELETE FROM aaa"; }),
        table("ccc", "bbb")};
    auto migrator = f.migrator(revisions);
    CHECK(migrator.upgrade().steps.size() == 3);
    CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)", "table ccc (x)"});
    CHECK(f.record().journal.empty());
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.downgrade("aaa").steps.size() == 2);
    CHECK(f.contents() == Strings{"table aaa (x)"});
}

TEST_CASE("an exception of a function rolls its rows back", "[function][transactional]") {
    Fixture f;
    bool fail = true;
    auto migrator =
        f.migrator({table("aaa", ""), Source(function("bbb", "aaa", [&fail](soci::session& sql) {
                        sql << "INSERT INTO aaa VALUES (1)";
                        if (fail) {
                            throw std::runtime_error("the data is odd");
                        }
                    }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().rolled_back);
    CHECK(std::string(error.what()) ==
          "bbb in the test: the data is odd.\n  The upgrade of revision bbb was rolled back.\n  "
          "Completed before: aaa. The database is at aaa.\n  Correct the script and run again.");
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(
        f.record() ==
        Record{{"aaa"}, {"aaa|run"}, {"aaa|upgrade|done||aaa", "bbb|upgrade|failed|aaa|aaa"}, {}});
    fail = false;
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)"});
}

TEST_CASE("an error of SOCI is reported without its query and values", "[function]") {
    Fixture f;
    auto migrator = f.migrator({function("aaa", "", [](soci::session& sql) {
        std::string secret = "s3cret";
        sql << "INSERT INTO nowhere VALUES (:secret)", soci::use(secret);
    })});
    const Error error = error_of([&] { migrator.upgrade(); });
    const std::string message = error.what();
    CHECK_THAT(message, ContainsSubstring(f.place->unknown_table("nowhere").message));
    CHECK(message.find("s3cret") == std::string::npos);
    CHECK(f.contents().empty());
}

TEST_CASE("a function that commits behind the engine's back makes its step dirty",
          "[function][transactional]") {
    const bool begins_again = GENERATE(true, false);
    const bool throws = GENERATE(true, false);
    CAPTURE(begins_again, throws);
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), Source(function("bbb", "aaa", [=](soci::session& sql) {
                        sql << "INSERT INTO aaa VALUES (1)";
                        sql << "COMMIT";
                        if (begins_again) {
                            sql << "BEGIN";
                        }
                        if (throws) {
                            throw std::runtime_error("late");
                        }
                    }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK_THAT(error.what(), ContainsSubstring("the revision ended the transaction that keeps it "
                                               "whole. Leave transactions to the engine, or set "
                                               "no_transaction."));
    CHECK_FALSE(f.place->in_transaction(*f.session));
    CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)"});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    CHECK(error_of([&] { migrator.downgrade("base"); }).kind() == ErrorKind::dirty);
    CHECK(error_of([&] { migrator.stamp({"bbb"}); }).kind() == ErrorKind::dirty);
    CHECK(migrator.check().front().kind == "dirty");
    migrator.repair({Repair::Action::did_run, ""});
    CHECK(f.record() ==
          Record{{"bbb"},
                 {"aaa|run", "bbb|run"},
                 {"aaa|upgrade|done||aaa", "bbb|upgrade|dirty|aaa|aaa", "bbb|repair|done|aaa|bbb"},
                 {}});
    CHECK(migrator.check().empty());
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a function that rolls back leaves nothing and is told so", "[function][transactional]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), Source(function("bbb", "aaa", [](soci::session& sql) {
                        sql << "INSERT INTO aaa VALUES (1)";
                        sql << "ROLLBACK";
                    }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().rolled_back);
    CHECK(f.contents() == Strings{"table aaa (x)"});
    CHECK(migrator.check().front().kind == "behind");
}

TEST_CASE("a function without a transaction runs its own, and is dirty when it fails",
          "[function]") {
    Fixture f;
    bool fail = true;
    auto revision = function("bbb", "aaa", [&fail](soci::session& sql) {
        soci::transaction own(sql);
        sql << "INSERT INTO aaa VALUES (1)";
        own.commit();
        if (fail) {
            throw std::runtime_error("half way");
        }
    });
    revision.no_transaction = true;
    auto migrator = f.migrator({table("aaa", ""), Source(revision)});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(f.contents() == Strings{"aaa: 1", "table aaa (x)"});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    f.run({"DELETE FROM aaa"});
    migrator.repair({Repair::Action::did_not_run, "bbb"});
    fail = false;
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.record() == Record{{"bbb"},
                               {"aaa|run", "bbb|run"},
                               {"aaa|upgrade|done||aaa", "bbb|upgrade|dirty|aaa|aaa",
                                "bbb|repair|done|aaa|aaa", "bbb|upgrade|done|aaa|bbb"},
                               {}});
}
