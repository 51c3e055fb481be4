#include "dialect/postgresql/dump.hpp"
#include "support/catch.hpp"

using namespace retort::dialect::postgresql;
using Strings = std::vector<std::string>;

namespace {

const std::string prologue =
    "--\n-- PostgreSQL database dump\n--\n\n\\restrict KEY\n\n-- Dumped by pg_dump version 15\n\n"
    "SET statement_timeout = 0;\n"
    "SELECT pg_catalog.set_config('search_path', '', false);\n\n";
const std::string end = "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict KEY\n\n";

std::string headed(const std::string& name, const std::string& type, const std::string& text) {
    return "--\n-- Name: " + name + "; Type: " + type + "; Schema: public; Owner: -\n--\n\n" +
           text + "\n\n\n";
}

}  // namespace

TEST_CASE("a dump is what it drops and what it makes", "[dialect]") {
    const Dump dump = parse_dump(prologue + "DROP TABLE public.t;\nDROP SCHEMA app;\n" +
                                 headed("app", "SCHEMA", "CREATE SCHEMA app;") +
                                 headed("t k", "FK CONSTRAINT", "ALTER TABLE t\n    ADD k;") + end);
    CHECK(dump.drops == Strings{"DROP TABLE public.t", "DROP SCHEMA app"});
    REQUIRE(dump.entries.size() == 2);
    CHECK(dump.entries[0].type == "SCHEMA");
    CHECK(dump.entries[0].name == "app");
    CHECK(dump.entries[1].type == "FK CONSTRAINT");
    CHECK(dump.entries[1].statements == Strings{"ALTER TABLE t\n    ADD k"});
    CHECK(parse_dump(prologue + end).entries.empty());
    CHECK(parse_dump("").drops.empty());
}

TEST_CASE("what a body says is none of the dump's words", "[dialect]") {
    const std::string body =
        "CREATE FUNCTION f() AS $$ x\n-- Name: y; Type: TABLE; Schema: z; Owner: -\n"
        "\\unrestrict KEY\n\\restrict KEY\n; $$";
    const Dump dump = parse_dump(prologue + headed("f()", "FUNCTION", body + ";") + end);
    REQUIRE(dump.entries.size() == 1);
    CHECK(dump.entries[0].type == "FUNCTION");
    CHECK(dump.entries[0].statements == Strings{body});
    std::string older = prologue;
    older.erase(older.find("\\restrict KEY\n"), 14);
    CHECK(parse_dump(older + headed("f()", "FUNCTION", body + ";")).entries[0].statements ==
          Strings{body});
}

TEST_CASE("an odd name does not hide a type", "[dialect]") {
    const Dump dump = parse_dump(
        prologue + headed("a; Type: VIEW; -- Name: b", "TABLE", "CREATE TABLE t ();") + end);
    REQUIRE(dump.entries.size() == 1);
    CHECK(dump.entries[0].type == "TABLE");
    CHECK(dump.entries[0].name == "a; Type: VIEW; -- Name: b");
}

TEST_CASE("where tables are made is kept, and begins before the first of them", "[dialect]") {
    const Dump dump = parse_dump(prologue + "DROP TABLE t;\nSET default_tablespace = fast;\n\n" +
                                 headed("t", "TABLE", "CREATE TABLE t ();") + end);
    REQUIRE(dump.entries.size() == 2);
    CHECK(dump.entries[0].statements == Strings{"SET default_tablespace = fast"});
}
