#include "cli/support.hpp"
#include "support/catch.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Variable;
using retort_test::WorkingIn;

namespace {

/// 001 - 002 - 003, and the line `reports` from 001, which depends on 002.
void two_lines(const Place& place) {
    place.revision("001", "");
    place.revision("002", "001", "-- retort:created 2025-01-02T03:04:05Z\n");
    place.revision("003", "002");
    place.revision("r01", "001", "-- retort:branch_labels reports\n-- retort:depends_on 002\n");
}

std::string error_of(const Result& result) {
    CHECK(result.status == 1);
    CHECK(result.out.empty());
    return result.err;
}

}  // namespace

TEST_CASE("init makes the configuration and the folders", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    const Result result = run({"init", "app"});
    CHECK(result.status == 0);
    CHECK(result.out == "app/retort.toml\n");
    CHECK(result.err == "Next: `retort revision -m \"what it does\"` writes a script.\n");
    CHECK(boost::filesystem::is_directory("app/migrations"));
    CHECK(boost::filesystem::is_directory("app/views"));
    CHECK_THAT(place.read("app/retort.toml"), ContainsSubstring("\n# scripts = \"migrations\"\n"));
}

TEST_CASE("what init writes is read again", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    CHECK(run({"init", "--scripts", "db/scripts", "-q"}).out == "retort.toml\n");
    CHECK(boost::filesystem::is_directory("db/scripts"));
    CHECK_THAT(place.read("retort.toml"), ContainsSubstring("\nscripts = \"db/scripts\"\n"));
    CHECK(run({"revision", "-m", "Begin", "--rev-id", "001"}).out == "db/scripts/001_begin.sql\n");
    CHECK(run({"heads", "--config",
               "../" + boost::filesystem::path(place.path()).filename().string() + "/retort.toml"})
              .out == "001 (head), Begin\n");
}

TEST_CASE("init overwrites nothing", "[cli]") {
    const Place place;
    place.write("retort.toml", "# mine\n");
    place.write("migrations/note.txt", "mine");
    const WorkingIn here(place.path());
    CHECK(error_of(run({"init"})) ==
          "error: 'retort.toml' exists and is not overwritten. Nothing was changed.\n");
    CHECK(place.read("retort.toml") == "# mine\n");
    boost::filesystem::remove("retort.toml");
    CHECK(run({"init"}).status == 0);
    CHECK(place.read("migrations/note.txt") == "mine");
}

TEST_CASE("init names a file that is in the way", "[cli]") {
    const Place place;
    place.write("app/views", "a file");
    const WorkingIn here(place.path());
    CHECK(error_of(run({"init", "app"})) ==
          "error: The folder 'app/views' cannot be made: File exists. Choose another folder, or "
          "remove what is in the way.\n");
    CHECK_FALSE(place.exists("app/retort.toml"));
}

TEST_CASE("revision writes a script after the one head and prints its path", "[cli]") {
    const Place place;
    const Result first = place.run({"revision", "-m", "Add genes", "--rev-id", "001"});
    CHECK(first.status == 0);
    CHECK(first.out == place.file("migrations/001_add_genes.sql") + "\n");
    CHECK(first.err.empty());

    const json second = json::parse(place.run({"revision", "-m", "More", "--json"}).out);
    CHECK(second["down_revisions"] == json({"001"}));
    const std::string id = second["revision"];
    CHECK(id.size() == 12);
    CHECK(second["path"] == place.file("migrations/" + id + "_more.sql"));
    CHECK(place.run({"heads"}).out == id + " (head), More\n");
}

TEST_CASE("revision makes the folder that is not there yet", "[cli]") {
    const Place place;
    const std::string folder = place.file("new/scripts");
    CHECK(run({"revision", "-m", "x", "--rev-id", "001", "--scripts", folder}).status == 0);
    CHECK(place.exists("new/scripts/001_x.sql"));
}

