#include "support.hpp"

using namespace retort;
using namespace retort_test;

namespace {
const std::string rest_of_script = "\n-- retort:upgrade\nSELECT 1;\n";
const std::string sum_a = "sha256:" + std::string(64, 'a');
const std::string sum_b = "sha256:" + std::string(64, 'b');
}  // namespace

TEST_CASE("a header gives the revision", "[script]") {
    const auto script = parsed(
        "-- add system logs table\n"
        "--\n"
        "-- Free text of any length.\n"
        "--   indented\n"
        "--\n"
        "-- retort:revision 26ebdc5e2006\n"
        "-- retort:down_revision 001_initial_complete, other\n"
        "-- retort:depends_on  x y\n"
        "-- retort:branch_labels logs\n"
        "-- retort:created 2025-09-25T10:11:12Z\n"
        "-- the end\n" +
        rest_of_script);
    const Revision& revision = script.revision;
    CHECK(revision.id == "26ebdc5e2006");
    CHECK(revision.down_revisions == std::vector<std::string>{"001_initial_complete", "other"});
    CHECK(revision.depends_on == std::vector<std::string>{"x", "y"});
    CHECK(revision.branch_labels == std::vector<std::string>{"logs"});
    CHECK(revision.created == "2025-09-25T10:11:12Z");
    CHECK(revision.message == "add system logs table");
    CHECK(revision.description == "Free text of any length.\n  indented\n\nthe end");
    CHECK(revision.path == "a.sql");
    CHECK(revision.line == 6);
    CHECK_FALSE(revision.irreversible);
    CHECK(revision.replaces.empty());
}

TEST_CASE("the message is the first comment line that is no directive", "[script]") {
    CHECK(parsed("-- retort:revision r1\n-- late\n" + rest_of_script).revision.message == "late");
    CHECK(parsed("--\n--   first  \n-- retort:revision r1\n" + rest_of_script).revision.message ==
          "first");
    CHECK(parsed("-- retort:revision r1\n" + rest_of_script).revision.message == "");
    const auto block =
        parsed("/* a block\n * of text\n */\n-- retort:revision r1\n" + rest_of_script);
    CHECK(block.revision.message == "a block");
    CHECK(block.revision.description == "of text");
}

TEST_CASE("CRLF reads as LF, and one BOM is dropped", "[script]") {
    const auto script = parsed(
        "\xEF\xBB\xBF-- message\r\n-- more\r\n-- retort:revision r1\r\n"
        "-- retort:upgrade sqlite\r\nSELECT 1;\r\n-- retort:downgrade\r\nSELECT 2;\r\n");
    CHECK(script.revision.id == "r1");
    CHECK(script.revision.message == "message");
    CHECK(script.revision.description == "more");
    REQUIRE(script.sections.size() == 2);
    CHECK(script.sections[0].dialects == std::vector<Dialect>{Dialect::sqlite});
    CHECK(script.sections[0].text == "SELECT 1;\r\n");
    CHECK(script.sections[1].first_line == 7);
    CHECK(parsed("\xEF\xBB\xBF-- retort:revision r1\n" + rest_of_script).revision.line == 1);
}

TEST_CASE("objects that a script uses or lifted are listed with their lines", "[script]") {
    const auto script = parsed(
        "-- retort:revision r1\n-- retort:uses view gene_scores\n"
        "-- retort:uses function score(integer, text)\n"
        "-- retort:lifted trigger touch_gene on gene " +
        sum_a + "\n" + rest_of_script);
    REQUIRE(script.uses.size() == 2);
    CHECK(script.uses[0].kind == "view");
    CHECK(script.uses[0].name == "gene_scores");
    CHECK(script.uses[0].line == 2);
    CHECK(script.uses[1].name == "score(integer, text)");
    REQUIRE(script.lifted.size() == 1);
    CHECK(script.lifted[0].kind == "trigger");
    CHECK(script.lifted[0].name == "touch_gene on gene");
    CHECK(script.lifted[0].checksum == sum_a);
}

