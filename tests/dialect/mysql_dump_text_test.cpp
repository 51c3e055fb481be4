#include "dialect/mysql/dump_text.hpp"
#include "support/catch.hpp"

#include <retort/error.hpp>

#include <sstream>

using retort::dialect::mysql::DumpReader;
using retort::dialect::mysql::without_definer;

namespace {

using Line = DumpReader::Line;

std::vector<Line> read_dump(DumpReader& reader, const std::string& text) {
    std::vector<Line> kinds;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        kinds.push_back(reader.read(line));
    }
    return kinds;
}

}  // namespace

TEST_CASE("rows of a dump are counted, one or many to a line", "[dialect]") {
    DumpReader reader("version");
    const auto kinds =
        read_dump(reader,
                  "CREATE TABLE `gene` (\n"
                  "  `id` int\n"
                  ");\n"
                  "LOCK TABLES `gene` WRITE;\n"
                  "/*!40000 ALTER TABLE `gene` DISABLE KEYS */;\n"
                  "INSERT INTO `gene` VALUES (1,'a(b),(c'),(2,'\\'),(\\\\'),(3,NULL);\n"
                  "INSERT INTO `gene` (`id`, `odd``)(`) VALUES\n"
                  "(4,0x28),\n"
                  "(5,-1.5e3);\n"
                  "UNLOCK TABLES;\n"
                  "CREATE TABLE `a``b` (`x` int);\n"
                  "INSERT INTO `version` VALUES ('001'),('it\\'s');\n");
    CHECK(reader.rows() ==
          std::map<std::string, std::uint64_t>{{"a`b", 0}, {"gene", 5}, {"version", 2}});
    CHECK(reader.list() == std::vector<std::string>{"001", "it's"});
    CHECK(kinds == std::vector<Line>{Line::definition, Line::definition, Line::definition,
                                     Line::rows_only, Line::rows_only, Line::rows, Line::rows,
                                     Line::rows, Line::rows, Line::rows_only, Line::definition,
                                     Line::rows});
}

TEST_CASE("statements of a program are no rows of a dump", "[dialect]") {
    DumpReader reader({});
    const auto kinds = read_dump(reader,
                                 "DELIMITER ;;\n"
                                 "CREATE PROCEDURE `p`() BEGIN\n"
                                 "INSERT INTO `gene` VALUES (1);\n"
                                 "END ;;\n"
                                 "DELIMITER ;\n"
                                 "INSERT INTO `gene` VALUES (1);\n");
    CHECK(reader.rows() == std::map<std::string, std::uint64_t>{{"gene", 1}});
    CHECK(kinds[2] == Line::definition);
    CHECK(kinds[5] == Line::rows);
}

TEST_CASE("a dump of another form is refused", "[dialect]") {
    for (const char* line : {"INSERT INTO gene VALUES (1);", "INSERT INTO `gene` SELECT 1;",
                             "INSERT INTO `gene VALUES (1);", "CREATE TABLE gene (a int);"}) {
        DumpReader reader({});
        CHECK_THROWS_AS(reader.read(line), retort::DatabaseError);
    }
}

TEST_CASE("who defines a program is taken off its line", "[dialect]") {
    CHECK(without_definer("/*!50013 DEFINER=`app`@`10.%` SQL SECURITY DEFINER */") ==
          "/*!50013  SQL SECURITY DEFINER */");
    CHECK(without_definer("CREATE DEFINER=`a``b`@`%` PROCEDURE `p`()") ==
          "CREATE  PROCEDURE `p`()");
    CHECK(without_definer("SELECT 'DEFINER=x', `DEFINER=`") == "SELECT 'DEFINER=x', `DEFINER=`");
}
