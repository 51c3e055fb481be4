#include "runtime/support.hpp"

using namespace retort_test;

namespace {

Options alembic() {
    Options options;
    options.version_table = "alembic_version";
    return options;
}

void make_alembic(Fixture& f, const std::string& head) {
    f.run(
        "CREATE TABLE aaa (x); CREATE TABLE bbb (x);"
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT "
        "alembic_version_pkc PRIMARY KEY (version_num));"
        "INSERT INTO alembic_version VALUES ('" +
        head + "')");
}

}  // namespace

TEST_CASE("a database that Alembic migrated is taken over as it stands", "[runtime]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator(three_tables(), alembic());
    CHECK(migrator.current().pending == Strings{"ccc"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.rows("SELECT version_num FROM alembic_version") == Strings{"ccc"});
    CHECK(f.rows("SELECT revision, origin FROM alembic_version_applied") ==
          Strings{"aaa|adopted", "bbb|adopted", "ccc|run"});
    CHECK(f.rows("SELECT action, heads_after FROM alembic_version_history ORDER BY id") ==
          Strings{"adopt|bbb", "upgrade|ccc"});
    CHECK(migrator.check().empty());
}

TEST_CASE("the first upgrade adopts even with nothing to do", "[runtime]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator({table("aaa", ""), table("bbb", "aaa")}, alembic());
    CHECK(migrator.upgrade().empty());
    CHECK(f.value("SELECT count(*) FROM alembic_version_applied") == "2");
}

TEST_CASE("what Alembic does to a database of Retort is adopted", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(three_tables(), alembic());
    migrator.upgrade("aaa");
    f.run("CREATE TABLE bbb (x); UPDATE alembic_version SET version_num = 'bbb'");
    CHECK(migrator.upgrade().steps.size() == 1);
    f.run("DROP TABLE ccc; UPDATE alembic_version SET version_num = 'bbb'");
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(migrator.check().empty());
}

TEST_CASE("superfluous rows are read as their closure and removed", "[runtime]") {
    Fixture f;
    make_alembic(f, "bbb");
    f.run("INSERT INTO alembic_version VALUES ('aaa')");
    struct Warned : Observer {
        Strings warnings;
        void on_warning(const std::string& sentence) override { warnings.push_back(sentence); }
    } observer;
    Options options = alembic();
    options.observer = &observer;
    f.migrator({table("aaa", ""), table("bbb", "aaa")}, options).upgrade();
    CHECK(observer.warnings ==
          Strings{"The version table records aaa and bbb, of which only bbb counts: the others are "
                  "below. The next write removes them."});
    CHECK(f.rows("SELECT version_num FROM alembic_version") == Strings{"bbb"});
}

TEST_CASE("a revision that was given a parent after it ran is recorded anew once", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("bbb", "")}).upgrade();
    CHECK(f.heads() == Strings{"aaa", "bbb"});
    auto migrator = f.migrator({table("aaa", ""), table("bbb", "aaa")});
    CHECK(migrator.upgrade().empty());
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(migrator.check().empty());
    CHECK(f.rows("SELECT action FROM retort_history WHERE action = 'adopt'").size() <= 1);
}

TEST_CASE("an Alembic table beside an absent one of ours is named", "[runtime]") {
    Fixture f;
    make_alembic(f, "bbb");
    auto migrator = f.migrator(three_tables());
    CHECK(std::string(error_of([&] { migrator.upgrade(); }).what()) ==
          "The database has a table alembic_version, which records bbb, and no version table of "
          "Retort. Take it over with --version-table alembic_version.");
}

