#include "runtime/support.hpp"

#include <retort/offline.hpp>

using namespace retort_test;

namespace {

ScriptText labelled(const std::string& id, const std::string& parents, const std::string& labels) {
    const ScriptText plain = table(id, parents);
    const auto header = plain.text.find("-- retort:upgrade");
    return {plain.name, plain.text.substr(0, header) + "-- retort:branch_labels " + labels + "\n" +
                            plain.text.substr(header)};
}

}  // namespace

TEST_CASE("an edited script is named, and accepted only on request", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    auto migrator =
        f.migrator({script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE aaa (x, y);\n"),
                    table("bbb", "aaa"), table("ccc", "bbb")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::edited);
    CHECK(error.facts().revision == "aaa");
    CHECK(error.facts().file == "aaa.sql");
    CHECK(
        std::string(error.what()) ==
        "aaa.sql: the script of revision aaa differs from what was applied. Put the text back and "
        "write a new revision for the change, or accept the present text with `repair "
        "--accept-edited aaa`.");
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(migrator.check().back().kind == "edited");
    migrator.repair({Repair::Action::accept_edited, "aaa"});
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(error_of([&] {
              migrator.repair({Repair::Action::accept_edited, "aaa"});
          }).kind() == ErrorKind::usage);
}

TEST_CASE("comments, blanks between statements and downgrades make no edited script", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    auto migrator = f.migrator(
        {script_text("aaa", "",
                     "-- retort:upgrade\n\n-- a comment\r\nCREATE TABLE aaa (x);\n\n\n-- "
                     "retort:downgrade\nDROP TABLE IF EXISTS aaa;\n"),
         table("bbb", "aaa")});
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("a database ahead of the program is an error, allowed on request", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")}).upgrade();
    auto older = f.migrator(two_tables());
    const Error error = error_of([&] { older.upgrade(); });
    CHECK(error.kind() == ErrorKind::unknown);
    CHECK(error.facts().revision == "ccc");
    CHECK(older.current().unknown == Strings{"ccc"});
    CHECK(older.current().pending.empty());
    CHECK(older.check().front().kind == "unknown");
    Options allow;
    allow.unknown = UnknownPolicy::allow;
    CHECK(f.migrator(two_tables(), allow).upgrade().empty());
    auto behind = f.migrator({table("aaa", ""), table("bbb", "aaa"), table("zzz", "aaa")}, allow);
    CHECK(error_of([&] { behind.upgrade(); }).kind() == ErrorKind::unknown);
}

TEST_CASE("a database ahead of the program is taken down with the text that it keeps",
          "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb"), table("ddd", "ccc")})
        .upgrade();
    auto older = f.migrator(two_tables());
    const Plan plan = older.downgrade("bbb");
    CHECK(plan.steps.size() == 2);
    CHECK(f.heads() == Strings{"bbb"});
    CHECK(f.rows("SELECT name FROM sqlite_schema WHERE name IN ('ccc', 'ddd')").empty());
    CHECK(older.check().empty());
}

TEST_CASE("a recorded revision that nobody knows is an error, and purge forgets it", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    f.run("UPDATE retort_version SET version_num = 'from_elsewhere'");
    auto migrator = f.migrator(two_tables());
    CHECK(std::string(error_of([&] { migrator.upgrade(); }).what()) ==
          "The database records revision from_elsewhere, which the scripts do not have: a newer "
          "program has upgraded it, or scripts are missing. Use the newer scripts, or record what "
          "the "
          "database corresponds to with `stamp --purge`.");
    CHECK(error_of([&] { migrator.downgrade("base"); }).kind() == ErrorKind::unknown);
    CHECK(error_of([&] { migrator.stamp({"bbb"}); }).kind() == ErrorKind::unknown);
    CHECK(migrator.stamp({"bbb"}, true) == Strings{"bbb"});
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a revision added below a recorded one never ran here", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    auto migrator =
        f.migrator({table("aaa", ""), table("between", "aaa"), table("bbb", "between")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::never_run);
    CHECK(error.facts().revision == "between");
    CHECK(migrator.check().front().kind == "never_run");
    migrator.repair({Repair::Action::never_run, "between"});
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("a revision inserted below one that ran is not taken for another tool's", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("bbb", "")}).upgrade();
    auto migrator = f.migrator({table("aaa", ""), table("new", "aaa"), table("bbb", "new")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::never_run);
    CHECK(error.facts().revision == "new");
}

TEST_CASE("a script may not write to a table of the engine", "[runtime]") {
    const std::string statement = GENERATE(
        "DELETE FROM retort_applied;", "UPDATE main.Retort_History SET outcome = 'done';",
        "INSERT INTO \"retort_version\" VALUES ('bbb');", "DROP TABLE retort_state;",
        "ALTER TABLE retort_journal ADD COLUMN x;", "REPLACE INTO retort_object DEFAULT VALUES;",
        "CREATE TRIGGER t AFTER INSERT ON aaa BEGIN DELETE FROM retort_applied; END;");
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        script_text("bbb", "aaa", "-- retort:upgrade\nSELECT 1;\n" + statement + "\n")};
    auto migrator = f.migrator(revisions);
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(error.facts().revision == "bbb");
    CHECK(error.facts().file == "bbb.sql");
    CHECK(error.facts().line == 6);
    CHECK(f.rows("SELECT name FROM sqlite_schema").empty());
    CHECK(error_of([&] {
              offline_sql(revisions, Dialect::sqlite, Direction::upgrade, "heads");
          }).kind() == ErrorKind::script);
}

