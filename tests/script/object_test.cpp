#include "script/object.hpp"

#include <retort/error.hpp>

#include "support/catch.hpp"

#include <string>

using namespace retort;
using script::kept_text;
using script::Object;
using script::parse_object;
using script::parse_object_sections;

namespace {

const std::string view_header = "-- retort:object view v\n";

std::string object_faults(const std::string& text) {
    try {
        parse_object(text, "v.sql");
    } catch (const ScriptError& error) {
        CHECK(error.kind() == ErrorKind::script);
        CHECK(error.facts().file == "v.sql");
        return error.what();
    }
    return {};
}

Object parsed_object(const std::string& text) {
    return parse_object(text, "v.sql");
}

std::string digest(const std::string& text, Dialect dialect) {
    return script::checksum(parsed_object(text), dialect);
}

}  // namespace

TEST_CASE("an object file gives the object and its sections", "[script]") {
    const Object object = parsed_object(
        "-- Score of every gene\n-- more\n"
        "-- retort:object  materialized_view   gene_scores \n"
        "-- retort:depends_on combined, score(integer, text) , \"a, b\"\n\n"
        "-- retort:create postgresql\n"
        "CREATE MATERIALIZED VIEW gene_scores AS SELECT 1;\n"
        "CREATE UNIQUE INDEX i ON gene_scores (a);\n"
        "-- retort:create sqlite, mysql\n"
        "CREATE VIEW gene_scores AS SELECT 1;\n"
        "-- retort:drop mysql\n"
        "DROP VIEW gene_scores;\n");
    CHECK(object.kind == ObjectKind::materialized_view);
    CHECK(object.name == "gene_scores");
    CHECK(object.depends_on ==
          std::vector<std::string>{"combined", "score(integer, text)", "\"a, b\""});
    CHECK(object.message == "Score of every gene");
    CHECK(object.path == "v.sql");
    CHECK(object.line == 3);
    REQUIRE(object.sections.size() == 3);
    CHECK(object.sections[0].direction == Direction::upgrade);
    CHECK(object.sections[0].first_line == 7);
    CHECK(object.sections[1].dialects == std::vector<Dialect>{Dialect::sqlite, Dialect::mysql});
    CHECK(object.sections[2].direction == Direction::downgrade);
    CHECK(object.sections[2].text == "DROP VIEW gene_scores;\n");
}

TEST_CASE("without a create section all that follows the header creates", "[script]") {
    const Object object =
        parsed_object(view_header + "-- what it is\n\nCREATE VIEW v AS -- a column\nSELECT 1;\n");
    CHECK(object.message == "what it is");
    REQUIRE(object.sections.size() == 1);
    CHECK(object.sections[0].dialects.empty());
    CHECK(object.sections[0].first_line == 2);
    CHECK(object.sections[0].text == "-- what it is\n\nCREATE VIEW v AS -- a column\nSELECT 1;\n");
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        CHECK(object.applies_to(dialect));
    }
    const Object dropped =
        parsed_object(view_header + "CREATE VIEW v AS SELECT 1;\n-- retort:drop\n-- x\n");
    REQUIRE(dropped.sections.size() == 2);
    CHECK(dropped.sections[0].text == "CREATE VIEW v AS SELECT 1;\n");
}

TEST_CASE("a dialect that no create section names has not got the object", "[script]") {
    const Object object = parsed_object(view_header +
                                        "-- retort:create mysql\nCREATE VIEW v AS SELECT 1;\n"
                                        "-- retort:drop\nDROP VIEW v;\n");
    CHECK(object.applies_to(Dialect::mysql));
    CHECK_FALSE(object.applies_to(Dialect::sqlite));
}

TEST_CASE("CRLF and one BOM change nothing of an object", "[script]") {
    const std::string text = view_header + "CREATE VIEW v AS\nSELECT 1;\n";
    const std::string other =
        "\xEF\xBB\xBF-- retort:object view v\r\nCREATE VIEW v AS\r\nSELECT 1;\r\n";
    CHECK(parsed_object(other).name == "v");
    CHECK(digest(other, Dialect::sqlite) == digest(text, Dialect::sqlite));
}

