#include "dialect/syntax.hpp"

#include "support/catch.hpp"

using namespace retort;

TEST_CASE("MySQL's literals mean the same in every sql_mode and character set", "[dialect]") {
    const auto& sql = dialect::syntax(Dialect::mysql);
    CHECK(sql.literal(nullptr) == "NULL");
    CHECK(sql.literal(std::int64_t{-7}) == "-7");
    CHECK(sql.literal(std::string("it's")) == "_utf8mb4'it''s'");
    CHECK(sql.literal(std::string("a\\'b")) == "_utf8mb4 X'615C2762'");
    CHECK(sql.literal(std::string("\xC3\xA9")) == "_utf8mb4 X'C3A9'");
    CHECK(sql.quoted("a`b") == "`a``b`");
}
