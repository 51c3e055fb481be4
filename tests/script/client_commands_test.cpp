#include "script/client_commands.hpp"
#include "script/section_statements.hpp"
#include "script/statements.hpp"
#include "support/catch.hpp"

#include <retort/error.hpp>

#include <string>
#include <vector>

using namespace retort;

namespace {

std::vector<int> refused_lines(const std::string& text, Dialect dialect) {
    std::vector<int> lines;
    for (const auto& fault : script::client_commands(text, dialect)) {
        lines.push_back(script::line_at(text, fault.offset, 1));
    }
    return lines;
}

script::Section section_of(const std::string& text) {
    script::Section section;
    section.text = text;
    section.first_line = 10;
    return section;
}

}  // namespace

TEST_CASE("commands and variables of psql are refused with their line", "[script]") {
    for (const std::string text :
         {"\\i a.sql", "SELECT 1 \\g", "SELECT 1 \\gset", "SELECT :x", "SELECT :'x', 1",
          "SELECT * FROM :\"x\"", "\\;", "INSERT INTO a VALUES (:x)", "SELECT :{?x}",
          "SELECT f(1, :x)", "SELECT a WHERE b = :1"}) {
        INFO(text);
        CHECK(refused_lines("SELECT 1;\n" + text, Dialect::postgresql) == std::vector<int>{2});
    }
    CHECK(refused_lines("\\i 'a;b\nSELECT 1;\n\\i c", Dialect::postgresql) ==
          std::vector<int>{1, 3});
}

TEST_CASE("colons of SQL are not taken for variables of psql", "[script]") {
    for (const std::string text :
         {"SELECT 1::int, '1'::text", "SELECT (array[1, 2])[1:2], a[b:c], a[:c], a[b:], a[(b):c]",
          "SELECT $$:x$$, ':x', \":x\", E'\\':x'", "SELECT json_object('a' : b, 'c':'d')",
          "CALL p(a := 1)", "-- :x \\i\nSELECT 1 /* :x */", "SELECT x :: int", "SELECT 1 : 2"}) {
        INFO(text);
        CHECK(refused_lines(text, Dialect::postgresql).empty());
    }
}

TEST_CASE("commands of the mariadb client are refused with their line", "[script]") {
    for (const std::string text :
         {"source a.sql", "\\. a.sql", "SELECT 1 \\c", "  Status;", "SELECT 2; tee x", "delimiter",
          "DELIMITER \\\\", "system ls;", "quit", "\\u a", "DELIMITER '\\'", "/* x */ source a;"}) {
        INFO(text);
        CHECK(refused_lines("SELECT 1;\n" + text, Dialect::mysql) == std::vector<int>{2});
    }
}

TEST_CASE("what only looks like a command of the mariadb client is text", "[script]") {
    for (const std::string text :
         {"SELECT 1\\G", "SELECT 1\\g SELECT 2", "INSERT INTO a VALUES (\\N)", "SELECT 'a\\.b'",
          "SELECT\nsource FROM a", "DELIMITER //\nSELECT 1//", "USE a;", "USE a", "USE a\n;",
          "# source a\n-- source a\nSELECT 1",
          "CREATE PROCEDURE p() BEGIN\nSELECT 1;\nstatus: "
          "LOOP LEAVE status; END LOOP; END",
          "HELP 'x'"}) {
        INFO(text);
        CHECK(refused_lines(text, Dialect::mysql).empty());
    }
}

TEST_CASE("a USE that ends with its line is refused where the server would read on", "[script]") {
    CHECK(refused_lines("USE a\nSELECT 1;", Dialect::mysql) == std::vector<int>{1});
    CHECK(refused_lines("USE a -- x\n/* y */;\nSELECT 1;", Dialect::mysql).empty());
}

TEST_CASE("statements come with their line in the file and without their end", "[script]") {
    const auto section = section_of("-- a\nSELECT 1 -- b\n;\n\n/* c */ SELECT 2;;\nSELECT 3\n");
    const auto found = script::section_statements(section, Dialect::postgresql, "a.sql");
    REQUIRE(found.size() == 3);
    CHECK(found[0].text == "SELECT 1");
    CHECK(found[0].line == 11);
    CHECK(found[1].text == "SELECT 2");
    CHECK(found[1].line == 14);
    CHECK(found[2].text == "SELECT 3");
    CHECK(found[2].line == 15);
}

TEST_CASE("every line for the client alone is named at once", "[script]") {
    try {
        script::section_statements(section_of("\\i b.sql\nSELECT :x;"), Dialect::postgresql,
                                   "a.sql");
        FAIL("nothing was thrown");
    } catch (const ScriptError& error) {
        CHECK(std::string(error.what()) ==
              "a.sql:10: '\\i b.sql' is a command of the database's client, which no server "
              "understands. Replace it by SQL.\n"
              "a.sql:11: ':x' is a variable of psql, which no server understands. Write its value "
              "into the script.");
        CHECK(error.facts().line == 10);
    }
    try {
        script::section_statements(section_of("USE a\nSELECT 1;"), Dialect::mysql, "a.sql");
        FAIL("nothing was thrown");
    } catch (const ScriptError& error) {
        CHECK(std::string(error.what()) ==
              "a.sql:10: 'USE a' ends with its line only in the database's client, and the server "
              "would read on. Put a ';' behind it.");
    }
}
