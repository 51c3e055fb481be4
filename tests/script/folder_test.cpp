#include "script/folder.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <retort/error.hpp>

#include <sys/stat.h>

using namespace retort;
using retort_test::TemporaryFolder;
using script::read_folder;

namespace {

std::string script_text(const std::string& id) {
    return "-- retort:revision " + id + "\n-- retort:upgrade\n";
}

std::vector<std::string> ids_in(const std::string& folder) {
    std::vector<std::string> ids;
    for (const auto& script : read_folder(folder)) {
        ids.push_back(script.revision.id);
    }
    return ids;
}

/// The message of the Error that reading `folder` throws, and its kind before it.
std::string error_of(const std::string& folder) {
    try {
        read_folder(folder);
    } catch (const Error& error) {
        return std::string(to_string(error.kind())) + " " + error.what();
    }
    return {};
}

}  // namespace

TEST_CASE("scripts are found at any depth, in byte order of their paths", "[script]") {
    const TemporaryFolder folder;
    folder.write("b.sql", script_text("b"));
    folder.write("a/z.sql", script_text("az"));
    folder.write("a/b/c/d.sql", script_text("deep"));
    folder.write("a.sql", script_text("a"));
    folder.write("V10.sql", script_text("V10"));
    folder.write("V2.sql", script_text("V2"));
    folder.write("\xC3\xA9.sql", script_text("accent"));
    CHECK(ids_in(folder.path()) ==
          std::vector<std::string>{"V10", "V2", "a", "deep", "az", "b", "accent"});
    CHECK(read_folder(folder.path()).front().revision.path == folder.path() + "/V10.sql");
    CHECK(read_folder(folder.path() + "/").front().revision.path == folder.path() + "/V10.sql");
}

TEST_CASE("other files, hidden files and hidden folders are passed over", "[script]") {
    const TemporaryFolder folder;
    folder.write("a.sql", script_text("a"));
    folder.write("README.md", "no script");
    folder.write("a.sql.orig", "no script");
    folder.write("sql", "no script");
    folder.write(".sql", "no script");
    folder.write(".a.sql", "no script");
    folder.write(".git/b.sql", "no script");
    CHECK(ids_in(folder.path()) == std::vector<std::string>{"a"});
}

TEST_CASE("an empty folder is an empty list", "[script]") {
    const TemporaryFolder folder;
    CHECK(read_folder(folder.path()).empty());
}

TEST_CASE("the faults of all files are in one error", "[script]") {
    const TemporaryFolder folder;
    folder.write("a.sql", "-- retort:revision a\n");
    folder.write("b.sql", script_text("b"));
    folder.write("c.sql", "-- retort:upgrade oracle\n");
    const std::string a = folder.path() + "/a.sql";
    const std::string c = folder.path() + "/c.sql";
    CHECK(
        error_of(folder.path()) ==
        "script " + a +
            ":1: there is no upgrade section. Begin one with the line '-- retort:upgrade'; it may "
            "be empty.\n" +
            c +
            ":1: 'oracle' is neither a dialect nor a flag. Dialects are sqlite, postgresql "
            "and mysql (which includes MariaDB); flags are no_transaction and foreign_keys.\n" +
            c + ":1: there is no line '-- retort:revision ID'. Add one before the first section.");
}

TEST_CASE("a folder or file that cannot be read is named", "[script]") {
    const TemporaryFolder folder;
    CHECK(error_of(folder.path() + "/none") ==
          "io " + folder.path() +
              "/none: cannot be read: No such file or directory. Check the path and its "
              "permissions.");
    folder.write("file", "");
    CHECK(error_of(folder.path() + "/file") ==
          "io " + folder.path() +
              "/file: cannot be read: Not a directory. Check the path and its permissions.");
    folder.link("nowhere", "a.sql");
    CHECK(error_of(folder.path()) == "io " + folder.path() +
                                         "/a.sql: cannot be read: No such file or directory. Check "
                                         "the path and its permissions.");
}

TEST_CASE("a pipe with a script's name does not hang", "[script]") {
    const TemporaryFolder folder;
    REQUIRE(mkfifo((folder.path() + "/a.sql").c_str(), 0600) == 0);
    CHECK(error_of(folder.path()) == "io " + folder.path() +
                                         "/a.sql: cannot be read: it is not a regular file. Check "
                                         "the path and its permissions.");
}

TEST_CASE("links are followed, and loops of links end", "[script]") {
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    elsewhere.write("linked.sql", script_text("linked"));
    folder.write("sub/a.sql", script_text("a"));
    folder.link("..", "sub/up");
    folder.link(".", "self");
    folder.link(elsewhere.path(), "there");
    CHECK(ids_in(folder.path()) == std::vector<std::string>{"a", "linked"});
}

TEST_CASE("a script of several buffers is read whole", "[script]") {
    const TemporaryFolder folder;
    const std::string text = "SELECT '" + std::string(300'000, 'x') + "';\n";
    folder.write("a.sql", script_text("a") + text);
    CHECK(read_folder(folder.path()).at(0).sections.at(0).text == text);
}

TEST_CASE("object files are found as scripts are", "[script]") {
    const TemporaryFolder folder;
    const std::string path = folder.path();
    folder.write("b/w.sql", "-- retort:object view w\nCREATE VIEW w AS SELECT 1;\n");
    folder.write("a.sql", "-- retort:object view v\nCREATE VIEW v AS SELECT 1;\n");
    folder.write(".hidden.sql", "no object");
    const auto objects = script::read_object_folder(path);
    REQUIRE(objects.size() == 2);
    CHECK(objects[0].path == path + "/a.sql");
    CHECK(objects[1].name == "w");
    folder.write("c.sql", "-- retort:object view x\n");
    folder.write("d.sql", "-- retort:revision r\n");
    CHECK_THROWS_WITH(script::read_object_folder(path),
                      path +
                          "/c.sql:1: there is no statement that creates the view x. Write one "
                          "below the header.\n" +
                          path +
                          "/d.sql:1: 'retort:revision' belongs to a revision script, and this is "
                          "the file of a replaceable object. Remove the line, or move the revision "
                          "to a file of its own below the scripts folder.");
}

TEST_CASE("an absent folder holds no objects, and one that cannot be read is an error",
          "[script]") {
    const TemporaryFolder folder;
    CHECK(script::read_object_folder(folder.path() + "/none").empty());
    CHECK(script::read_object_folder(folder.path()).empty());
    folder.write("file", "");
    CHECK_THROWS_AS(script::read_object_folder(folder.path() + "/file"), Error);
}
