#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

Options single() {
    Options options;
    options.transaction = TransactionMode::single;
    return options;
}

}  // namespace

TEST_CASE("transaction control is refused before anything runs", "[transaction]") {
    const std::string statement =
        GENERATE("COMMIT", "BEGIN", "ROLLBACK", "SAVEPOINT x", "RELEASE SAVEPOINT x",
                 "/* \xC3\xA9 */ commit", "-- said\nRollback");
    CAPTURE(statement);
    Fixture f;
    auto migrator = f.migrator(
        {table("aaa", ""),
         upgrade_only("bbb", "aaa", "CREATE TABLE bbb (x INTEGER);\n" + statement + ";\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().line == (statement.front() == '-' ? 7 : 6));
    CHECK(f.rows(f.place->traits().schema_query).empty());
}

TEST_CASE("a session in a transaction is refused and left in it", "[transaction]") {
    Fixture f;
    auto migrator = f.migrator({table("aaa", "")});
    *f.session << "BEGIN";
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(std::string(error.what()) ==
          "The session is in a transaction. Commit or roll back first: a run needs transactions of "
          "its own.");
    CHECK(f.place->in_transaction(*f.session));
    *f.session << "ROLLBACK";
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("single is all or nothing", "[transaction]") {
    Fixture f;
    auto failing = f.migrator({table("aaa", ""), table("bbb", "aaa"),
                               upgrade_only("ccc", "bbb", "INSERT INTO nowhere VALUES (1);\n")},
                              single());
    const Error error = error_of([&] { failing.upgrade(); });
    if (!f.place->ddl_is_transactional()) {
        CHECK(error.kind() == ErrorKind::usage);
        CHECK(f.rows(f.place->traits().schema_query).empty());
        return;
    }
    CHECK(error.kind() == ErrorKind::statement);
    CHECK(error.facts().applied.empty());
    CHECK(error.facts().rolled_back);
    CHECK_THAT(error.what(),
               ContainsSubstring("Nothing of this run is left. The database is at base."));
    CHECK(f.contents().empty());
    CHECK(f.record() == Record{{}, {}, {"ccc|upgrade|failed||"}, {}});

    auto working =
        f.migrator({table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")}, single());
    CHECK(working.upgrade().steps.size() == 3);
    CHECK(f.heads() == Strings{"ccc"});
    CHECK(working.check().empty());
    CHECK(working.downgrade("base").steps.size() == 3);
    CHECK(f.contents().empty());
}

TEST_CASE("single refuses a revision of several parts before anything runs", "[transaction]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""),
                    script_text("bbb", "aaa", "-- retort:upgrade no_transaction\nSELECT 1;\n")},
                   single());
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::usage);
    CHECK(f.rows(f.place->traits().schema_query).empty());
}

TEST_CASE("a script that writes the engine's tables is refused before anything runs",
          "[transaction]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), upgrade_only("bbb", "aaa", "DELETE FROM retort_applied;\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(error.facts().file == "bbb.sql");
    CHECK_THAT(error.what(),
               ContainsSubstring(" writes, defines or drops retort_applied, where the engine "
                                 "records what is applied."));
    CHECK(f.contents().empty());
}

TEST_CASE("a function that writes the version table itself fails", "[transaction][transactional]") {
    Fixture f;
    auto migrator =
        f.migrator({table("aaa", ""), Source(function("bbb", "aaa", [](soci::session& sql) {
                        sql << "UPDATE retort_version SET version_num = 'zzz'";
                    }))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK_THAT(error.what(),
               ContainsSubstring("the revision changed what the version table records, which is "
                                 "the engine's to write."));
    CHECK(f.heads() == Strings{"aaa"});
}
