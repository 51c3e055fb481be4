#include <retort/error.hpp>
#include <retort/new_script.hpp>

#include "script/folder.hpp"
#include "script/script.hpp"
#include "script/timestamp.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

#include <fstream>
#include <sstream>

using namespace retort;
using retort_test::TemporaryFolder;

namespace {

Graph small_graph() {
    Revision a;
    a.id = "a1";
    a.path = "a.sql";
    a.line = 2;
    Revision b;
    b.id = "b1";
    b.down_revisions = {"a1"};
    b.branch_labels = {"logs"};
    b.path = "b.sql";
    b.line = 3;
    return Graph({a, b});
}

std::string error_of(const NewScript& script) {
    const TemporaryFolder folder;
    try {
        write_script(small_graph(), folder.path(), script);
    } catch (const Error& error) {
        CHECK(script::read_folder(folder.path()).empty());
        return std::string(to_string(error.kind())) + " " + error.what();
    }
    return {};
}

std::string text_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::size_t files_in(const std::string& folder) {
    std::size_t count = 0;
    for (boost::filesystem::directory_iterator entry(folder), end; entry != end; ++entry) {
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a new script carries what it was given", "[script]") {
    const TemporaryFolder folder;
    const std::string path = write_script(small_graph(), folder.path() + "/deep/folder",
                                          {"c1", "Add Größe", {"b1"}, {"a1", "logs"}, {"sizes"}});
    CHECK(path == folder.path() + "/deep/folder/c1_add_grose.sql");
    const std::string text = text_of(path);
    const std::string created = script::parse_script(text, path).revision.created;
    CHECK(script::is_timestamp(created));
    CHECK(created.back() == 'Z');
    CHECK(text ==
          "-- Add Größe\n"
          "--\n"
          "-- retort:revision c1\n"
          "-- retort:down_revision b1\n"
          "-- retort:depends_on a1, logs\n"
          "-- retort:branch_labels sizes\n"
          "-- retort:created " +
              created +
              "\n"
              "\n"
              "-- retort:upgrade\n"
              "-- The statements that make the change.\n"
              "\n"
              "-- retort:downgrade\n"
              "-- The statements that undo it, the last change first.\n");
    const auto script = script::parse_script(text, path);
    CHECK(script.revision.message == "Add Größe");
    CHECK(script.revision.down_revisions == std::vector<std::string>{"b1"});
    CHECK(script.revision.depends_on == std::vector<std::string>{"a1", "logs"});
    CHECK(script.revision.branch_labels == std::vector<std::string>{"sizes"});
    CHECK(files_in(folder.path() + "/deep/folder") == 1);
}

TEST_CASE("without an id twelve hexadecimal digits are drawn", "[script]") {
    const TemporaryFolder folder;
    const std::string first = write_script(Graph(), folder.path(), {});
    const std::string second = write_script(Graph(), folder.path(), {});
    CHECK(first != second);
    const std::string id = script::parse_script(text_of(first), first).revision.id;
    CHECK(id.size() == 12);
    CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(first == folder.path() + "/" + id + ".sql");
}

TEST_CASE("the first line of a message is the message, the rest free text", "[script]") {
    const TemporaryFolder folder;
    const std::string path =
        write_script(Graph(), folder.path(), {"x", "first\r\n\nsecond", {}, {}, {}});
    CHECK(path == folder.path() + "/x_first.sql");
    const auto script = script::parse_script(text_of(path), path);
    CHECK(script.revision.message == "first");
    CHECK(script.revision.description == "second");
}

TEST_CASE("a new script never overwrites a file", "[script]") {
    const TemporaryFolder folder;
    folder.write("x_m.sql", "mine");
    try {
        write_script(Graph(), folder.path(), {"x", "m", {}, {}, {}});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::io);
        CHECK(error.what() == folder.path() +
                                  "/x_m.sql: a file of this name exists, and is left as it is. "
                                  "Choose another id or message.");
    }
    CHECK(text_of(folder.path() + "/x_m.sql") == "mine");
    CHECK(files_in(folder.path()) == 1);
}

TEST_CASE("names that the graph has are refused", "[script]") {
    CHECK(error_of({"a1", "m", {}, {}, {}}) ==
          "usage 'a1' is taken: 'a1' has that id or branch label (a.sql:2). Choose another name.");
    CHECK(error_of({"A1", "m", {}, {}, {}}) ==
          "usage 'A1' is taken: 'a1' has that id or branch label (a.sql:2). Choose another name.");
    CHECK(
        error_of({"logs", "m", {}, {}, {}}) ==
        "usage 'logs' is taken: 'b1' has that id or branch label (b.sql:3). Choose another name.");
    CHECK(
        error_of({"c1", "m", {}, {}, {"logs"}}) ==
        "usage 'logs' is taken: 'b1' has that id or branch label (b.sql:3). Choose another name.");
    CHECK(error_of({"c1", "m", {}, {}, {"c1"}}) ==
          "usage 'c1' is given twice to the new revision. Ids and branch labels share one "
          "namespace: choose another name.");
}

TEST_CASE("invalid names, unknown parents and misleading messages are refused", "[script]") {
    CHECK(error_of({"a-b", "m", {}, {}, {}}) ==
          "usage 'a-b' cannot be an id or a branch label: it contains '-'. Choose another name.");
    CHECK(error_of({"c1", "m", {"b2"}, {}, {}}) ==
          "target the new revision would need 'b2', which the scripts do not have. Did you mean "
          "'b1'?");
    CHECK(
        error_of({"c1", "m", {"nowhere"}, {}, {}}) ==
        "target the new revision would need 'nowhere', which the scripts do not have. Name one of "
        "their ids.");
    CHECK(
        error_of({"c1", "m", {}, {"nowhere"}, {}}) ==
        "target the new revision would need 'nowhere', which the scripts do not have. Name one of "
        "their ids.");
    const std::string misleading = error_of({"c1", "retort:downgrade", {}, {}, {}});
    CHECK(misleading.substr(0, misleading.find('\n')) ==
          "usage the message would not be read as a message. Choose other words.");
}

TEST_CASE("a folder that cannot be made is named", "[script]") {
    const TemporaryFolder folder;
    folder.write("file", "");
    try {
        write_script(Graph(), folder.path() + "/file/sub", {});
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::io);
        CHECK(error.what() == folder.path() +
                                  "/file/sub: cannot be written: Not a directory. Check the folder "
                                  "and its permissions.");
    }
}
