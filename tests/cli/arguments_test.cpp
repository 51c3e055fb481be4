#include "cli/support.hpp"
#include "support/catch.hpp"

using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;

namespace {

void check_refused(const std::vector<std::string>& arguments, const std::string& sentence) {
    CAPTURE(arguments);
    const Result result = run(arguments);
    CHECK(result.status == 2);
    CHECK(result.err == "error: " + sentence + "\n");
    CHECK(result.out.empty());
}

}  // namespace

TEST_CASE("help and version are results", "[cli]") {
    const Result help = run({"--help"});
    CHECK(help.status == 0);
    CHECK_THAT(help.out, ContainsSubstring("Usage: retort [OPTIONS] [COMMAND]"));
    CHECK_THAT(help.out, ContainsSubstring("\nCommands:\n  init "));
    CHECK(help.err.empty());
    CHECK(run({"--version"}).out == "retort 0.1.0\n");
    CHECK_THAT(run({"upgrade", "-h"}).out,
               ContainsSubstring("Usage: retort upgrade [OPTIONS] [TARGET]"));
}

TEST_CASE("the help names the program as the application does", "[cli]") {
    retort::CommandLine command_line;
    command_line.program = "app migrate";
    CHECK_THAT(run({"upgrade", "--help"}, command_line).out,
               ContainsSubstring("Usage: app migrate upgrade [OPTIONS] [TARGET]"));
    CHECK(run({}, command_line).err ==
          "error: A command is missing. `app migrate --help` lists them.\n");
}

TEST_CASE("wrong words are named with the nearest right one", "[cli]") {
    check_refused({"upgrde"},
                  "There is no command 'upgrde'. Did you mean `upgrade`? `retort --help` lists the "
                  "commands.");
    check_refused({"history", "--grph"},
                  "`retort history` takes no argument '--grph'. Did you mean `--graph`? `retort "
                  "history --help` shows how it is used.");
    check_refused({"heads", "more"},
                  "`retort heads` takes no argument 'more'. `retort heads --help` shows how it is "
                  "used.");
    check_refused(
        {"upgrade", "heads", "heads"},
        "`retort upgrade` takes no argument 'heads'. `retort upgrade --help` shows how it "
        "is used.");
}

TEST_CASE("arguments that are missing or contradict each other are wrong usage", "[cli]") {
    check_refused(
        {"downgrade"},
        "The arguments are wrong: TARGET is required. `retort downgrade --help` shows how "
        "it is used.");
    check_refused(
        {"upgrade", "--sql", "--dry-run"},
        "`--sql` and `--dry-run` cannot be given together: leave one out. `retort upgrade "
        "--help` shows how it is used.");
    check_refused({"stamp", "heads", "--purge", "--sql"},
                  "`--purge` and `--sql` cannot be given together: leave one out. `retort stamp "
                  "--help` shows how it is used.");
    check_refused({"repair", "--did-run", "--never-run", "abc"},
                  "`--did-run` and `--never-run` cannot be given together: leave one out. `retort "
                  "repair --help` shows how it is used.");
    check_refused(
        {"plan", "downgrade"},
        "`retort plan downgrade` needs a TARGET to go to. `retort plan --help` shows how it is "
        "used.");
    check_refused({"history", "-r", "001"},
                  "The range '001' has no colon. Write `A:B`, where either end may be left out. "
                  "`retort history --help` shows how it is used.");
}

TEST_CASE("a target of the other direction is wrong usage", "[cli]") {
    const std::string help = "`retort upgrade --help` shows how it is used.";
    check_refused({"upgrade", "-1"},
                  "`retort upgrade` cannot go to '-1': that is a target of downgrade. " + help);
    check_refused({"upgrade", "base"},
                  "`retort upgrade` cannot go to 'base': that is a target of downgrade. " + help);
    check_refused({"downgrade", "reports@+2"},
                  "`retort downgrade` cannot go to 'reports@+2': that is a target of upgrade. "
                  "`retort downgrade --help` shows how it is used.");
}

