#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

const std::string longest(40, 'b');  ///< an id that does not fit into Alembic's column

Options alembic() {
    Options options;
    options.version_table = "alembic_version";
    return options;
}

/// As Alembic leaves it.
void make_alembic(Fixture& f, const std::string& head) {
    f.run({"CREATE TABLE aaa (x INTEGER)", "CREATE TABLE bbb (x INTEGER)",
           "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT "
           "alembic_version_pkc PRIMARY KEY (version_num))",
           "INSERT INTO alembic_version VALUES ('" + head + "')"});
}

}  // namespace

TEST_CASE("a database of Alembic's is taken over as it stands", "[adoption]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator(three_tables(), alembic());
    CHECK(migrator.current().pending == Strings{"ccc"});
    CHECK(revisions_of(migrator.upgrade()) == Strings{"ccc"});
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)", "table ccc (x)"});
    CHECK(f.record("alembic_version") == Record{{"ccc"},
                                                {"aaa|adopted", "bbb|adopted", "ccc|run"},
                                                {"|adopt|done|bbb|bbb", "ccc|upgrade|done|bbb|ccc"},
                                                {}});
    CHECK(migrator.check().empty());
}

TEST_CASE("what Alembic does afterwards is adopted again", "[adoption]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator(three_tables(), alembic());
    migrator.upgrade();
    f.run({"DROP TABLE ccc", "UPDATE alembic_version SET version_num = 'bbb'"});
    CHECK(revisions_of(migrator.upgrade()) == Strings{"ccc"});
    CHECK(migrator.check().empty());
}

TEST_CASE("rows that Alembic left behind are warned of and removed", "[adoption]") {
    Fixture f;
    make_alembic(f, "bbb");
    f.run({"INSERT INTO alembic_version VALUES ('aaa')"});
    struct Warned : Observer {
        Strings warnings;
        void on_warning(const std::string& sentence) override { warnings.push_back(sentence); }
    } observer;
    Options options = alembic();
    options.observer = &observer;
    f.migrator(three_tables(), options).upgrade();
    CHECK(observer.warnings ==
          Strings{"The version table records aaa and bbb, of which only bbb counts: the others are "
                  "below. The next write removes them."});
    CHECK(f.heads("alembic_version") == Strings{"ccc"});
}

TEST_CASE("a version column that is too narrow is noticed before anything runs", "[adoption]") {
    Fixture f;
    make_alembic(f, "aaa");
    auto migrator =
        f.migrator({table("aaa", ""), table("ccc", "aaa"), table(longest, "ccc")}, alembic());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK_THAT(error.what(),
               ContainsSubstring("The column version_num of alembic_version is declared for 32 "
                                 "characters, and revision " +
                                 longest + " has 40. Nothing was run; widen the column first: "));
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)"});
    CHECK(f.heads("alembic_version") == Strings{"aaa"});
    const std::string message = error.what();
    const std::string remedy = message.substr(message.find("first: ") + 7);
    if (f.dialect() != Dialect::sqlite) {
        f.run({remedy});
        CHECK(migrator.upgrade().steps.size() == 2);
        CHECK(f.heads("alembic_version") == Strings{longest});
    }
}

TEST_CASE("Alembic's table beside the own is named", "[adoption]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator(three_tables());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::unmanaged);
    CHECK(std::string(error.what()) ==
          "The database has a table alembic_version, which records bbb, and no version table of "
          "Retort. Take it over with --version-table alembic_version.");
}

TEST_CASE("an unmanaged database is refused with the ways out", "[adoption]") {
    Fixture f;
    f.run({"CREATE TABLE customer (name VARCHAR(20))", "INSERT INTO customer VALUES ('Ada')"});
    auto migrator = f.migrator(three_tables());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::unmanaged);
    CHECK(std::string(error.what()) ==
          "The database has tables (customer) but no record of any revision. Say what it is: "
          "`stamp` the revision that it corresponds to, name its version table with "
          "--version-table, or upgrade with --from-base when none of the revisions has run here.");
    CHECK(f.rows(f.place->traits().schema_query) == Strings{"table customer (name)"});
    SECTION("it starts at base") {
        RunOptions from_base;
        from_base.from_base = true;
        CHECK(migrator.upgrade("heads", from_base).steps.size() == 3);
        CHECK(f.contents() == Strings{"customer: Ada", "table aaa (x)", "table bbb (x)",
                                      "table ccc (x)", "table customer (name)"});
        CHECK(migrator.upgrade().empty());
    }
    SECTION("it is stamped") {
        migrator.stamp({"bbb"});
        CHECK(revisions_of(migrator.upgrade()) == Strings{"ccc"});
    }
}
