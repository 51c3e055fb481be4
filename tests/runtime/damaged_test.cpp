#include "runtime/support.hpp"

#include <fstream>

#include <sys/stat.h>
#include <unistd.h>

using namespace retort_test;

namespace {

std::string bytes(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

Revisions one_table() {
    return {table("aaa", "")};
}

}  // namespace

TEST_CASE("a file that is no database is reported and left alone", "[runtime]") {
    TemporaryFolder folder;
    const std::string path = folder.write("a.db", std::string(4096, 'x'));
    const auto session = open_session(path);
    Migrator migrator(*session, one_table());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::corrupt);
    CHECK_THAT(error.what(), ContainsSubstring("restore it from a backup"));
    CHECK(bytes(path) == std::string(4096, 'x'));
}

TEST_CASE("a damaged database is reported and left alone", "[runtime]") {
    Fixture f;
    f.run("CREATE TABLE retort_version (version_num TEXT); CREATE TABLE t (x)");
    {
        std::fstream file(f.path, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(100);
        file << std::string(200, '\xEE');
    }
    const std::string before = bytes(f.path);
    auto migrator = f.migrator(one_table());
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::corrupt);
    CHECK(bytes(f.path) == before);
}

TEST_CASE("a database that cannot be written is reported", "[runtime]") {
    Fixture f;
    f.migrator(one_table()).upgrade();
    const auto session = open_session("file:" + f.path + "?mode=ro");
    // An immutable view of the file: permissions would not stop a test that runs as root.
    soci::session& read_only = *session;
    read_only << "PRAGMA query_only = ON";
    Migrator migrator(read_only, {table("aaa", ""), table("bbb", "aaa")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::read_only);
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(Migrator(read_only, one_table()).upgrade().empty());
}

TEST_CASE("a database without room is reported, and the run goes on when there is some",
          "[runtime]") {
    Fixture f;
    const Revisions revisions{
        table("aaa", ""),
        script_text(
            "bbb", "aaa",
            "-- retort:upgrade\nCREATE TABLE big AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
            "SELECT i + 1 FROM n WHERE i < 5000) SELECT i, hex(zeroblob(100)) AS x FROM n;\n")};
    auto migrator = f.migrator(revisions);
    *f.session << "PRAGMA max_page_count = 60";
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::full);
    CHECK(error.facts().applied == Strings{"aaa"});
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.value("PRAGMA integrity_check") == "ok");
    *f.session << "PRAGMA max_page_count = 1000000";
    CHECK(migrator.upgrade().steps.size() == 1);
}

TEST_CASE("an empty folder is an error that names it, and nothing is made", "[runtime]") {
    Fixture f;
    TemporaryFolder scripts;
    auto migrator = f.migrator(ScriptFolder(scripts.path()));
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK(std::string(error.what()) ==
          "There is no revision script below " + scripts.path() +
              ". `revision -m MESSAGE` writes one; --scripts names another folder.");
    CHECK(migrator.current().heads.empty());
    CHECK(f.rows("SELECT * FROM sqlite_schema").empty());
}

TEST_CASE("a folder that is absent is an error that names it", "[runtime]") {
    const Error error = error_of([] { Revisions revisions(ScriptFolder("/nowhere/at/all")); });
    CHECK(error.kind() == ErrorKind::io);
    CHECK_THAT(error.what(), ContainsSubstring("/nowhere/at/all"));
}

TEST_CASE("two scripts for one id are both named", "[runtime]") {
    TemporaryFolder folder;
    const std::string text = "-- a\n-- retort:revision aaa\n-- retort:upgrade\nSELECT 1;\n";
    folder.write("one.sql", text);
    folder.write("two.sql", text);
    const Error error = error_of([&] { Revisions revisions(ScriptFolder(folder.path())); });
    CHECK(error.kind() == ErrorKind::graph);
    CHECK_THAT(error.what(), ContainsSubstring("one.sql:2") && ContainsSubstring("two.sql:2"));
}

TEST_CASE("a use of objects that nobody has is refused, not ignored", "[runtime]") {
    Fixture f;
    auto migrator = f.migrator(
        {script_text("aaa", "", "-- retort:uses view genes\n-- retort:upgrade\nSELECT 1;\n")});
    CHECK(error_of([&] { migrator.upgrade(); }).kind() == ErrorKind::script);
}
