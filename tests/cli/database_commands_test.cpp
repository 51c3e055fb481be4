#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::document;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Sqlite;

namespace {

void chain(const Place& place) {
    place.revision("001", "");
    place.revision("002", "001");
    place.revision("003", "002");
}

void run_in_client(const Place& place, const std::string& sql) {
    place.write("run.sql", sql);
    const std::string command =
        "sqlite3 '" + place.file("app.db") + "' < '" + place.file("run.sql") + "'";
    CHECK(std::system(command.c_str()) == 0);
}

}  // namespace

TEST_CASE("upgrade makes the file, shows progress and lists the steps", "[cli]") {
    const Place place;
    chain(place);
    const Result result = place.run({"upgrade", "002"});
    CHECK(result.status == 0);
    CHECK(result.out == "upgrade 001, add t_001\nupgrade 002, add t_002\n");
    CHECK_THAT(result.err, ContainsSubstring("[1/2] upgrade 001, add t_001\n"
                                             "[2/2] upgrade 002, add t_002\n"
                                             "2 revisions done in "));
    CHECK(Sqlite(place.file("app.db")).value("SELECT version_num FROM retort_version") == "002");
}

TEST_CASE("nothing to do is success", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    const Result again = place.run({"upgrade"});
    CHECK(again.status == 0);
    CHECK(again.out.empty());
    CHECK(again.err == "Nothing to do.\n");
    CHECK(document(place, {"upgrade"})["steps"].empty());
}

TEST_CASE("quiet prints nothing but results that were asked for", "[cli]") {
    const Place place;
    chain(place);
    const Result result = place.run({"upgrade", "-q"});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err.empty());
    CHECK(place.run({"current", "-q"}).out == "003 (head), add t_003\n");
}

TEST_CASE("upgrade and plan print one and the same document", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade", "001"}).status == 0);
    const json planned = document(place, {"plan", "upgrade"});
    CHECK(planned.dump() ==
          json::parse(R"({"direction":"upgrade","heads_before":["001"],"objects":[],"steps":[
              {"revision":"002","direction":"upgrade","kind":"revision","heads_after":["002"]},
              {"revision":"003","direction":"upgrade","kind":"revision","heads_after":["003"]}]})")
              .dump());
    CHECK(document(place, {"upgrade", "--dry-run"}) == planned);
    CHECK(place.run({"current"}).out == "001, add t_001\n");
    CHECK(document(place, {"upgrade"}) == planned);
}

TEST_CASE("a dry run says what would run", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    const Result result = place.run({"downgrade", "001", "--dry-run", "-q"});
    CHECK(result.out == "downgrade 003, add t_003\ndowngrade 002, add t_002\n");
    CHECK(result.err.empty());
    CHECK(place.run({"downgrade", "001", "--dry-run"}).err ==
          "2 revisions would run; nothing was changed.\n");
    CHECK(place.run({"current"}).out == "003 (head), add t_003\n");
}

TEST_CASE("commands that only read make no database file", "[cli]") {
    const Place place;
    chain(place);
    const std::vector<std::vector<std::string>> commands{
        {"plan", "upgrade"},
        {"current"},
        {"history", "-i"},
        {"check"},
        {"log"},
        {"repair"},
        {"show", "current"},
        {"upgrade", "--dry-run"},
        {"downgrade", "base"},
        {"history", "-r", "current:"},
    };
    for (const auto& words : commands) {
        CAPTURE(words);
        const Result result = place.run(words);
        CHECK(result.status == 1);
        CHECK(result.err == "error: There is no database file '" + place.file("app.db") +
                                "'. `retort upgrade` makes it; otherwise correct the URL.\n");
        CHECK_FALSE(place.exists("app.db"));
    }
    for (const char* url :
         {"sqlite3://db=none.db", "sqlite3://timeout=1 dbname=\"no ne.db\"", "sqlite3://none.db"}) {
        const Result result = run({"current", "--url", url, "--scripts", place.file("migrations")});
        CHECK(result.status == 1);
        CHECK_THAT(result.err, ContainsSubstring("There is no database file"));
    }
}

TEST_CASE("a script that does not load makes no database file", "[cli]") {
    const Place place;
    place.revision("001", "999");
    CHECK(place.run({"upgrade"}).status == 1);
    CHECK_FALSE(place.exists("app.db"));
}

TEST_CASE("a command that is refused makes no database file", "[cli]") {
    const Place place;
    chain(place);
    const auto refused = [&](const std::vector<std::string>& words) {
        CAPTURE(words);
        const Result result = place.run(words);
        CHECK(result.status == 1);
        CHECK_FALSE(place.exists("app.db"));
        return result.err;
    };
    const std::string sentence =
        "error: 'nosuch' is neither a revision nor a branch label. The command history lists what "
        "there is.\n";
    CHECK(refused({"upgrade", "nosuch"}) == sentence);
    CHECK(refused({"stamp", "nosuch"}) == sentence);
    CHECK(refused({"stamp", "001", "002"}) ==
          "error: '001' and '002' lie on one lineage: 001 is an ancestor of 002. Name only one of "
          "them.\n");
    place.script("004", "003", "COMMIT;", "");
    CHECK_THAT(refused({"upgrade"}), ContainsSubstring("migrations/004.sql:"));
    boost::filesystem::remove_all(place.file("migrations"));
    boost::filesystem::create_directory(place.file("migrations"));
    CHECK_THAT(refused({"upgrade"}), ContainsSubstring("error: There is no revision script below"));
}