TEST_CASE("a range is for --sql, and downgrade --sql needs one", "[cli]") {
    check_refused(
        {"upgrade", "a:b"},
        "The range 'a:b' is only for `--sql`: a database is taken from where it is to one "
        "target. Give the part after the colon, or add `--sql`. `retort upgrade --help` "
        "shows how it is used.");
    check_refused(
        {"downgrade", "abc", "--sql"},
        "`retort downgrade --sql` needs a range `A:B`: without a database only you know "
        "from which revision A the downgrade to B starts. `retort downgrade --help` shows "
        "how it is used.");
}

TEST_CASE("what is no target, whatever the scripts are, is wrong usage", "[cli]") {
    const auto number = [](const std::string& target) {
        return "'" + target +
               "' is not a target: '+' must be followed by a whole number from 1 to 999999999 and "
               "nothing else.";
    };
    const auto name = [](const std::string& target, const std::string& wrong) {
        return "'" + target + "' is not a target: " + wrong +
               ". Type an id, a prefix of one, a label, head, heads, base or current, with +n or "
               "-n after it or label@ before it where that is wanted.";
    };
    check_refused({"upgrade", "+0"}, number("+0"));
    check_refused({"upgrade", "+1xyz"}, number("+1xyz"));
    check_refused({"upgrade", "x@@y"}, name("x@@y", "'@y' contains '@'"));
    check_refused({"upgrade", "@head"}, name("@head", "a name is missing"));
    check_refused({"plan", "upgrade", "+0", "--from", "base"}, number("+0"));
    check_refused({"show", "a b"}, name("a b", "'a b' contains a blank"));
    check_refused({"edit", "@head"}, name("@head", "a name is missing"));
    check_refused({"merge", "aaa", "a b", "-m", "x"}, name("a b", "'a b' contains a blank"));
    check_refused({"revision", "-m", "x", "--head", "@x"}, name("@x", "a name is missing"));
    check_refused({"revision", "-m", "x", "--depends-on", "@x"}, name("@x", "a name is missing"));
}

TEST_CASE("a target that cannot be one of its command is wrong usage", "[cli]") {
    const std::string alone =
        "'+1' does not say from which revision to count. Put it in front, as in current+1 or "
        "head-1.";
    check_refused({"stamp", "+1"}, alone);
    check_refused({"show", "+1"}, alone);
    check_refused({"merge", "aaa", "+1", "-m", "x"}, alone);
    check_refused({"stamp", "a:b"},
                  "'a:b' is a range, and one target is wanted here. Type the end that you want to "
                  "reach.");
    check_refused({"stamp", "base", "x"},
                  "'base' means that nothing is applied, and cannot be combined with other "
                  "targets. Name it alone, or leave it out.");
    check_refused({"stamp", "a:base", "x", "--sql"},
                  "'base' means that nothing is applied, and cannot be combined with other "
                  "targets. Name it alone, or leave it out.");
}

TEST_CASE("what is no range, whatever the scripts are, is wrong usage", "[cli]") {
    const std::string sentence =
        "'a:b:c' is not a range. Type A:B with two targets; without A it begins at base, without B "
        "it ends at heads.";
    check_refused({"history", "-r", "a:b:c"}, sentence);
    check_refused({"downgrade", "--sql", "a:b:c"}, sentence);
    check_refused({"history", "-r", "a:base"},
                  "'a:base' ends at base, below every revision. Put base before the colon.");
    check_refused({"history", "-r", "+1:"},
                  "'+1:' counts the wrong way: before the colon -n counts down from the other end, "
                  "after it +n counts up.");
    check_refused({"upgrade", "--sql", "a:base"},
                  "`retort upgrade` cannot go to 'base': that is a target of downgrade. `retort "
                  "upgrade --help` shows how it is used.");
    check_refused({"upgrade", "--sql", "current:heads"},
                  "'current' asks what is recorded in a database, and this does not read one. Name "
                  "the revision instead.");
}