TEST_CASE("a branch is begun with --splice, a label and a dependency", "[cli]") {
    const Place place;
    two_lines(place);
    CHECK_THAT(error_of(place.run({"revision", "-m", "x", "--head", "001"})),
               ContainsSubstring("splice"));
    const json made =
        json::parse(place
                        .run({"revision", "-m", "x", "--rev-id", "x01", "--head", "001", "--splice",
                              "--branch-label", "xs", "--branch-label", "ys", "--depends-on",
                              "reports", "--depends-on", "003", "--json"})
                        .out);
    CHECK(made["down_revisions"] == json({"001"}));
    const std::string script = place.read("migrations/x01_x.sql");
    CHECK_THAT(script, ContainsSubstring("-- retort:branch_labels xs, ys\n"));
    CHECK_THAT(script, ContainsSubstring("-- retort:depends_on reports, 003\n"));
}

TEST_CASE("revision asks which head where there are several", "[cli]") {
    const Place place;
    two_lines(place);
    CHECK_THAT(error_of(place.run({"revision", "-m", "x"})), ContainsSubstring("reports"));
    CHECK(place.run({"revision", "-m", "x", "--rev-id", "r02", "--head", "reports@head"}).status ==
          0);
    CHECK(place.run({"revision", "-m", "x", "--rev-id", "b01", "--head", "base"}).status == 0);
}

TEST_CASE("merge joins heads", "[cli]") {
    const Place place;
    two_lines(place);
    const Result result = place.run({"merge", "heads", "-m", "join", "--rev-id", "m01"});
    CHECK(result.out == place.file("migrations/m01_join.sql") + "\n");
    CHECK(place.run({"heads"}).out == "m01 (reports) (head) (mergepoint), join\n");
    CHECK(error_of(place.run({"merge", "001", "-m", "join"})).find("error: ") == 0);
}

TEST_CASE("heads and branches list what they are called after", "[cli]") {
    const Place place;
    two_lines(place);
    CHECK(place.run({"heads"}).out ==
          "003 (head), add t_003\n"
          "r01 (reports) (head), add t_r01\n");
    CHECK(place.run({"heads", "--json"}).out ==
          R"([{"revision":"003","branch_labels":[],"message":"add t_003","effective":false},)"
          R"({"revision":"r01","branch_labels":["reports"],"message":"add t_r01",)"
          R"("effective":false}])"
          "\n");
    CHECK(place.run({"branches"}).out ==
          "001 (branchpoint), add t_001\n"
          "    -> 002, add t_002\n"
          "    -> r01 (reports) (head), add t_r01\n");
    CHECK(place.run({"branches", "--json"}).out ==
          R"([{"revision":"001","branch_labels":[],"message":"add t_001",)"
          R"("children":["002","r01"]}])"
          "\n");
}

TEST_CASE("a head is shown with the labels of the lines that it ends", "[cli]") {
    const Place place;
    place.revision("001", "", "-- retort:branch_labels trunk\n");
    place.revision("002", "001", "-- retort:branch_labels reports, audit\n");
    place.revision("003", "002");
    place.revision("004", "001");
    place.revision("x01", "", "-- retort:depends_on 002\n");
    CHECK(place.run({"heads"}).out ==
          "003 (audit, reports, trunk) (head), add t_003\n"
          "004 (trunk) (head), add t_004\n"
          "x01 (head), add t_x01\n");
    CHECK(place.run({"heads", "--json"}).out ==
          R"([{"revision":"003","branch_labels":["audit","reports","trunk"],)"
          R"("message":"add t_003","effective":false},)"
          R"({"revision":"004","branch_labels":["trunk"],"message":"add t_004",)"
          R"("effective":false},)"
          R"({"revision":"x01","branch_labels":[],"message":"add t_x01","effective":false}])"
          "\n");
    CHECK(place.run({"branches"}).out ==
          "001 (trunk) (branchpoint), add t_001\n"
          "    -> 002 (reports, audit), add t_002\n"
          "    -> 004 (trunk) (head), add t_004\n");
}

