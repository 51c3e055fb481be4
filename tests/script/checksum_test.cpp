#include "support.hpp"

using namespace retort;
using namespace retort_test;
using script::checksum;

namespace {

const std::string sum_of_nothing =
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string sum(const std::string& statements, Dialect dialect = Dialect::sqlite) {
    return checksum(parsed(upgrade + statements), Direction::upgrade, dialect);
}

std::string with_crlf(const std::string& text) {
    std::string result;
    for (const char c : text) {
        result += c == '\n' ? std::string("\r\n") : std::string(1, c);
    }
    return result;
}

}  // namespace

TEST_CASE("the checksum of one statement is that of its length and text", "[script]") {
    CHECK(sum("SELECT 1;") ==
          "sha256:52676f5ff9ae865b299d3f9e9b701bb290e2d3e06b9bbfb7d62faaa5f29eb937");
}

TEST_CASE("no section, and no statement, is the digest of nothing", "[script]") {
    CHECK(sum("") == sum_of_nothing);
    CHECK(sum("-- only a comment\n;;\n") == sum_of_nothing);
    CHECK(checksum(parsed(upgrade + "SELECT 1;"), Direction::downgrade, Dialect::sqlite) ==
          sum_of_nothing);
    CHECK(checksum(parsed(header + "-- retort:upgrade mysql\nSELECT 1;"), Direction::upgrade,
                   Dialect::sqlite) == sum_of_nothing);
}

TEST_CASE("a checksum does not count what is between statements", "[script]") {
    const std::string plain = sum("SELECT 1;\nSELECT 2;\n");
    CHECK(sum("SELECT 1;SELECT 2") == plain);
    CHECK(sum("-- a\n\n  SELECT 1 -- b\n; /* c */;\n SELECT 2; -- d\n") == plain);
    CHECK(checksum(parsed("-- other words\n-- retort:revision r2\n-- retort:upgrade\nSELECT 1;\n"
                          "-- retort:downgrade\nSELECT 9;\n-- retort:upgrade sqlite\nSELECT 2;"),
                   Direction::upgrade, Dialect::sqlite) == plain);
}

TEST_CASE("a checksum counts everything within statements", "[script]") {
    const std::string plain = sum("SELECT 1;\nSELECT 2;\n");
    CHECK(sum("SELECT 2;\nSELECT 1;\n") != plain);
    CHECK(sum("SELECT 1;\nselect 2;\n") != plain);
    CHECK(sum("SELECT /* a */ 1;\nSELECT 2;\n") != plain);
    CHECK(sum("SELECT  1;\nSELECT 2;\n") != plain);
    CHECK(sum("SELECT 1\n;SELECT 2 3;") != plain);
    CHECK(sum("SELECT 'a\nb';") != sum("SELECT 'a b';"));
    CHECK(sum("SELECT 'a\rb';") != sum("SELECT 'a\nb';"));
}

TEST_CASE("statements cannot be joined or divided without a new checksum", "[script]") {
    CHECK(sum("SELECT 1;SELECT 2;") != sum("SELECT 1 SELECT 2;"));
    CHECK(sum("SELECT 1;\n8\nSELECT 2;") != sum("SELECT 1;SELECT 2;"));
}

TEST_CASE("a copy with CRLF line ends has the same checksum", "[script]") {
    const std::string text =
        upgrade + "-- a\nCREATE TABLE a (\n  x TEXT, -- b\n  y TEXT DEFAULT 'c\nd'\n);\n\nSELECT 1";
    for (const Dialect dialect : {Dialect::sqlite, Dialect::postgresql, Dialect::mysql}) {
        CHECK(checksum(parsed(with_crlf(text)), Direction::upgrade, dialect) ==
              checksum(parsed(text), Direction::upgrade, dialect));
    }
    CHECK(checksum(parsed("\xEF\xBB\xBF" + text), Direction::upgrade, Dialect::sqlite) ==
          checksum(parsed(text), Direction::upgrade, Dialect::sqlite));
}

TEST_CASE("DELIMITER lines are not a part of the checksum", "[script]") {
    const std::string procedure = "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END";
    CHECK(sum("DELIMITER //\n" + procedure + "//\nDELIMITER ;\n", Dialect::mysql) ==
          sum(procedure + ";", Dialect::mysql));
}