TEST_CASE("an id or label that no revision may have is wrong usage", "[cli]") {
    const auto refused = [](const std::string& name, const std::string& wrong) {
        return "'" + name + "' cannot be an id or a branch label: it " + wrong +
               ". Choose another name.";
    };
    check_refused({"revision", "-m", "x", "--rev-id", "a b"}, refused("a b", "contains a blank"));
    check_refused({"revision", "-m", "x", "--rev-id", "head"},
                  refused("head", "is a word with a meaning of its own"));
    check_refused({"revision", "-m", "x", "--branch-label", "a,b"}, refused("a,b", "contains ','"));
    check_refused({"merge", "aaa", "bbb", "-m", "x", "--rev-id", "a:b"},
                  refused("a:b", "contains ':'"));
    check_refused({"revision", "-m", "x", "--rev-id", "abc", "--branch-label", "abc"},
                  "'abc' is given twice to the new revision. Ids and branch labels share one "
                  "namespace: choose another name.");
}

TEST_CASE("an empty target is wrong usage", "[cli]") {
    const auto refused = [](const std::vector<std::string>& arguments, const std::string& usage) {
        check_refused(arguments, "The TARGET of `" + usage + "` is empty. Name where to go. `" +
                                     usage + " --help` shows how it is used.");
    };
    refused({"upgrade", ""}, "retort upgrade");
    refused({"downgrade", ""}, "retort downgrade");
    refused({"upgrade", "", "--sql"}, "retort upgrade");
    refused({"plan", "upgrade", ""}, "retort plan upgrade");
    refused({"plan", "downgrade", ""}, "retort plan downgrade");
}

TEST_CASE("plan --from without an id is wrong usage", "[cli]") {
    for (const std::string from : {"", "001,", ",001"}) {
        check_refused({"plan", "upgrade", "--from", from},
                      "An id is missing in `--from`. Write the recorded heads as `ID,ID`, or "
                      "`base`. `retort plan --help` shows how it is used.");
    }
}

TEST_CASE("an option of a command that stands before it is told its place", "[cli]") {
    const std::string sentence =
        "`--sql` is an option of `upgrade`, `downgrade` and `stamp` and stands after the command. ";
    check_refused({"--transaction", "single", "--sql", "upgrade"},
                  sentence + "`retort upgrade --help` shows how it is used.");
    check_refused({"--sql"}, sentence + "`retort --help` shows how it is used.");
    check_refused({"history", "--sql"},
                  "`retort history` takes no argument '--sql'. `retort history --help` shows how "
                  "it is used.");
}

TEST_CASE("the password of a URL in the wrong place is not printed", "[cli]") {
    const std::string url = "postgresql://u:S3cret@h/db";
    const Place place;
    place.revision("001", "");
    place.write("retort.toml", "url \"postgresql://u:S3cret@h\"\n");
    REQUIRE(place.run({"upgrade"}).status == 0);
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"upgrade", url},
             {"downgrade", url},
             {"show", url},
             {"current", url},
             {"stamp", url},
             {url},
             {url, "current"},
             {"current", "--config", url},
             {"current", "--config", place.file("retort.toml")},
             {"current", "--lock-timeout", url},
             {"current", "--transaction", url},
             {"plan", "upgrade", "--from", url},
             {"plan", url},
             {"init", url},
             {"history", "-r", url},
             {"repair", "--never-run", url},
         }) {
        CAPTURE(words);
        std::vector<std::string> with_json = words;
        with_json.push_back("--json");
        for (const Result& result : {place.run(words), place.run(with_json)}) {
            CHECK(result.status != 0);
            CHECK_THAT(result.err, ContainsSubstring("u:***"));
            CHECK(result.err.find("S3cret") == std::string::npos);
            CHECK(result.out.find("S3cret") == std::string::npos);
        }
    }
    check_refused({"current", "--scripts", url, "--url", "sqlite://"},
                  "`--scripts` is 'postgresql://u:***@h/db', but must be a folder.");
    check_refused({"init", url},
                  "The DIR 'postgresql://u:***@h/db' is a URL, and a folder is wanted. The "
                  "database is named with `--url`. `retort init --help` shows how it is used.");
}

