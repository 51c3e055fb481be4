#include "dialect/mysql/refused_whole.hpp"

#include "support/catch.hpp"

using namespace retort::dialect::mysql;
using retort::ErrorKind;
using retort::errors::Refusal;

namespace {

bool refused(const char* statement, const char* code, const char* message = "no") {
    return refused_whole(statement, Refusal{ErrorKind::statement, message, code});
}

}  // namespace

TEST_CASE("a statement that the server did not understand left nothing", "[dialect]") {
    const auto* const text = GENERATE(
        "CREATE TABEL t (a INT)", "ALTER TABLE t ADD ADD", "FROBNICATE t",
        "BEGIN NOT ATOMIC INSERT INTO t VALUES (1) END", "INSERT INTO t VALEUS (1)", "DROP USER");
    CAPTURE(text);
    CHECK(refused(text, "1064"));
}

TEST_CASE("a routine that is not there, or may not be called, did nothing", "[dialect]") {
    CHECK(refused("CALL p()", "1305", "PROCEDURE db.p does not exist"));
    CHECK(refused("CALL db.P(1)", "1305", "PROCEDURE db.p does not exist"));
    CHECK(refused("CALL p()", "1370", "execute command denied to user 'u'@'h' for routine 'db.p'"));
    CHECK(refused("CALL p()", "1318",
                  "Incorrect number of arguments for PROCEDURE db.p; expected 1, got 0"));
    CHECK_FALSE(refused("CALL p()", "1305", "PROCEDURE db.pq does not exist"));
    CHECK_FALSE(refused("CALL p()", "1305", "PROCEDURE db.q does not exist"));
    CHECK_FALSE(refused("CALL p()", "1062", "Duplicate entry '1' for key 'db.p'"));
}

TEST_CASE("what takes effect as a whole or not at all left nothing", "[dialect]") {
    const auto* const text =
        GENERATE("REVOKE SELECT, INSERT ON t FROM u", "DROP USER u", "CREATE USER u",
                 "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'h', PORT 1)",
                 "DROP ROLE r", "SET PASSWORD = 'x'");
    CAPTURE(text);
    CHECK(refused(text, "1396"));
}

TEST_CASE("what the server does one by one may have left something", "[dialect]") {
    const auto* const text =
        GENERATE("DROP USER u, v", "REVOKE SELECT ON t FROM u, v", "CREATE USER u, v",
                 "INSERT INTO t VALUES (1), (1)", "BEGIN NOT ATOMIC CALL p(); END");
    CAPTURE(text);
    CHECK_FALSE(refused(text, "1396"));
}

TEST_CASE("what a routine makes of texts may have the fault in it", "[dialect]") {
    CHECK_FALSE(refused("CALL p()", "1064"));
    CHECK_FALSE(
        refused("BEGIN NOT ATOMIC INSERT INTO t VALUES (1); EXECUTE IMMEDIATE 'x'; END", "1064"));
    CHECK(tells_when_prepared("CALL p(", Refusal{ErrorKind::statement, "no", "1064"}));
}