TEST_CASE("every kind of object is read in the words of its dialect", "[script]") {
    for (const std::string text : {
             "-- retort:object function score(integer, text)\n"
             "CREATE OR REPLACE FUNCTION score(a int, b text) RETURNS int AS $$\nBEGIN\n"
             "CREATE VIEW other AS SELECT 1;\nRETURN 1;\nEND $$ LANGUAGE plpgsql;\n",
             "-- retort:object function score\n-- retort:create postgresql\n"
             "CREATE FUNCTION app.score(a int) RETURNS int RETURN a;\n",
             "-- retort:object procedure p\n-- retort:create mysql\nDELIMITER //\n"
             "CREATE PROCEDURE P() BEGIN CREATE VIEW x AS SELECT 1; END//\n",
             "-- retort:object trigger t on g\n"
             "CREATE TRIGGER t AFTER INSERT ON g BEGIN SELECT 1; SELECT 2; END;\n",
             "-- retort:object trigger t\n-- retort:create sqlite\n"
             "CREATE TRIGGER t AFTER INSERT ON g BEGIN SELECT 1; END;\n",
             "-- retort:object view `a b`\nCREATE VIEW `a b` AS SELECT 1;\n",
             "-- retort:object view Odd\nCREATE VIEW \"Odd\" AS SELECT 1;\n",
             "-- retort:object view v\nDROP VIEW IF EXISTS v;\nCREATE VIEW s.v AS SELECT 1;\n"
             "COMMENT ON VIEW v IS 'x';\n",
             "-- retort:object view v\n-- retort:create\nCREATE VIEW v AS SELECT 1;\n"
             "-- retort:create postgresql\nGRANT SELECT ON v TO x;\n",
         }) {
        CAPTURE(text);
        CHECK(object_faults(text) == "");
    }
}

TEST_CASE("a header says once what the object is", "[script]") {
    CHECK(object_faults("-- nothing\n") ==
          "v.sql:1: there is no line '-- retort:object KIND NAME'. Add one at the beginning of the "
          "file.");
    CHECK(object_faults("CREATE VIEW v AS SELECT 1;\n" + view_header) ==
          "v.sql:1: this statement stands before the line '-- retort:object KIND NAME'. Move it "
          "below that line.");
    CHECK(object_faults(view_header + view_header) ==
          "v.sql:2: 'retort:object' may stand once, and it stands in line 1 already. Keep one of "
          "them.");
    CHECK(object_faults("-- retort:object\n") ==
          "v.sql:1: 'retort:object' names nothing. Complete the line or remove it.");
    CHECK(object_faults("-- retort:object view\n") ==
          "v.sql:1: this line is not complete. Write it as '-- retort:object KIND NAME'.");
    CHECK(object_faults("-- retort:object vew v\n") ==
          "v.sql:1: 'vew' is no kind of replaceable object. Did you mean 'view'? There are view, "
          "materialized_view, function, procedure and trigger.");
    CHECK(object_faults("-- retort:object view a b\nCREATE VIEW a AS SELECT 1;\n") ==
          "v.sql:1: 'a b' is not the name of a view in sqlite. Write it as NAME or SCHEMA.NAME, in "
          "the quotes of that dialect where it needs them.");
    CHECK(object_faults("-- retort:object trigger t\n-- retort:create postgresql\n"
                        "CREATE TRIGGER t AFTER INSERT ON g EXECUTE FUNCTION f();\n") ==
          "v.sql:1: 't' is not the name of a trigger in postgresql. Write it as NAME on TABLE, in "
          "the quotes of that dialect where it needs them.");
}

TEST_CASE("dependencies are names of objects, each once", "[script]") {
    const std::string rest = "CREATE VIEW v AS SELECT 1;\n";
    CHECK(object_faults(view_header + "-- retort:depends_on a, b c\n" + rest) ==
          "v.sql:2: 'b c' is not the name of an object. Write each as in its own file, with commas "
          "between them.");
    CHECK(object_faults(view_header + "-- retort:depends_on a, a\n" + rest) ==
          "v.sql:2: 'retort:depends_on' names 'a' twice. Remove one of them.");
    CHECK(object_faults(view_header + "-- retort:depends_on a,\n" + rest).find("v.sql:2: ''") == 0);
    CHECK(
        parsed_object(view_header + "-- retort:depends_on t on g, f(a[], b)\n" + rest).depends_on ==
        std::vector<std::string>{"t on g", "f(a[], b)"});
}