TEST_CASE("targets that begin with a minus are targets wherever the flags stand", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.revision("002", "001");
    place.revision("003", "002");
    REQUIRE(place.run({"upgrade"}).status == 0);

    CHECK(place.run({"downgrade", "-1"}).out == "downgrade 003, add t_003\n");
    CHECK(place.run({"--json", "downgrade", "-1"}).out ==
          R"({"direction":"downgrade","heads_before":["002"],"steps":[{"revision":"002",)"
          R"("direction":"downgrade","kind":"revision","heads_after":["001"]}],"objects":[]})"
          "\n");
    CHECK(place.run({"upgrade", "+2"}).status == 0);
    CHECK(place.run({"-v", "downgrade", "-2", "--json"}).status == 0);
    CHECK(place.run({"current"}).out == "001, add t_001\n");
    CHECK(place.run({"upgrade", "--", "+1"}).out == "upgrade 002, add t_002\n");
    CHECK(place.run({"downgrade", "--", "-1"}).out == "downgrade 002, add t_002\n");
    CHECK(place.run({"downgrade", "001@-1"}).out == "downgrade 001, add t_001\n");
}

TEST_CASE("a target may have the name of a command", "[cli]") {
    const Place place;
    place.revision("log", "");
    CHECK(place.run({"upgrade", "log"}).out == "upgrade log, add t_log\n");
    CHECK(place.run({"upgrade", "heads"}).status == 0);
    CHECK_THAT(place.run({"show", "current"}).out, ContainsSubstring("Revision:      log (head)"));
    CHECK(place.run({"stamp", "heads"}).out == "log (head), add t_log\n");
}

TEST_CASE("with --json wrong usage is a document too", "[cli]") {
    const Result result = run({"upgrade", "-1", "--json"});
    CHECK(result.status == 2);
    CHECK(result.out ==
          R"({"error":{"kind":"usage","message":"`retort upgrade` cannot go to '-1': that is a )"
          R"(target of downgrade. `retort upgrade --help` shows how it is used.","revision":null,)"
          R"("file":null,"line":null,"statement":null,"code":null,"applied":[],)"
          R"("rolled_back":true}})"
          "\n");
    CHECK_THAT(result.err, ContainsSubstring("error: `retort upgrade` cannot go to '-1'"));
}

TEST_CASE("what is wrong with the configuration is wrong usage", "[cli]") {
    const Place place;
    const Result no_url = run({"current", "--scripts", place.file("migrations")});
    CHECK(no_url.status == 2);
    CHECK(no_url.err ==
          "error: No database is named. Give `retort --url sqlite:///app.db`, set RETORT_URL, or "
          "write `url` into retort.toml.\n");
    CHECK(place.run({"heads", "--lock-timeout", "soon"}).status == 2);
    CHECK(place.run({"heads", "--config", place.file("none.toml")}).status == 2);
}

TEST_CASE("a password is in no message", "[cli]") {
    const Place place;
    place.revision("001", "");
    for (const std::string url : {"postgresql://me:secret@db/genes", "mysql://me:secret@db:x/genes",
                                  "postgres://me:secret@db", "me:secret@db", "sqlite://me:secret@x",
                                  "mysql://db=a password=secret", "mariadb://me:se%cret@db/x",
                                  "postgresql://host=/none password=a secret",
                                  "postgresql://me:secret@127.0.0.1:1/genes?sslpassword=secret"}) {
        for (const std::string command : {"upgrade", "current", "check", "log", "heads"}) {
            for (const std::string json : {"--json", "-v"}) {
                const Result result = run({command, json, "--url", url, "--scripts",
                                           place.file("migrations"), "--lock-timeout", "0"});
                CAPTURE(url, command);
                CHECK(result.err.find("secret") == std::string::npos);
                CHECK(result.out.find("secret") == std::string::npos);
            }
        }
    }
}