TEST_CASE("a baseline names what it replaces on one line or several", "[script]") {
    const auto script = parsed("-- retort:revision r1\n-- retort:replaces a " + sum_a + ", b " +
                               sum_b + "\n-- retort:replaces c " + sum_a + "\n" + rest_of_script);
    CHECK(script.revision.replaces ==
          std::vector<Replaced>{{"a", sum_a}, {"b", sum_b}, {"c", sum_a}});
}

TEST_CASE("a header without a revision, or with two, is an error", "[script]") {
    CHECK(faults_of("-- message\n" + rest_of_script) ==
          "a.sql:1: there is no line '-- retort:revision ID'. Add one before the first section.");
    CHECK(faults_of("-- retort:revision r1\n-- retort:revision r2\n" + rest_of_script) ==
          "a.sql:2: 'retort:revision' may stand once, and it stands in line 1 already. Keep one "
          "of them.");
    CHECK(faults_of("-- retort:revision\n" + rest_of_script) ==
          "a.sql:1: 'retort:revision' names nothing. Complete the line or remove it.");
    CHECK(faults_of("-- retort:revision a b\n" + rest_of_script) ==
          "a.sql:1: 'retort:revision' takes one id. Parents are named by "
          "'retort:down_revision'.");
    CHECK(faults_of("-- retort:revision a-b\n" + rest_of_script) ==
          "a.sql:1: 'a-b' cannot be an id or a branch label: it contains '-'. Choose another "
          "name.");
}

TEST_CASE("directives that may stand once are errors when they stand twice", "[script]") {
    for (const std::string name : {"down_revision", "depends_on", "branch_labels"}) {
        CHECK(faults_of("-- retort:revision r1\n-- retort:" + name + " a\n-- retort:" + name +
                        " b\n" + rest_of_script) ==
              "a.sql:3: 'retort:" + name +
                  "' may stand once, and it stands in line 2 already. Keep one of them.");
    }
    CHECK(faults_of("-- retort:revision r1\n-- retort:created 2025-09-25\n"
                    "-- retort:created 2025-09-25\n" +
                    rest_of_script) ==
          "a.sql:3: 'retort:created' may stand once, and it stands in line 2 already. Keep one of "
          "them.");
}

TEST_CASE("what a directive names must be complete and valid", "[script]") {
    const auto fault = [](const std::string& line) {
        return faults_of("-- retort:revision r1\n" + line + "\n" + rest_of_script);
    };
    CHECK(fault("-- retort:down_revision") ==
          "a.sql:2: 'retort:down_revision' names nothing. Complete the line or remove it.");
    CHECK(fault("-- retort:down_revision head") ==
          "a.sql:2: 'head' cannot be an id or a branch label: it is a word with a meaning of its "
          "own. Choose another name.");
    CHECK(fault("-- retort:depends_on a, b a") ==
          "a.sql:2: 'retort:depends_on' names 'a' twice. Remove one of them.");
    CHECK(fault("-- retort:created soon") ==
          "a.sql:2: 'soon' is not an ISO 8601 time. Write it like 2025-09-25T10:11:12Z, or remove "
          "the line.");
    CHECK(fault("-- retort:uses view") ==
          "a.sql:2: this line is not complete. Write it as '-- retort:uses KIND NAME'.");
    CHECK(fault("-- retort:uses veiw scores") ==
          "a.sql:2: 'veiw' is no kind of replaceable object. There are view, materialized_view, "
          "function, procedure and trigger.");
    CHECK(fault("-- retort:lifted view scores") ==
          "a.sql:2: this line is not complete. Write it as '-- retort:lifted KIND NAME "
          "sha256:...'.");
    CHECK(fault("-- retort:lifted view " + sum_a) ==
          "a.sql:2: this line is not complete. Write it as '-- retort:lifted KIND NAME "
          "sha256:...'.");
    const std::string replaces =
        "a.sql:2: 'retort:replaces' needs an id and a checksum (sha256: and 64 hexadecimal "
        "digits) for each revision, as 'squash' writes them. Restore the line from the squash.";
    CHECK(fault("-- retort:replaces a") == replaces);
    CHECK(fault("-- retort:replaces a, b " + sum_a) == replaces);
    CHECK(fault("-- retort:replaces a md5:1") == replaces);
}