TEST_CASE("directives in the wrong place or file are errors", "[script]") {
    const std::string view = "CREATE VIEW v AS SELECT 1;\n";
    CHECK(object_faults(view_header + view + "-- retort:depends_on a\n") ==
          "v.sql:3: 'retort:depends_on' belongs to the header. Move this line above the first "
          "section.");
    CHECK(object_faults(view_header + view + "-- retort:create sqlite\n" + view) ==
          "v.sql:2: this statement stands before the first section. Put the line '-- "
          "retort:create' above it.");
    CHECK(object_faults(view_header + "-- retort:upgrade\n" + view) ==
          "v.sql:2: 'retort:upgrade' belongs to a revision script, and this is the file of a "
          "replaceable object. Remove the line, or move the revision to a file of its own below "
          "the scripts folder.");
    CHECK(object_faults(view_header + "-- retort:craete\n" + view) ==
          "v.sql:2: there is no directive 'retort:craete'. Did you mean 'retort:create'?");
    CHECK(object_faults(view_header + "-- Retort: creat postgresql\n" + view) ==
          "v.sql:2: this is nearly a directive. Write '-- retort:create postgresql' at the "
          "beginning of a line, or choose other words for the comment.");
    CHECK(object_faults(view_header + "-- retort drop mysql\n" + view) ==
          "v.sql:2: this is nearly a directive. Write '-- retort:drop mysql' at the beginning of a "
          "line, or choose other words for the comment.");
}

TEST_CASE("the sections of an object name dialects alone", "[script]") {
    const std::string view = "\nCREATE VIEW v AS SELECT 1;\n";
    CHECK(object_faults(view_header + "-- retort:create no_transaction" + view) ==
          "v.sql:2: 'no_transaction' is for revision scripts: an object is always made within the "
          "transaction of its run. Remove it.");
    CHECK(object_faults(view_header + "-- retort:create sqlit" + view) ==
          "v.sql:2: 'sqlit' is no dialect. Did you mean 'sqlite'?");
    CHECK(object_faults(view_header + "-- retort:drop oracle\n-- retort:create" + view) ==
          "v.sql:2: 'oracle' is no dialect. Dialects are sqlite, postgresql and mysql (which "
          "includes MariaDB).");
    CHECK(object_faults(view_header + "-- retort:create mysql mysql" + view) ==
          "v.sql:2: 'mysql' stands here twice. Remove one of them.");
}

TEST_CASE("an object file creates the object of its header, once, and no other", "[script]") {
    const std::string none =
        "there is no statement that creates the view v. Write one below the header.";
    CHECK(object_faults(view_header) == "v.sql:1: " + none);
    CHECK(object_faults(view_header +
                        "-- retort:create\n-- nothing\n-- retort:drop\nDROP VIEW v;\n") ==
          "v.sql:1: " + none);
    CHECK(object_faults(view_header + "\nGRANT SELECT ON v TO x;\n") ==
          "v.sql:3: for sqlite no statement creates the view v. Correct the statement, or the line "
          "'-- retort:object'.");
    CHECK(object_faults(view_header + "-- retort:create\nCREATE VIEW v AS SELECT 1;\n"
                                      "-- retort:create mysql\nCREATE VIEW v AS SELECT 2;\n") ==
          "v.sql:5: this statement creates the view v again, which line 3 creates. Remove one of "
          "the two.");
    CHECK(object_faults(view_header + "-- retort:create mysql\n-- retort:create sqlite\n"
                                      "CREATE VIEW v AS SELECT 2;\n") ==
          "v.sql:2: for mysql no statement creates the view v. Correct the statement, or the line "
          "'-- retort:object'.");
    CHECK(object_faults(view_header + "-- retort:create\n-- nothing\n-- retort:create mysql\n"
                                      "CREATE VIEW v AS SELECT 2;\n") ==
          "v.sql:2: for sqlite no statement creates the view v. Correct the statement, or the line "
          "'-- retort:object'.");
    CHECK(object_faults(view_header + "CREATE VIEW s.w AS SELECT 1;\n") ==
          "v.sql:2: this statement creates the view s.w, and the file is that of the view v. "
          "Correct one of them, or move the statement to a file of its own.");
    CHECK(object_faults("-- retort:object function f(integer)\n-- retort:create postgresql\n"
                        "CREATE FUNCTION f(a bigint) RETURNS int RETURN 1;\n") ==
          "v.sql:3: this statement creates the function f(bigint), and the file is that of the "
          "function f(integer). Correct one of them, or move the statement to a file of its own.");
}