TEST_CASE("an id too long for Alembic's column is noticed before anything runs", "[runtime]") {
    Fixture f;
    make_alembic(f, "aaa");
    const std::string id = "r_that_takes_more_than_32_letters";
    auto migrator =
        f.migrator({table("aaa", ""), table("bbbb", "aaa"), table(id, "bbbb")}, alembic());
    const std::string before = contents(f.path);
    const std::string remedy =
        R"(BEGIN; ALTER TABLE "main"."alembic_version" RENAME TO "alembic_version_narrow"; )"
        R"(CREATE TABLE IF NOT EXISTS "main"."alembic_version" (version_num VARCHAR(255) NOT NULL, )"
        R"(CONSTRAINT "alembic_version_pkc" PRIMARY KEY (version_num)) WITHOUT ROWID; )"
        R"(INSERT INTO "main"."alembic_version" SELECT version_num FROM )"
        R"("main"."alembic_version_narrow"; DROP TABLE "main"."alembic_version_narrow"; COMMIT;)";
    const std::string message =
        "The column version_num of alembic_version is declared for 32 characters, and revision " +
        id + " has 33. Nothing was run; widen the column first: " + remedy;
    RunOptions dry;
    dry.dry_run = true;
    CHECK(error_of([&] { migrator.upgrade(); }).what() == message);
    CHECK(error_of([&] { migrator.upgrade("heads", dry); }).what() == message);
    CHECK(error_of([&] { migrator.stamp({id}, false); }).what() == message);
    CHECK(error_of([&] { migrator.stamp({id}, true); }).facts().revision == id);
    CHECK(contents(f.path) == before);

    f.run(remedy);
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK(f.rows("SELECT version_num FROM alembic_version") == Strings{id});
}

TEST_CASE("a column is wide enough for ids that fit, counted in characters", "[runtime]") {
    Fixture f;
    make_alembic(f, "aaa");
    std::string umlauts;
    for (int i = 0; i < 32; ++i) {
        umlauts += "\xC3\xA4";
    }
    auto migrator = f.migrator(
        {table("aaa", ""), script_text(umlauts, "aaa", "-- retort:upgrade\n")}, alembic());
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("an unmanaged database is refused with the ways out", "[runtime]") {
    Fixture f;
    f.run("CREATE TABLE theirs (x); CREATE TABLE others (x)");
    const std::string before = contents(f.path);
    auto migrator = f.migrator({table("aaa", "")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::unmanaged);
    CHECK(std::string(error.what()) ==
          "The database has tables (others and theirs) but no record of any revision. Say what it "
          "is: `stamp` the revision that it corresponds to, name its version table with "
          "--version-table, or upgrade with --from-base when none of the revisions has run here.");
    CHECK(contents(f.path) == before);
    SECTION("stamp") {
        migrator.stamp({"aaa"});
    }
    SECTION("from base") {
        RunOptions options;
        options.from_base = true;
        migrator.upgrade("heads", options);
    }
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("two applications share a database without seeing each other", "[runtime]") {
    Fixture f;
    Options other;
    other.version_table = "other";
    RunOptions from_base;
    from_base.from_base = true;
    f.migrator({table("aaa", "")}).upgrade();
    auto second = f.migrator({table("zzz", "")}, other);
    second.upgrade("heads", from_base);
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.rows("SELECT version_num FROM other") == Strings{"zzz"});
    second.downgrade("base");
    CHECK(f.migrator({table("aaa", "")}).upgrade().empty());
}

TEST_CASE("reading creates nothing", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(three_tables());
    migrator.current();
    migrator.history();
    migrator.log();
    migrator.check();
    migrator.plan(Direction::upgrade);
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
}

TEST_CASE("state tables of another schema are found there", "[runtime]") {
    Fixture f;
    *f.session << "ATTACH '" + f.folder.file("state.db") + "' AS records";
    Options options;
    options.version_schema = "records";
    auto migrator = f.migrator({table("aaa", "")}, options);
    migrator.upgrade();
    CHECK(f.rows("SELECT name FROM sqlite_schema") == Strings{"aaa"});
    CHECK(Sqlite(f.folder.file("state.db")).value("SELECT version_num FROM retort_version") ==
          "aaa");
    CHECK(migrator.upgrade().empty());
}
