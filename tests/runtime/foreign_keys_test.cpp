#include "runtime/support.hpp"

using namespace retort_test;

namespace {

const char* const family =
    "-- retort:upgrade\n"
    "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);\n"
    "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent ON DELETE "
    "CASCADE);\n"
    "INSERT INTO parent VALUES (1, 'a'), (2, 'b');\n"
    "INSERT INTO child VALUES (1, 1), (2, 2), (3, 2);\n";

const char* const rebuild =
    "-- retort:upgrade\n"
    "CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n"
    "INSERT INTO new_parent SELECT id, name FROM parent;\n"
    "DROP TABLE parent;\n"
    "ALTER TABLE new_parent RENAME TO parent;\n";

std::string enforcement(Fixture& f) {
    int on = 0;
    *f.session << "PRAGMA foreign_keys", soci::into(on);
    return on == 1 ? "on" : "off";
}

std::string broken(const std::string& statement) {
    return "-- retort:upgrade\n" + statement + "\n";
}

}  // namespace

TEST_CASE("rebuilding a parent table keeps its children", "[runtime]") {
    const bool enforced = GENERATE(true, false);
    Fixture f;
    *f.session << (enforced ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
    f.migrator({script_text("aaa", "", family), script_text("bbb", "aaa", rebuild)}).upgrade();
    CHECK(f.value("SELECT count(*) FROM child") == "3");
    CHECK_THAT(f.value("SELECT sql FROM sqlite_schema WHERE name = 'child'"),
               ContainsSubstring("REFERENCES parent"));
    CHECK(enforcement(f) == (enforced ? "on" : "off"));
}

TEST_CASE("a revision that breaks foreign keys is rolled back", "[runtime]") {
    struct Case {
        std::string sql;
        std::string complaint;
    };
    const Case the_case =
        GENERATE(Case{"DELETE FROM parent WHERE id = 1;",
                      "1 row of table \"child\" names a row of \"parent\" that does not exist"},
                 Case{"DELETE FROM parent;",
                      "3 rows of table \"child\" name a row of \"parent\" that does not exist"},
                 Case{"CREATE TABLE c (x REFERENCES missing);",
                      "table \"c\" has a foreign key to \"missing\", which does not exist"},
                 Case{"CREATE TABLE c (x REFERENCES parent (name));",
                      "foreign key mismatch - \"c\" referencing \"parent\""},
                 Case{"DROP TABLE parent;",
                      "table \"child\" has a foreign key to \"parent\", which does not exist"});
    Fixture f;
    f.migrator({script_text("aaa", "", family)}).upgrade();
    const std::string before = contents(f.path);
    auto migrator = f.migrator(
        {script_text("aaa", "", family), script_text("bbb", "aaa", broken(the_case.sql))});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::foreign_key);
    CHECK_THAT(error.what(), ContainsSubstring(the_case.complaint));
    CHECK(contents(f.path) == before);
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("violations that were there before are not the revision's fault", "[runtime]") {
    Fixture f;
    f.migrator({script_text("aaa", "", family)}).upgrade();
    f.run("INSERT INTO child VALUES (9, 77)");
    const std::string next =
        GENERATE("CREATE TABLE other (x);", "ALTER TABLE child RENAME TO kids;",
                 "ALTER TABLE parent RENAME TO elders;", "INSERT INTO child VALUES (10, 1);");
    CAPTURE(next);
    auto migrator =
        f.migrator({script_text("aaa", "", family), script_text("bbb", "aaa", broken(next))});
    CHECK(migrator.upgrade().steps.size() == 1);
    auto worse = f.migrator(
        {script_text("aaa", "", family), script_text("bbb", "aaa", broken(next)),
         script_text(
             "ccc", "bbb",
             broken("CREATE TABLE more (x REFERENCES " +
                    std::string(next.find("elders") == std::string::npos ? "parent" : "elders") +
                    ");\nINSERT INTO more VALUES (78);"))});
    CHECK(error_of([&] { worse.upgrade(); }).kind() == ErrorKind::foreign_key);
}

TEST_CASE("enforcement that a script turned on does not reach the next revision", "[runtime]") {
    Fixture f;
    f.migrator({script_text("aaa", "", family),
                script_text("bbb", "aaa",
                            "-- retort:upgrade no_transaction\nPRAGMA foreign_keys = ON;\n"),
                script_text("ccc", "bbb", rebuild)})
        .upgrade();
    CHECK(f.value("SELECT count(*) FROM child") == "3");
    CHECK(enforcement(f) == "off");
}

TEST_CASE("a section marked foreign_keys runs with its cascades", "[runtime]") {
    Fixture f;
    f.migrator({script_text("aaa", "", family),
                script_text("bbb", "aaa",
                            "-- retort:upgrade foreign_keys\nDELETE FROM parent WHERE id = 2;\n")})
        .upgrade();
    CHECK(f.rows("SELECT id FROM child") == Strings{"1"});
    CHECK(enforcement(f) == "off");
}

TEST_CASE("a revision may mix enforced and unenforced sections", "[runtime]") {
    Fixture f;
    f.migrator(
         {script_text("aaa", "", family),
          script_text("bbb", "aaa",
                      std::string(rebuild) +
                          "-- retort:upgrade foreign_keys\nDELETE FROM parent WHERE id = 2;\n")})
        .upgrade();
    CHECK(f.rows("SELECT id FROM child") == Strings{"1"});
    CHECK(f.rows("SELECT * FROM retort_journal").empty());
}

TEST_CASE("foreign keys are checked where the scripts work, not where the records are",
          "[runtime]") {
    Fixture f;
    *f.session << "ATTACH '" + f.folder.file("state.db") + "' AS records";
    Options options;
    options.version_schema = "records";
    auto migrator = f.migrator(
        {script_text("aaa", "", family), script_text("bbb", "aaa", broken("DELETE FROM parent;"))},
        options);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::foreign_key);
    CHECK(f.value("SELECT count(*) FROM parent") == "2");
}

TEST_CASE("a deferred constraint that fails at the commit rolls the revision back", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(
        {script_text("aaa", "", family),
         script_text(
             "bbb", "aaa",
             "-- retort:upgrade foreign_keys\nCREATE TABLE late (x REFERENCES parent DEFERRABLE "
             "INITIALLY DEFERRED);\nINSERT INTO late VALUES (55);\n")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::foreign_key);
    CHECK_THAT(error.what(),
               ContainsSubstring("The database refused to commit: FOREIGN KEY constraint failed."));
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("the foreign keys of a part without a transaction are compared as well", "[runtime]") {
    Fixture f;
    const std::string part = "-- retort:upgrade no_transaction\nDELETE FROM parent WHERE id = 1;\n";
    auto migrator = f.migrator({script_text("aaa", "", family), script_text("bbb", "aaa", part)});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::foreign_key);
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::foreign_key);
    CHECK(f.heads() == Strings{"aaa"});
    f.run("INSERT INTO parent VALUES (1, 'back')");
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.heads() == Strings{"bbb"});
}
