#include "support.hpp"

using namespace retort;
using namespace retort_test;
using script::Section;

TEST_CASE("sections keep their order, their lines and their bytes", "[script]") {
    const auto script = parsed(header +
                               "-- retort:upgrade\n  CREATE TABLE a (id);  \n\n"
                               "-- retort:upgrade postgresql, mysql no_transaction\nSELECT 2\n"
                               "-- retort:downgrade sqlite foreign_keys\n"
                               "-- retort:downgrade");
    REQUIRE(script.sections.size() == 4);
    const Section& first = script.sections[0];
    CHECK(first.direction == Direction::upgrade);
    CHECK(first.dialects.empty());
    CHECK_FALSE(first.no_transaction);
    CHECK_FALSE(first.foreign_keys);
    CHECK(first.directive_line == 3);
    CHECK(first.first_line == 4);
    CHECK(first.text == "  CREATE TABLE a (id);  \n\n");
    CHECK(script.sections[1].dialects == std::vector<Dialect>{Dialect::postgresql, Dialect::mysql});
    CHECK(script.sections[1].no_transaction);
    CHECK(script.sections[1].text == "SELECT 2\n");
    CHECK(script.sections[2].direction == Direction::downgrade);
    CHECK(script.sections[2].foreign_keys);
    CHECK(script.sections[2].text.empty());
    CHECK(script.sections[3].directive_line == 9);
    CHECK(script.sections[3].text.empty());
}

TEST_CASE("a section applies to the dialects that it names, or to all", "[script]") {
    const auto script = parsed(upgrade + "-- retort:downgrade sqlite\n");
    CHECK(script.applies(Direction::upgrade, Dialect::mysql));
    CHECK(script.applies(Direction::downgrade, Dialect::sqlite));
    CHECK_FALSE(script.applies(Direction::downgrade, Dialect::postgresql));
    CHECK_FALSE(script.revision.irreversible);
}

TEST_CASE("an irreversible revision may give its reason", "[script]") {
    const auto script = parsed(upgrade +
                               "DROP TABLE a;\n-- retort:irreversible the rows are gone\n"
                               "-- a comment behind it is fine\n");
    CHECK(script.irreversible);
    CHECK(script.revision.irreversible);
    CHECK(script.irreversible_reason == "the rows are gone");
    CHECK(parsed(upgrade + "-- retort:irreversible").irreversible_reason == "");
}

TEST_CASE("a file needs an upgrade section", "[script]") {
    CHECK(faults_of("") ==
          "a.sql:1: there is no line '-- retort:revision ID'. Add one before the first section.\n"
          "a.sql:1: there is no upgrade section. Begin one with the line '-- retort:upgrade'; it "
          "may be empty.");
    CHECK(faults_of(header + "-- retort:downgrade\n") ==
          "a.sql:1: there is no upgrade section. Begin one with the line '-- retort:upgrade'; it "
          "may be empty.");
    CHECK(faults_of(upgrade) == "");
}

TEST_CASE("statements outside of sections are errors", "[script]") {
    CHECK(faults_of("-- retort:revision r1\nCREATE TABLE a (id);\n-- retort:upgrade\n") ==
          "a.sql:2: this statement stands before the first section. Put the line '-- "
          "retort:upgrade' above it.");
    CHECK(faults_of(upgrade + "-- retort:irreversible\n\nSELECT 1;\n") ==
          "a.sql:6: this statement stands behind '-- retort:irreversible' and belongs to no "
          "section. Move it into an upgrade section above that line.");
}

TEST_CASE("irreversible ends the sections and excludes a downgrade", "[script]") {
    CHECK(faults_of(upgrade + "-- retort:irreversible\n-- retort:downgrade\n") ==
          "a.sql:5: 'retort:downgrade' stands behind 'retort:irreversible' in line 4, which ends "
          "the file's sections. Remove that line or this section.");
    CHECK(faults_of(header + "-- retort:irreversible\n-- retort:upgrade\n") ==
          "a.sql:4: 'retort:upgrade' stands behind 'retort:irreversible' in line 3, which ends "
          "the file's sections. Move this section above that line.");
    CHECK(
        faults_of(upgrade + "-- retort:downgrade\n-- retort:irreversible\n") ==
        "a.sql:5: the revision cannot be irreversible, because it has a downgrade section in line "
        "4. Remove that section or this line.");
    CHECK(faults_of(upgrade + "-- retort:irreversible a\n-- retort:irreversible b\n") ==
          "a.sql:5: 'retort:irreversible' may stand once, and it stands in line 4 already. Keep "
          "one of them.");
}

TEST_CASE("a header directive behind the first section is an error", "[script]") {
    CHECK(faults_of(upgrade + "-- retort:depends_on x\n") ==
          "a.sql:4: 'retort:depends_on' belongs to the header. Move this line above the first "
          "section.");
}