TEST_CASE("the first run shows its progress once", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.write("migrations/002.sql",
                "-- none here\n-- retort:revision 002\n-- retort:down_revision 001\n"
                "-- retort:upgrade mysql\nSELECT 1;\n");
    const std::string text = place.run({"upgrade"}).err;
    CAPTURE(text);
    for (const std::string once : {"[1/2]", "Revision 002 has no section for sqlite"}) {
        CHECK(text.find(once) != std::string::npos);
        CHECK(text.find(once) == text.rfind(once));
    }
}

TEST_CASE("the folder of a database file is not made", "[cli]") {
    const Place place;
    chain(place);
    const std::string file = place.file("none/app.db");
    const Result result =
        run({"upgrade", "--scripts", place.file("migrations"), "--url", "sqlite:///" + file});
    CHECK(result.status == 1);
    CHECK(result.err == "error: The database file '" + file +
                            "' cannot be made, because its folder does not exist. Make the "
                            "folder, or correct the URL.\n");
}

TEST_CASE("a database file may have any name but one with a double quote", "[cli]") {
    const Place place;
    chain(place);
    for (const std::string name :
         {"a b.db", "a=b.db", "a  b=c'd.db", "\xC3\xA4;#.db", "timeout=1"}) {
        CAPTURE(name);
        CHECK(run({"upgrade", "--scripts", place.file("migrations"), "--url",
                   "sqlite:///" + place.file(name)})
                  .status == 0);
        CHECK(place.exists(name));
    }
    const retort_test::WorkingIn here(place.path());
    CHECK(run({"upgrade", "--scripts", "migrations", "--url", "sqlite:/// x y.db"}).status == 0);
    CHECK(place.exists(" x y.db"));
}

TEST_CASE("a folder is no database", "[cli]") {
    const Place place;
    chain(place);
    const Result result = run(
        {"current", "--scripts", place.file("migrations"), "--url", "sqlite:///" + place.path()});
    CHECK(result.status == 1);
    CHECK_THAT(result.err,
               ContainsSubstring("error: The database '" + place.path() + "' cannot be opened: "));
}

TEST_CASE("current marks what it lists, and checks heads when asked", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade", "002"}).status == 0);
    const Result behind = place.run({"current", "--check-heads"});
    CHECK(behind.status == 3);
    CHECK(behind.out == "002, add t_002\n");
    CHECK(behind.err == "1 revision is pending.\n");
    CHECK(document(place, {"current"}) == json({{"current", {"002"}},
                                                {"heads", {"003"}},
                                                {"pending", {"003"}},
                                                {"unknown", json::array()}}));
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"current", "--check-heads"}).status == 0);
    REQUIRE(place.run({"downgrade", "base"}).status == 0);
    CHECK(place.run({"current"}).out.empty());
    CHECK(place.run({"current"}).err ==
          "No revision is recorded in this database.\n3 revisions are pending.\n");
}

TEST_CASE("a database ahead of the scripts is shown as such", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    boost::filesystem::remove(place.file("migrations/003.sql"));
    CHECK(place.run({"current"}).out == "003 (unknown revision)\n");
    CHECK(place.run({"current", "--check-heads"}).status == 3);
    CHECK(place.run({"current", "--check-heads", "--unknown", "allow"}).status == 0);
    const json problems = document(place, {"check"}, 3);
    CHECK(problems["ok"] == false);
    CHECK(problems["problems"][0]["kind"] == "unknown");
    CHECK(problems["problems"][0]["revision"] == "003");
    const Result upgrade = place.run({"upgrade", "--json"});
    CHECK(upgrade.status == 1);
    CHECK(json::parse(upgrade.out)["error"]["kind"] == "unknown");
}

TEST_CASE("a revision that only the database keeps is shown with its message", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    boost::filesystem::remove(place.file("migrations/003.sql"));
    CHECK(place.run({"plan", "downgrade", "001"}).out ==
          "downgrade 003, add t_003\ndowngrade 002, add t_002\n");
    const Result downgrade = place.run({"downgrade", "002"});
    CHECK(downgrade.status == 0);
    CHECK(downgrade.out == "downgrade 003, add t_003\n");
    CHECK_THAT(downgrade.err, ContainsSubstring("[1/1] downgrade 003, add t_003"));
}

