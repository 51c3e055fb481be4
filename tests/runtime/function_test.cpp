#include "runtime/support.hpp"

using namespace retort_test;

namespace {

FunctionRevision function(const std::string& id, const std::string& parent,
                          FunctionRevision::Function upgrade,
                          FunctionRevision::Function downgrade = {}) {
    FunctionRevision result;
    result.revision.id = id;
    if (!parent.empty()) {
        result.revision.down_revisions = {parent};
    }
    result.revision.path = id + " in the test";
    result.upgrade = std::move(upgrade);
    result.downgrade = std::move(downgrade);
    return result;
}

}  // namespace

TEST_CASE("functions and scripts run in one graph", "[runtime]") {
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        function(
            "bbb", "aaa", [](soci::session& sql) { sql << "INSERT INTO aaa VALUES (1)"; },
            [](soci::session& sql) { sql << "DELETE FROM aaa"; }),
        table("ccc", "bbb")};
    auto migrator = f.migrator(revisions);
    CHECK(migrator.upgrade().steps.size() == 3);
    CHECK(f.rows("SELECT x FROM aaa") == Strings{"1"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.downgrade("aaa").steps.size() == 2);
    CHECK(f.rows("SELECT x FROM aaa").empty());
}

TEST_CASE("an exception of a function rolls its revision back", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator({function("aaa", "", [](soci::session& sql) {
        sql << "CREATE TABLE a (x)";
        throw std::runtime_error("the data is odd");
    })});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().rolled_back);
    CHECK_THAT(error.what(), ContainsSubstring("aaa in the test: the data is odd."));
    CHECK(contents(f.path).empty());
    CHECK(f.heads().empty());
}

TEST_CASE("an error of SOCI is reported without its query and values", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator({function("aaa", "", [](soci::session& sql) {
        std::string secret = "s3cret";
        sql << "INSERT INTO nowhere VALUES (:secret)", soci::use(secret);
    })});
    const std::string message = error_of([&] { migrator.upgrade(); }).what();
    CHECK_THAT(message, ContainsSubstring("no such table: nowhere"));
    CHECK(message.find("s3cret") == std::string::npos);
}

TEST_CASE("a function that commits makes its step dirty", "[runtime]") {
    const bool begins_again = GENERATE(true, false);
    const bool throws = GENERATE(true, false);
    Fixture f;
    const Revisions revisions{function("aaa", "", [=](soci::session& sql) {
        sql << "CREATE TABLE a (x)";
        sql << "COMMIT";
        if (begins_again) {
            sql << "BEGIN";
        }
        if (throws) {
            throw std::runtime_error("late");
        }
    })};
    auto migrator = f.migrator(revisions);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(sqlite3_get_autocommit(native(*f.session)) == 1);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    CHECK(error_of([&] { migrator.stamp({"aaa"}); }).kind() == ErrorKind::dirty);
    CHECK(migrator.check().front().kind == "dirty");
    migrator.repair({Repair::Action::did_run, ""});
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(migrator.check().empty());
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a function that rolls back leaves nothing and is told so", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator({function("aaa", "", [](soci::session& sql) {
        sql << "CREATE TABLE a (x)";
        sql << "ROLLBACK";
    })});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().rolled_back);
    CHECK(migrator.check().front().kind == "behind");
}

TEST_CASE("a function that rolls back and goes on makes its step dirty", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator({table("t", ""), Source(function("aaa", "t", [](soci::session& sql) {
                                    sql << "ROLLBACK";
                                    sql << "INSERT INTO t VALUES (1)";
                                }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_FALSE(error.facts().rolled_back);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    CHECK(f.rows("SELECT x FROM t") == Strings{"1"});
}

TEST_CASE("a function without a transaction that fails makes its step dirty", "[runtime]") {
    Fixture f;
    bool fail = true;
    auto revision = function("aaa", "", [&](soci::session& sql) {
        sql << "CREATE TABLE IF NOT EXISTS a (x)";
        if (fail) {
            throw std::runtime_error("half way");
        }
    });
    revision.no_transaction = true;
    auto migrator = f.migrator({Source(revision)});
    CHECK_FALSE(error_of([&] { migrator.upgrade(); }).facts().rolled_back);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::dirty);
    migrator.repair({Repair::Action::did_not_run, "aaa"});
    fail = false;
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(migrator.check().empty());
    CHECK(f.rows("SELECT action, outcome FROM retort_history ORDER BY id") ==
          Strings{"upgrade|dirty", "repair|done", "upgrade|done"});
}

TEST_CASE("a function's version takes the place of its text", "[runtime]") {
    Fixture f;
    auto revision = function("aaa", "", [](soci::session&) {});
    f.migrator({Source(revision)}).upgrade();
    revision.version = "2";
    auto migrator = f.migrator({Source(revision)});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::edited);
}