TEST_CASE("an unknown directive, dialect or flag is an error with the nearest name", "[script]") {
    CHECK(faults_of(upgrade + "-- retort:downgrad\nDROP TABLE a;\n") ==
          "a.sql:4: there is no directive 'retort:downgrad'. Did you mean 'retort:downgrade'?");
    CHECK(faults_of(upgrade + "-- retort:verify\n") ==
          "a.sql:4: there is no directive 'retort:verify'. There are revision, down_revision, "
          "depends_on, branch_labels, uses, replaces, lifted, created, upgrade, downgrade and "
          "irreversible.");
    CHECK(faults_of(header + "-- retort:upgrade postgres\n") ==
          "a.sql:3: 'postgres' is neither a dialect nor a flag. Did you mean 'postgresql'?");
    CHECK(faults_of(header + "-- retort:upgrade no-transaction\n") ==
          "a.sql:3: 'no-transaction' is neither a dialect nor a flag. Did you mean "
          "'no_transaction'?");
    CHECK(faults_of(header + "-- retort:upgrade mariadb\n") ==
          "a.sql:3: 'mariadb' is neither a dialect nor a flag. Dialects are sqlite, postgresql "
          "and mysql (which includes MariaDB); flags are no_transaction and foreign_keys.");
    CHECK(faults_of(header + "-- retort:upgrade sqlite,sqlite\n") ==
          "a.sql:3: 'sqlite' stands here twice. Remove one of them.");
}

TEST_CASE("a directive line inside of a quote, comment or body is text", "[script]") {
    const std::string line = "-- retort:downgrade\n";
    for (const std::string& text : std::vector<std::string>{
             "SELECT '\n" + line + "';\n",
             "SELECT \"\n" + line + "\";\n",
             "SELECT `\n" + line + "`;\n",
             "/*\n" + line + "*/\nSELECT 1;\n",
             "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n" + line + "SELECT 1;\nEND;\n",
             "CREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT CASE 1 WHEN 1 THEN 2 END;\n" + line +
                 "SELECT 1;\nEND\n",
         }) {
        const auto script = parsed(header + "-- retort:upgrade sqlite\n" + text + line);
        REQUIRE(script.sections.size() == 2);
        CHECK(script.sections[0].text == text);
    }
    const std::string dollar = "DO $x$\n" + line + "$x$;\n";
    const auto script = parsed(header + "-- retort:upgrade postgresql\n" + dollar + line);
    CHECK(script.sections.at(0).text == dollar);
}

TEST_CASE("one dialect's own quotes hold in a section for it alone", "[script]") {
    const std::string line = "-- retort:downgrade\n";
    const std::string brackets = "CREATE TABLE [it's\n" + line + "] (id);\n";
    const auto sqlite = parsed(header + "-- retort:upgrade sqlite\n" + brackets + line);
    CHECK(sqlite.sections.at(0).text == brackets);
    const std::string escape = "SELECT 'it\\'s';\n";
    const auto mysql = parsed(header + "-- retort:upgrade mysql\n" + escape + line + "SELECT 'a';");
    CHECK(mysql.sections.at(0).text == escape);
    const std::string atomic =
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC\n" + line + "SELECT 1;\nEND;\n";
    const auto postgresql = parsed(header + "-- retort:upgrade postgresql\n" + atomic + line);
    CHECK(postgresql.sections.at(0).text == atomic);
}

TEST_CASE("text that dialects read differently must say whose it is", "[script]") {
    CHECK(faults_of(upgrade + "INSERT INTO a VALUES ('it\\'s');\n"
                              "-- retort:downgrade\nDELETE FROM a WHERE b = 'it\\'s';\n") ==
          "a.sql:5: some dialects read this line as a directive, and others as a part of the text "
          "around it. Write a section for each dialect, and name the dialect in the line that "
          "begins it.");
}

TEST_CASE("a quote, comment or body that swallows a directive must be closed", "[script]") {
    const auto never_closed = [](int begin) {
        return "a.sql:" + std::to_string(begin) +
               ": the quote, comment or body that begins here is never closed, so that the "
               "directive in line 7 would be a part of it. Close it. If it is none in your "
               "dialect, "
               "name the dialect in the line that begins the section.";
    };
    const std::string rest = "\n\n-- retort:downgrade\nDROP TABLE a;\n";
    CHECK(faults_of(upgrade + "SELECT 1;\nSELECT 'x;" + rest) == never_closed(5));
    CHECK(faults_of(upgrade + "SELECT 1;\n/* x;" + rest) == never_closed(5));
    CHECK(faults_of(upgrade + "SELECT 1;\nDO $$ x;" + rest) == never_closed(5));
    CHECK(faults_of(upgrade + "\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1;" + rest) ==
          never_closed(5));
    CHECK(faults_of(upgrade + "SELECT 'x;\n") == "");
}

TEST_CASE("client commands and COPY FROM STDIN are refused with their line", "[script]") {
    CHECK(faults_of(upgrade + "SELECT 1;\n.read other.sql\nSELECT 2;\n") ==
          "a.sql:5: '.read other.sql' is a command of the database's client, which no server "
          "understands. Replace it by SQL.");
    CHECK(faults_of(upgrade + "\\i other.sql\n") ==
          "a.sql:4: '\\i other.sql' is a command of the database's client, which no server "
          "understands. Replace it by SQL.");
    CHECK(
        faults_of(upgrade + "copy a (x, y) FROM STDIN WITH (FORMAT csv);\n1,'\n\\.\nSELECT 1;\n") ==
        "a.sql:4: COPY ... FROM STDIN reads rows from a client, and a script has none. Write "
        "INSERT statements instead.");
    CHECK(faults_of(upgrade + "COPY a FROM '/stdin';\nCOPY (SELECT x FROM stdin) TO '/x';\n"
                              "SELECT 1 .5;\nINSERT INTO copy SELECT a FROM stdin;\n") == "");
}
