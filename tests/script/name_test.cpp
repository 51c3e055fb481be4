#include "script/name.hpp"
#include "script/slug.hpp"
#include "script/timestamp.hpp"
#include "script/utf8.hpp"
#include "support/catch.hpp"

using namespace retort::script;

TEST_CASE("ids and labels are 1 to 200 bytes without blanks and signs", "[script]") {
    for (const std::string name : {"26ebdc5e2006", "001_initial_complete", "a", "é", "v1.2", "...",
                                   "Head", "head_2", "a#b", "a'b"}) {
        CHECK(name_fault(name) == "");
    }
    CHECK(name_fault(std::string(200, 'x')) == "");
    CHECK(name_fault(std::string(201, 'x')) == "is longer than 200 bytes");
    CHECK(name_fault("") == "is empty");
    CHECK(name_fault("a b") == "contains a blank");
    CHECK(name_fault("a\tb") == "contains a control character");
    CHECK(name_fault("a\x7F") == "contains a control character");
    for (const char c : std::string("@-+:,/\\")) {
        CHECK(name_fault(std::string("a") + c) == std::string("contains '") + c + "'");
    }
    for (const std::string word : {"head", "heads", "base", "current", ".", ".."}) {
        CHECK(name_fault(word) == "is a word with a meaning of its own");
    }
}

TEST_CASE("a slug is short, lower-case ASCII", "[script]") {
    CHECK(slug_of("Add system logs table") == "add_system_logs_table");
    CHECK(slug_of("  a -- b!  ") == "a_b");
    CHECK(slug_of("Größe für Ärzte: naïve") == "grose_fur_arzte_naive");
    CHECK(slug_of("表") == "");
    CHECK(slug_of("") == "");
    CHECK(slug_of("../../etc/passwd") == "etc_passwd");
    CHECK(slug_of(std::string(100, 'x')) == std::string(40, 'x'));
    CHECK(slug_of(std::string(39, 'x') + " y") == std::string(39, 'x'));
}

TEST_CASE("a timestamp is ISO 8601", "[script]") {
    for (const std::string text :
         {"2025-09-25", "2025-09-25T10:11", "2025-09-25T10:11:12Z", "2025-09-25 10:11:12.123456",
          "2025-09-25T10:11:12+02:00", "2025-09-25T10:11:12-0330", "2025-09-25T10:11:12.5+02"}) {
        CHECK(is_timestamp(text));
    }
    for (const std::string text : {"", "yesterday", "25.09.2025", "2025-9-25", "2025-09-25T",
                                   "2025-09-25T10", "2025-09-25T10:11:12.Z", "2025-09-25 x"}) {
        CHECK_FALSE(is_timestamp(text));
    }
}

TEST_CASE("invalid UTF-8 is found at its first byte", "[script]") {
    const auto none = std::string::npos;
    CHECK(invalid_utf8("") == none);
    CHECK(invalid_utf8("plain ascii, more than eight bytes") == none);
    CHECK(invalid_utf8("é 表 \xF0\x9F\x98\x80 \xF4\x8F\xBF\xBF") == none);
    CHECK(invalid_utf8("12345678\xFF") == 8);
    CHECK(invalid_utf8("a\xC3") == 1);
    CHECK(invalid_utf8("a\xC0\x80") == 1);
    CHECK(invalid_utf8("\xE0\x80\x80") == 0);
    CHECK(invalid_utf8("\xED\xA0\x80") == 0);
    CHECK(invalid_utf8("\xF0\x80\x80\x80") == 0);
    CHECK(invalid_utf8("\xF4\x90\x80\x80") == 0);
    CHECK(invalid_utf8("\x80") == 0);
}