TEST_CASE("a head that another revision depends on is an effective head", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.revision("x01", "", "-- retort:depends_on 001\n");
    CHECK(place.run({"heads"}).out ==
          "001 (effective head), add t_001\n"
          "x01 (head), add t_x01\n");
}

TEST_CASE("show prints everything that a header says", "[cli]") {
    const Place place;
    two_lines(place);
    CHECK(place.run({"show", "reports"}).out ==
          "Revision:      r01 (reports) (head)\n"
          "Parent:        001\n"
          "Depends on:    002\n"
          "Branch labels: reports\n"
          "Path:          " +
              place.file("migrations/r01.sql") + "\n\n    add t_r01\n");
    CHECK(place.run({"show", "002"}).out ==
          "Revision:      002\n"
          "Parent:        001\n"
          "Children:      003\n"
          "Needed by:     r01\n"
          "Created:       2025-01-02T03:04:05Z\n"
          "Path:          " +
              place.file("migrations/002.sql") + "\n\n    add t_002\n");
    const json shown = json::parse(place.run({"show", "reports", "--json"}).out);
    REQUIRE(shown.size() == 1);
    CHECK(shown[0]["revision"] == "r01");
    CHECK(shown[0]["children"].empty());
    CHECK(shown[0]["applied"].is_null());
    CHECK(json::parse(place.run({"show", "heads", "--json"}).out).size() == 2);
    CHECK(
        error_of(place.run({"show", "base"})) ==
        "error: The target 'base' names no revision. Give the id of one; `history` lists them.\n");
}

TEST_CASE("history lists the revisions, newest first", "[cli]") {
    const Place place;
    two_lines(place);
    CHECK(place.run({"history"}).out ==
          "001 -> r01 (reports) (head), add t_r01 (depends on 002)\n"
          "002 -> 003 (head), add t_003\n"
          "001 -> 002, add t_002\n"
          "<base> -> 001 (branchpoint), add t_001\n");
    CHECK(place.run({"history", "-r", "002:003"}).out ==
          "002 -> 003 (head), add t_003\n"
          "001 -> 002, add t_002\n");
    CHECK(place.run({"history", "--graph"}).out ==
          "* r01 (reports) (head), add t_r01 (depends on 002)\n"
          "| * 003 (head), add t_003\n"
          "| * 002, add t_002\n"
          "|/\n"
          "* 001 (branchpoint), add t_001\n");
    CHECK_THAT(place.run({"history", "-v"}).out, ContainsSubstring("Needed by:     r01\n"));
    CHECK_THAT(place.run({"history", "--format", "dot"}).out,
               ContainsSubstring("digraph revisions {"));
    CHECK_THAT(place.run({"history", "--format", "mermaid"}).out,
               ContainsSubstring("flowchart BT"));
    CHECK_THAT(place.run({"history", "--format", "svg"}).out, ContainsSubstring("</svg>"));
}

TEST_CASE("the history document has every key", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.write("migrations/002.sql",
                "-- go on\n-- retort:revision 002\n-- retort:down_revision 001\n"
                "-- retort:upgrade\n-- retort:irreversible\n");
    CHECK(place.run({"history", "--json", "-r", "002:002"}).out ==
          R"([{"revision":"002","down_revisions":["001"],"depends_on":[],"branch_labels":[],)"
          R"("message":"go on","created":null,"replaces":[],"irreversible":true,"head":true,)"
          R"("archived":false,"applied":null,"current":null,"path":")" +
              place.file("migrations/002.sql") + "\"}]\n");
}