TEST_CASE("a view stands for a materialized one only outside of PostgreSQL", "[script]") {
    const std::string materialized = "-- retort:object materialized_view v\n";
    const std::string view = "CREATE VIEW v AS SELECT 1;\n";
    CHECK(object_faults(materialized + "-- retort:create sqlite, mysql\n" + view) == "");
    for (const std::string section : {"", "-- retort:create\n", "-- retort:create postgresql\n"}) {
        CAPTURE(section);
        CHECK(object_faults(materialized + section + view)
                  .find("this statement creates the view v, and the file is that of the "
                        "materialized view v.") != std::string::npos);
    }
    CHECK(object_faults(view_header + "CREATE MATERIALIZED VIEW v AS SELECT 1;\n")
              .find("creates the materialized view v, and the file is that of the view v.") !=
          std::string::npos);
}

TEST_CASE("bytes and quotes of an object file are held to the rules of scripts", "[script]") {
    CHECK(object_faults(view_header + std::string("CREATE VIEW v AS SELECT '\0';\n", 30)) ==
          "v.sql:2: there is a NUL byte. Save the file as UTF-8 text.");
    CHECK(object_faults(view_header + "CREATE VIEW v AS SELECT '\xFF';\n") ==
          "v.sql:2: this line is not valid UTF-8. Save the file as UTF-8 text.");
    CHECK(object_faults(view_header +
                        "CREATE VIEW v AS SELECT 'x;\n-- retort:drop\nDROP VIEW v;\n") ==
          "v.sql:2: the quote, comment or body that begins here is never closed, so that the "
          "directive in line 3 would be a part of it. Close it. If it is none in your dialect, "
          "name the dialect in the line that begins the section.");
    CHECK(object_faults(view_header + "CREATE VIEW v AS SELECT 1;\n\\d v\n") ==
          "v.sql:3: '\\d v' is a command of the database's client, which no server understands. "
          "Replace it by SQL.");
}

TEST_CASE("an object is kept as the sections of one dialect, and read back", "[script]") {
    const Object object =
        parsed_object(view_header +
                      "-- retort:create sqlite\nCREATE VIEW v AS SELECT 1;\n"
                      "-- retort:create postgresql, mysql\nCREATE VIEW v AS SELECT 2;\n"
                      "-- retort:drop\nDROP VIEW v;");
    CHECK(kept_text(object, Dialect::sqlite) ==
          "-- retort:create sqlite\nCREATE VIEW v AS SELECT 1;\n-- retort:drop\nDROP VIEW v;");
    const auto sections = parse_object_sections(kept_text(object, Dialect::mysql), "kept");
    REQUIRE(sections.size() == 2);
    CHECK(sections[0].direction == Direction::upgrade);
    CHECK(sections[0].dialects == std::vector<Dialect>{Dialect::postgresql, Dialect::mysql});
    CHECK(sections[0].text == "CREATE VIEW v AS SELECT 2;\n");
    CHECK(sections[1].direction == Direction::downgrade);
    CHECK(sections[1].text == "DROP VIEW v;");
    const Object plain = parsed_object(view_header + "CREATE VIEW v AS SELECT 1;\n");
    CHECK(kept_text(plain, Dialect::sqlite) == "-- retort:create\nCREATE VIEW v AS SELECT 1;\n");
    CHECK(parse_object_sections("", "kept").empty());
}

TEST_CASE("kept text of an object that is more than sections is refused", "[script]") {
    for (const std::string text : {"SELECT 1;\n", "-- retort:object view v\n"}) {
        CHECK_THROWS_WITH(parse_object_sections(text, "view v"),
                          "view v:1: only create and drop sections are expected here. The recorded "
                          "text was changed by hand, or by a newer version of Retort.");
    }
}

TEST_CASE("an object's checksum is that of its statements in one dialect", "[script]") {
    const std::string view = "CREATE VIEW v AS SELECT 1;\n";
    const std::string plain = digest(view_header + view, Dialect::sqlite);
    CHECK(plain.find("sha256:") == 0);
    CHECK(digest(view_header + "-- other\n-- retort:create\n /* x */ " + view, Dialect::sqlite) ==
          plain);
    CHECK(digest(view_header +
                     "-- retort:create mysql\nCREATE VIEW v AS SELECT 2;\n"
                     "-- retort:create sqlite\n" +
                     view,
                 Dialect::sqlite) == plain);
    const std::string dropped =
        digest(view_header + view + "-- retort:drop\nDROP VIEW v;\n", Dialect::sqlite);
    CHECK(dropped != plain);
    CHECK(dropped != digest(view_header + view + "DROP VIEW v;\n", Dialect::sqlite));
}