TEST_CASE("all faults of a file are reported together, in the order of their lines", "[script]") {
    CHECK(faults_of("SELECT 1;\n-- retort:revision a/b\n--retort:upgrade\n"
                    "-- retort:upgrade oracle\nSELECT 1; -- retort:downgrade\n") ==
          "a.sql:1: this statement stands before the first section. Put the line '-- "
          "retort:upgrade' above it.\n"
          "a.sql:2: 'a/b' cannot be an id or a branch label: it contains '/'. Choose another "
          "name.\n"
          "a.sql:3: this is nearly a directive. Write '-- retort:upgrade' at the beginning of a "
          "line, or choose other words for the comment.\n"
          "a.sql:4: 'oracle' is neither a dialect nor a flag. Dialects are sqlite, postgresql and "
          "mysql (which includes MariaDB); flags are no_transaction and foreign_keys.\n"
          "a.sql:5: a directive must begin at the beginning of a line. Put '-- retort:downgrade' "
          "on a line of its own.");
}

TEST_CASE("the facts of the error name file, first line and revision", "[script]") {
    try {
        parsed("-- retort:revision r1\n-- retort:upgrade x\n-- retort:upgrade y\n");
        FAIL("no error");
    } catch (const ScriptError& error) {
        CHECK(error.facts().revision == "r1");
        CHECK(error.facts().file == "a.sql");
        CHECK(error.facts().line == 2);
    }
}

TEST_CASE("NUL bytes and invalid UTF-8 are errors with their line", "[script]") {
    CHECK(faults_of(upgrade + "SELECT '\xE9';\n") ==
          "a.sql:4: this line is not valid UTF-8. Save the file as UTF-8 text.");
    CHECK(faults_of(upgrade + "SELECT 1;\n" + std::string(1, '\0')) ==
          "a.sql:5: there is a NUL byte. Save the file as UTF-8 text.");
}

TEST_CASE("an object's directive in a revision script is an error", "[script]") {
    CHECK(faults_of("-- retort:revision r1\n-- retort:object view v\n" + rest_of_script) ==
          "a.sql:2: 'retort:object' belongs to the file of a replaceable object, and this is a "
          "revision script. Remove the line, or move the object to a file of its own below the "
          "objects folder.");
    CHECK(faults_of("-- retort:revision r1\n-- retort:create\n") ==
          "a.sql:2: 'retort:create' belongs to the file of a replaceable object, and this is a "
          "revision script. Remove the line, or move the object to a file of its own below the "
          "objects folder.");
}

TEST_CASE("a baseline without sections is what an unsquash leaves", "[script]") {
    const std::string start = "-- retort:revision r1\n-- retort:replaces a " + sum_a + "\n";
    const auto stub = parsed(start);
    CHECK(stub.revision.unsquashed);
    CHECK(stub.sections.empty());
    CHECK_FALSE(parsed(start + rest_of_script).revision.unsquashed);
    CHECK_THAT(faults_of("-- retort:revision r1\n"),
               ContainsSubstring("there is no upgrade section"));
}

TEST_CASE("the checksum of a whole script is that of its place and its statements", "[script]") {
    const auto sum = [](const std::string& place, const std::string& sections) {
        return retort::script::checksum(parsed("-- retort:revision r1\n" + place + sections));
    };
    const std::string sections =
        "-- retort:upgrade\nSELECT 1;\n-- retort:downgrade mysql\nSELECT 2;\n";
    const std::string whole = sum("-- retort:down_revision a, b\n", sections);
    CHECK(whole == sum("-- words\n-- retort:down_revision b, a\n",
                       "-- retort:upgrade\n-- words\nSELECT 1;\n\n"
                       "-- retort:downgrade mysql\nSELECT 2;\n"));
    CHECK(whole != sum("-- retort:down_revision a\n", sections));
    CHECK(whole != sum("-- retort:down_revision a, b\n-- retort:depends_on c\n", sections));
    CHECK(whole != sum("-- retort:down_revision a, b\n",
                       "-- retort:upgrade\nSELECT 1;\n-- retort:downgrade mysql\nSELECT 3;\n"));
    CHECK(whole != sum("-- retort:down_revision a, b\n",
                       "-- retort:upgrade\nSELECT 1;\n-- retort:downgrade sqlite\nSELECT 2;\n"));
}