TEST_CASE("plan --from needs no database", "[cli]") {
    const Place place;
    two_lines(place);
    const std::vector<std::string> scripts{"--scripts", place.file("migrations")};
    const auto plan = [&](std::vector<std::string> words) {
        words.insert(words.end(), scripts.begin(), scripts.end());
        return run(words);
    };
    CHECK(plan({"plan", "upgrade", "--from", "002"}).out ==
          "upgrade 003, add t_003\nupgrade r01, add t_r01\n");
    CHECK(plan({"plan", "upgrade", "003", "--from", "base"}).out ==
          "upgrade 001, add t_001\nupgrade 002, add t_002\nupgrade 003, add t_003\n");
    CHECK(plan({"plan", "downgrade", "001", "--from", "003,r01"}).out ==
          "downgrade r01, add t_r01\ndowngrade 003, add t_003\ndowngrade 002, add t_002\n");
    const Result nothing = plan({"plan", "upgrade", "--from", "003,r01"});
    CHECK(nothing.out.empty());
    CHECK(nothing.err == "Nothing to do.\n");
}

TEST_CASE("plan --from takes ids of the scripts and their prefixes", "[cli]") {
    const Place place;
    place.revision("abc111", "");
    place.revision("abc222", "abc111");
    CHECK(place.run({"plan", "upgrade", "--from", "abc1"}).out == "upgrade abc222, add t_abc222\n");

    const Result unknown = place.run({"plan", "upgrade", "--from", "abd222", "--json"});
    CHECK(unknown.status == 1);
    CHECK(unknown.err ==
          "error: The scripts have no revision 'abd222', which `--from` names. Did you mean "
          "`abc222`?\n");
    CHECK_THAT(unknown.out, ContainsSubstring(R"("kind":"target")"));
    CHECK(place.run({"plan", "upgrade", "--from", "zzz"}).err ==
          "error: The scripts have no revision 'zzz', which `--from` names. `history` lists what "
          "there is.\n");
    CHECK(place.run({"plan", "upgrade", "--from", "abc"}).err ==
          "error: 'abc' is the beginning of 2 revisions: abc111 and abc222. Type more of the "
          "id.\n");
}

TEST_CASE("edit opens the script in the editor", "[cli]") {
    const Place place;
    place.revision("001", "");
    const Variable visual("VISUAL", nullptr);
    {
        const Variable editor("EDITOR", "sed -i s/t_001/renamed/");
        CHECK(place.run({"edit", "001"}).status == 0);
    }
    CHECK_THAT(place.read("migrations/001.sql"), ContainsSubstring("CREATE TABLE renamed"));
    const Variable failing("EDITOR", "false");
    CHECK(error_of(place.run({"edit", "head"})) ==
          "error: The editor 'false' ended with an error on '" + place.file("migrations/001.sql") +
              "'. Set VISUAL or EDITOR to the editor that is to be used.\n");
}

TEST_CASE("a revision that is compiled in has no file to edit", "[cli]") {
    const Variable editor("VISUAL", "false");
    retort::CommandLine command_line;
    command_line.sources = {retort::ScriptText{
        "one.sql", "-- one\n-- retort:revision 001\n-- retort:upgrade\n-- retort:downgrade\n"}};
    retort::FunctionRevision function;
    function.revision.id = "002";
    function.revision.down_revisions = {"001"};
    function.revision.path = "two()";
    command_line.sources.emplace_back(function);
    CHECK(error_of(run({"edit", "002"}, command_line)) ==
          "error: The revision '002' has no file to edit: it is compiled into the program as "
          "'two()'.\n");
    CHECK(error_of(run({"edit", "001"}, command_line)).find("has no file to edit") !=
          std::string::npos);
}

TEST_CASE("scripts that cannot be read are reported with their place", "[cli]") {
    const Place place;
    place.write("migrations/001.sql", "-- x\n-- retort:revison 001\n");
    CHECK_THAT(error_of(place.run({"heads"})), ContainsSubstring("001.sql:2"));
    const Result document = place.run({"heads", "--json"});
    CHECK(document.status == 1);
    CHECK(json::parse(document.out)["error"]["kind"] == "script");
    CHECK(error_of(run({"heads", "--scripts", place.file("none")})) ==
          "error: There is no scripts folder '" + place.file("none") +
              "'. `retort init` makes one; `--scripts` or retort.toml name another.\n");
}