TEST_CASE("history -i marks the recorded heads", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade", "002"}).status == 0);
    CHECK(place.run({"history", "-i"}).out ==
          "002 -> 003 (head), add t_003\n"
          "001 -> 002 (current), add t_002\n"
          "<base> -> 001, add t_001\n");
    CHECK(place.run({"history", "--graph", "-i"}).out ==
          "* 003 (head), add t_003\n* 002 (current), add t_002\n* 001, add t_001\n");
    const json list = document(place, {"history", "-i"});
    CHECK(list[0]["applied"] == false);
    CHECK(list[1]["applied"] == true);
    CHECK(list[1]["current"] == true);
    CHECK(list[2]["current"] == false);
    CHECK(place.run({"history", "-r", "current:"}).out ==
          "002 -> 003 (head), add t_003\n001 -> 002, add t_002\n");
}

TEST_CASE("check reports an edited script, and repair accepts it", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    CHECK(place.run({"check"}).err == "All is well: at heads, and in step with the scripts.\n");
    CHECK(place.run({"check"}).status == 0);

    place.script("002", "001", "CREATE TABLE t_002 (other TEXT);", "DROP TABLE t_002;");
    const Result found = place.run({"check"});
    CHECK(found.status == 3);
    CHECK(found.out.find("edited: ") == 0);
    CHECK(place.run({"repair"}).out == found.out);
    CHECK(place.run({"repair"}).status == 3);
    const json problems = document(place, {"check"}, 3);
    CHECK(problems["problems"][0]["kind"] == "edited");
    CHECK(problems["problems"][0]["revision"] == "002");

    const Result repaired = place.run({"repair", "--accept-edited", "002"});
    CHECK(repaired.status == 0);
    CHECK(repaired.out.empty());
    CHECK(place.run({"check"}).status == 0);
}

TEST_CASE("log lists what was done", "[cli]") {
    const Place place;
    chain(place);
    REQUIRE(place.run({"upgrade"}).status == 0);
    REQUIRE(place.run({"downgrade", "-1"}).status == 0);
    const std::string text = place.run({"log"}).out;
    CHECK_THAT(
        text,
        Catch::Matchers::Matches(
            R"((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  \w+ +\d{3} +\d+ ms  done    retort 0\.1\.0\n)+)"));
    const json list = document(place, {"log"});
    REQUIRE(list.size() == 4);
    CHECK(list[0]["revision"] == "001");
    CHECK(list[0]["action"] == "upgrade");
    CHECK(list[0]["outcome"] == "done");
    CHECK(list[0]["heads_before"] == json::array());
    CHECK(list[0]["heads_after"] == json({"001"}));
    CHECK(list[0]["retort"] == "0.1.0");
    CHECK(list[3]["action"] == "downgrade");
    CHECK(list[3]["revision"] == "003");
}

TEST_CASE("stamp records without running", "[cli]") {
    const Place place;
    chain(place);
    CHECK(place.run({"stamp", "002"}).out == "002, add t_002\n");
    CHECK(document(place, {"stamp", "heads"}) == json({{"current", {"003"}}}));
    CHECK(document(place, {"stamp", "base", "--purge"})["current"].empty());
    CHECK(Sqlite(place.file("app.db"))
              .value("SELECT count(*) FROM sqlite_schema WHERE name LIKE 't!_%' ESCAPE '!'") ==
          "0");
}

TEST_CASE("a failing statement is reported with its script, line and text", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.script("002", "001", "CREATE TABLE fine (a);\nINSERT INTO none VALUES (1);", "");
    const Result result = place.run({"upgrade", "--json"});
    CHECK(result.status == 1);
    const json error = json::parse(result.out)["error"];
    CHECK(error["kind"] == "statement");
    CHECK(error["revision"] == "002");
    CHECK(error["file"] == place.file("migrations/002.sql"));
    CHECK(error["line"] == 7);
    CHECK(error["statement"] == "INSERT INTO none VALUES (1);");
    CHECK(error["applied"] == json({"001"}));
    CHECK(error["rolled_back"] == true);
    CHECK_THAT(result.err, ContainsSubstring("error: "));
    CHECK(place.run({"current"}).out == "001, add t_001\n");
    const json last = document(place, {"log"}).back();
    CHECK(last["outcome"] == "failed");
    CHECK_FALSE(last["detail"].is_null());
}

TEST_CASE("upgrade --sql prints what the database's own client can run", "[cli]") {
    const Place place;
    chain(place);
    const Result upgrade = place.run({"upgrade", "--sql"});
    CHECK(upgrade.status == 0);
    CHECK(upgrade.err.empty());
    CHECK_FALSE(place.exists("app.db"));
    run_in_client(place, upgrade.out);
    CHECK(place.run({"current"}).out == "003 (head), add t_003\n");
    CHECK(place.run({"check"}).status == 0);

    run_in_client(place, place.run({"downgrade", "--sql", "003:001"}).out);
    CHECK(place.run({"current"}).out == "001, add t_001\n");
    run_in_client(place, document(place, {"upgrade", "--sql", "001:002"})["sql"]);
    CHECK(place.run({"current"}).out == "002, add t_002\n");
    run_in_client(place, place.run({"stamp", "--sql", "002:003"}).out);
    CHECK(place.run({"current"}).out == "003 (head), add t_003\n");
}