TEST_CASE("a script that writes to a table of the engine is told so", "[runtime]") {
    Fixture f;
    auto migrator =
        f.migrator({script_text("aaa", "", "-- retort:upgrade\nDELETE FROM retort_applied;\n")});
    CHECK(std::string(error_of([&] { migrator.upgrade(); }).what()) ==
          "aaa.sql:4: \"DELETE FROM retort_applied;\" writes, defines or drops retort_applied, "
          "where the engine records what is applied. Nothing was run; take the statement out. What "
          "is recorded is changed by `stamp` and `repair`.");
}

TEST_CASE("a script may read the engine's tables and write those of others", "[runtime]") {
    Options options;
    options.version_table = "mine";
    Fixture f;
    f.run("CREATE TABLE alembic_version (version_num); CREATE TABLE retort_applied (x)");
    auto migrator = f.migrator(
        {script_text(
            "aaa", "",
            "-- retort:upgrade\nCREATE TABLE seen AS SELECT * FROM mine_applied;\n"
            "DROP TABLE alembic_version;\nDELETE FROM retort_applied;\n"
            "CREATE TEMP TABLE mine_state (x);\nINSERT INTO seen (revision, down_revisions) "
            "SELECT version_num, 'INTO mine_state' FROM mine;\nDROP TABLE temp.mine_state;\n")},
        options);
    RunOptions run;
    run.from_base = true;
    CHECK(migrator.upgrade("heads", run).steps.size() == 1);
    CHECK(migrator.check().empty());
}

TEST_CASE("a function may not change what the version table records", "[runtime]") {
    const std::string statement =
        GENERATE("DELETE FROM retort_version", "UPDATE retort_version SET version_num = 'zzz'",
                 "INSERT INTO retort_version VALUES ('bbb')");
    FunctionRevision function;
    function.revision.id = "bbb";
    function.revision.down_revisions = {"aaa"};
    function.upgrade = [statement](soci::session& sql) { sql << statement; };
    Fixture f;
    auto migrator = f.migrator({table("aaa", ""), Source(function), table("ccc", "bbb")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::transaction);
    CHECK(error.facts().rolled_back);
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("purge forgets what was recorded, an edited script included", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    auto migrator =
        f.migrator({script_text("aaa", "", "-- retort:upgrade\nCREATE TABLE aaa (y);\n"),
                    table("bbb", "aaa")});
    CHECK(migrator.check().front().kind == "edited");
    CHECK(migrator.stamp({"current"}, true) == Strings{"bbb"});
    CHECK(migrator.check().empty());
}

TEST_CASE("a label whose revisions only the database keeps can be a target", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), labelled("bbb", "aaa", "left"), table("ccc", "aaa")}).upgrade();
    auto migrator = f.migrator({table("aaa", ""), table("ccc", "aaa")});
    const Plan plan = migrator.plan(Direction::downgrade, "left@-1");
    REQUIRE(plan.kept.size() == 1);
    CHECK(plan.kept[0].id == "bbb");
    CHECK(plan.kept[0].branch_labels == Strings{"left"});
    CHECK(migrator.downgrade("left@-1").steps.size() == 1);
    CHECK(f.heads() == Strings{"ccc"});
}

