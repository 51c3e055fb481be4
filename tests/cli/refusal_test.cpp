#include "cli/refusal.hpp"

#include "support/catch.hpp"

using namespace retort::cli;
using Cause = Refusal::Cause;

TEST_CASE("the code is found in what libpq says, in any language", "[cli]") {
    CHECK(sqlstate_in("connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  53300: "
                      "sorry, too many clients already\nLOCATION:  InitProcess, proc.c:359\n") ==
          "53300");
    CHECK(sqlstate_in("Verbindung zum Server auf \xC2\xBB::1\xC2\xAB, Port 5432 fehlgeschlagen: "
                      "FATAL:  57P03: das Datenbanksystem startet\nORT:  ProcessStartupPacket\n") ==
          "57P03");
    CHECK(sqlstate_in("failed: FATAL:  3D000: database \"a: b\" does not exist\n") == "3D000");
    CHECK(sqlstate_in("failed: Connection refused\n\tIs the server running?\n").empty());
    CHECK(sqlstate_in("failed: fe_sendauth: no password supplied").empty());
    CHECK(sqlstate_in("").empty());
}

TEST_CASE("a server that is full, starting or stopping is one that may pass", "[cli]") {
    for (const char* code : {"53300", "57P01", "57P02", "57P03", "08004", "08006"}) {
        CAPTURE(code);
        CHECK(cause_of_sqlstate(code, "") == Cause::busy);
    }
    for (const unsigned number : {1040U, 1047U, 1053U, 1203U, 1226U, 2013U}) {
        CAPTURE(number);
        CHECK(cause_of_mysql(number) == Cause::busy);
    }
    CHECK(may_pass(Cause::busy));
    CHECK(may_pass(Cause::unreachable));
    for (const Cause cause :
         {Cause::unknown_host, Cause::user, Cause::no_database, Cause::options, Cause::other}) {
        CHECK_FALSE(may_pass(cause));
    }
}

TEST_CASE("a pooler's refusals are told apart by its words", "[cli]") {
    const auto cause = [](const char* words) { return cause_of_sqlstate("08P01", words); };
    CHECK(cause("no more connections allowed (max_client_conn)") == Cause::busy);
    CHECK(cause("server login has been failing, try again later (server_login_retry)") ==
          Cause::busy);
    CHECK(cause("query_wait_timeout") == Cause::busy);
    CHECK(cause("no such database: nope") == Cause::no_database);
    CHECK(cause("no such user: nobody") == Cause::user);
    CHECK(cause("password authentication failed") == Cause::user);
    CHECK(cause("unsupported startup parameter: options") == Cause::other);
}

TEST_CASE("a refusal that stays is told for what it is", "[cli]") {
    CHECK(cause_of_sqlstate("28P01", "") == Cause::user);
    CHECK(cause_of_sqlstate("28000", "") == Cause::user);
    CHECK(cause_of_sqlstate("3D000", "") == Cause::no_database);
    CHECK(cause_of_sqlstate("0A000", "") == Cause::other);
    CHECK(cause_of_mysql(1045) == Cause::user);
    CHECK(cause_of_mysql(1044) == Cause::user);
    CHECK(cause_of_mysql(1049) == Cause::no_database);
    CHECK(cause_of_mysql(2005) == Cause::unknown_host);
    CHECK(cause_of_mysql(2003) == Cause::unreachable);
    CHECK(cause_of_mysql(2019) == Cause::other);
}

TEST_CASE("a server that hangs up may answer the next time", "[cli]") {
    CHECK(cause_without_code("server closed the connection unexpectedly") == Cause::busy);
    CHECK(cause_without_code("could not receive data from server: Connection reset by peer") ==
          Cause::busy);
    CHECK(cause_without_code("server does not support SSL, but SSL was required") == Cause::other);
}

TEST_CASE("of libpq's words the reason is kept", "[cli]") {
    CHECK(libpq_reason("Cannot establish connection to the database.\n"
                       "connection to server at \"::1\", port 1 failed: FATAL:  database \"nope\" "
                       "does not exist\n") == "database \"nope\" does not exist");
    CHECK(
        libpq_reason("connection to server at \"localhost\" (::1), port 1 failed: Connection "
                     "refused\n\tIs the server running on that host?\nconnection to server at "
                     "\"localhost\" (127.0.0.1), port 1 failed: Connection refused\n\tIs it?\n") ==
        "connection to server at \"localhost\" (::1), port 1 failed: Connection refused; "
        "connection to server at \"localhost\" (127.0.0.1), port 1 failed: Connection refused");
    CHECK(libpq_reason("").empty());
}
