#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

Revisions old_scripts() {
    return {table("aaa", ""), table("bbb", "aaa")};
}

/// Those of the newer program.
Revisions new_scripts() {
    return {table("aaa", ""), table("bbb", "aaa"),
            script_text("ccc", "bbb",
                        "-- retort:upgrade\nCREATE TABLE ccc (note VARCHAR(40));\n"
                        "-- retort:downgrade\nDROP TABLE ccc;\n"
                        "UPDATE aaa SET x = 7;\n")};
}

}  // namespace

TEST_CASE("an edited script is refused until it is accepted", "[disagreement]") {
    Fixture f;
    f.migrator(old_scripts()).upgrade();
    auto migrator = f.migrator({upgrade_only("aaa", "", "CREATE TABLE aaa (y INTEGER);\n"),
                                table("bbb", "aaa"), table("ccc", "bbb")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::edited);
    CHECK(std::string(error.what()) ==
          "aaa.sql: the script of revision aaa differs from what was applied. Put the text back "
          "and write a new revision for the change, or accept the present text with `repair "
          "--accept-edited aaa`.");
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)"});
    migrator.repair({Repair::Action::accept_edited, "aaa"});
    CHECK(revisions_of(migrator.upgrade()) == Strings{"ccc"});
    CHECK(migrator.check().empty());
}

TEST_CASE("comments, blanks and line ends are no edit", "[disagreement]") {
    Fixture f;
    f.migrator({upgrade_only("aaa", "", "CREATE TABLE aaa (x INTEGER);\n")}).upgrade();
    auto migrator = f.migrator({upgrade_only(
        "aaa", "", "\r\n-- why\r\n  CREATE TABLE aaa (x INTEGER);\r\n/* later */\r\n")});
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("a database ahead of the program is refused, or allowed", "[disagreement]") {
    Fixture f;
    f.migrator(new_scripts()).upgrade();
    const Record before = f.record();
    auto strict = f.migrator(old_scripts());
    const Error error = error_of([&] { strict.upgrade(); });
    CHECK(error.kind() == ErrorKind::unknown);
    CHECK(std::string(error.what()) ==
          "The database records revision ccc, which the scripts do not have: a newer program has "
          "upgraded it, or scripts are missing. Use the newer scripts, take the database down with "
          "the text that it keeps (downgrade), or set unknown = \"allow\" to start on a database "
          "that is ahead.");
    Options options;
    options.unknown = UnknownPolicy::allow;
    CHECK(f.migrator(old_scripts(), options).upgrade().empty());
    CHECK(f.record() == before);
    auto lacking =
        f.migrator({table("aaa", ""), table("bbb", "aaa"), table("zzz", "bbb")}, options);
    CHECK(error_of([&] { lacking.upgrade(); }).kind() == ErrorKind::unknown);
}

TEST_CASE("an older program takes down what it does not know, with the kept text",
          "[disagreement]") {
    Fixture f;
    f.migrator(new_scripts()).upgrade();
    f.run({"INSERT INTO aaa VALUES (1)"});
    auto migrator = f.migrator(old_scripts());
    CHECK(revisions_of(migrator.downgrade("bbb")) == Strings{"ccc"});
    CHECK(f.contents() == Strings{"aaa: 7", "table aaa (x)", "table bbb (x)"});
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("a head that nobody knows is refused whatever the policy is", "[disagreement]") {
    Fixture f;
    f.migrator(old_scripts()).upgrade();
    f.run({"UPDATE retort_version SET version_num = 'gone'"});
    Options options;
    options.unknown = UnknownPolicy::allow;
    auto migrator = f.migrator(old_scripts(), options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::unknown);
    CHECK(error_of([&] { migrator.downgrade("base"); }).kind() == ErrorKind::unknown);
    CHECK(migrator.current().unknown == Strings{"gone"});
}

TEST_CASE("a revision put below the heads after the fact never ran", "[disagreement]") {
    Fixture f;
    f.migrator(old_scripts()).upgrade();
    auto migrator = f.migrator(
        {table("aaa", ""), table("mid", "aaa"), table("bbb", "mid"), table("top", "bbb")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::never_run);
    CHECK(std::string(error.what()) ==
          "Revision mid counts as applied but never ran here: added below a recorded revision "
          "after the fact. Give it a place after the heads, or, when the database already has what "
          "it does, accept that with `repair --never-run mid`.");
    CHECK(f.contents() == Strings{"table aaa (x)", "table bbb (x)"});
    migrator.repair({Repair::Action::never_run, "mid"});
    CHECK(revisions_of(migrator.upgrade()) == Strings{"top"});
    CHECK(f.record().applied == Strings{"aaa|run", "bbb|run", "mid|stamped", "top|run"});
}

TEST_CASE("an irreversible revision stops a downgrade before anything runs", "[disagreement]") {
    Fixture f;
    auto migrator = f.migrator(
        {table("aaa", ""), script_text("bbb", "aaa", "-- retort:upgrade\n-- retort:irreversible\n"),
         table("ccc", "bbb")});
    migrator.upgrade();
    CHECK(error_of([&] { migrator.downgrade("base"); }).kind() == ErrorKind::irreversible);
    CHECK(f.heads() == Strings{"ccc"});
    CHECK(revisions_of(migrator.downgrade("bbb")) == Strings{"ccc"});
}