TEST_CASE("a kept label that the scripts use means what it means there", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), labelled("bbb", "aaa", "left, ccc")}).upgrade();
    auto migrator =
        f.migrator({table("aaa", ""), labelled("ddd", "", "left"), table("ccc", "ddd")});
    CHECK(error_of([&] { migrator.downgrade("left@-1"); }).kind() == ErrorKind::target);
    CHECK(error_of([&] { migrator.downgrade("ccc@-1"); }).kind() == ErrorKind::target);
    CHECK(migrator.downgrade("bbb@-1").steps.size() == 1);
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("kept revisions whose names clash with the scripts are unknown, not fatal", "[runtime]") {
    Fixture f;
    f.migrator({table("aaa", ""), table("Bbb", "aaa")}).upgrade();
    auto migrator = f.migrator({table("aaa", ""), table("bBB", "aaa")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::unknown);
    CHECK(migrator.stamp({"aaa"}, true) == Strings{"aaa"});
}

TEST_CASE("an irreversible revision stops a downgrade before anything runs", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(
        {table("aaa", ""),
         script_text("bbb", "aaa",
                     "-- retort:upgrade\nCREATE TABLE bbb (x);\n-- retort:irreversible\n"),
         table("ccc", "bbb")});
    migrator.upgrade();
    const Error error = error_of([&] { migrator.downgrade("aaa"); });
    CHECK(error.kind() == ErrorKind::irreversible);
    CHECK(error.facts().revision == "bbb");
    CHECK(f.heads() == Strings{"ccc"});
    CHECK(migrator.downgrade("bbb").steps.size() == 1);
}

TEST_CASE("state tables of an unknown major format are refused", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    f.run("UPDATE retort_state SET format = '2.0'");
    auto migrator = f.migrator(two_tables());
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::format);
    CHECK(error_of([&] { migrator.stamp({"aaa"}); }).kind() == ErrorKind::format);
    f.run("UPDATE retort_state SET format = '1.9'");
    CHECK(f.migrator(two_tables()).upgrade().empty());
}

TEST_CASE("state tables that are not all there are reported", "[runtime]") {
    Fixture f;
    f.migrator(two_tables()).upgrade();
    f.run("DROP TABLE retort_state");
    auto migrator = f.migrator(two_tables());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::corrupt);
    CHECK(std::string(error.what()) ==
          "Of the state tables only retort_version, retort_applied, retort_history, retort_journal "
          "and "
          "retort_object exist here, and retort_state is missing: they were damaged, or a table of "
          "yours has such a name. Restore them from a backup, or rename yours, or name another "
          "--version-table.");
}

TEST_CASE("a revision without a section for the dialect is announced and does nothing",
          "[runtime]") {
    Fixture f;
    struct Warned : Observer {
        Strings warnings;
        void on_warning(const std::string& sentence) override { warnings.push_back(sentence); }
    } observer;
    Options options;
    options.observer = &observer;
    auto migrator = f.migrator(
        {script_text("aaa", "", "-- retort:upgrade postgresql\nSELECT now();\n")}, options);
    migrator.plan(Direction::upgrade);
    CHECK(observer.warnings ==
          Strings{"Revision aaa has no section for sqlite: its step does nothing here."});
    CHECK(migrator.upgrade().steps.size() == 1);
    auto newer = f.migrator({table("zzz", "")});
    CHECK(newer.downgrade("base").steps.size() == 1);
}

TEST_CASE("stamp records and runs nothing", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(two_tables());
    CHECK(migrator.stamp({"aaa"}) == Strings{"aaa"});
    CHECK(contents(f.path).empty());
    CHECK(f.rows("SELECT revision, origin FROM retort_applied") == Strings{"aaa|stamped"});
    CHECK(migrator.stamp({"heads"}) == Strings{"bbb"});
    CHECK(migrator.stamp({"base"}).empty());
    CHECK(f.rows("SELECT revision FROM retort_applied").empty());
    CHECK(f.rows("SELECT action, heads_before, heads_after FROM retort_history ORDER BY id") ==
          Strings{"stamp||aaa", "stamp|aaa|bbb", "stamp|bbb|"});
}

TEST_CASE("an upgrade that another program overtakes runs what is left", "[runtime]") {
    Fixture f;
    const Revisions revisions{table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")};
    const auto other_session = open_session(f.path);
    struct Overtake : Observer {
        Migrator* other = nullptr;
        void on_plan(const Plan&) override { other->upgrade("bbb"); }
    } observer;
    Migrator other(*other_session, revisions);
    observer.other = &other;
    Options options;
    options.observer = &observer;
    const Plan plan = f.migrator(revisions, options).upgrade();
    REQUIRE(plan.steps.size() == 1);
    CHECK(plan.steps[0].revision == "ccc");
    CHECK(f.heads() == Strings{"ccc"});
}

TEST_CASE("an upgrade whose ground another program took away stops", "[runtime]") {
    Fixture f;
    const Revisions revisions{table("aaa", ""), table("bbb", "aaa"), table("ccc", "bbb")};
    f.migrator(revisions).upgrade("bbb");
    const auto other_session = open_session(f.path);
    struct Undermine : Observer {
        Migrator* other = nullptr;
        void on_plan(const Plan&) override { other->downgrade("base"); }
    } observer;
    Migrator other(*other_session, revisions);
    observer.other = &other;
    Options options;
    options.observer = &observer;
    auto migrator = f.migrator(revisions, options);
    CHECK(
        std::string(error_of([&] { migrator.upgrade(); }).what()) ==
        "Another program changed the database meanwhile: it is at base, and revision ccc does not "
        "fit there any more. Look at the plan and run again.");
}
