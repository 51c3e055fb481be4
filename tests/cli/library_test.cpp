#include <soci/soci.h>

#include "cli/support.hpp"
#include "support/catch.hpp"

#include <boost/filesystem.hpp>

#include <streambuf>
#include <thread>

using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Variable;
using retort_test::WorkingIn;

namespace {

retort::CommandLine application(const std::string& url) {
    retort::FunctionRevision function;
    function.revision.id = "002";
    function.revision.down_revisions = {"001"};
    function.revision.message = "fill";
    function.upgrade = [](soci::session& sql) { sql << "INSERT INTO t VALUES (1)"; };

    retort::CommandLine command_line;
    command_line.program = "app migrate";
    command_line.url = url;
    command_line.sources = {
        retort::ScriptText{"one.sql",
                           "-- begin\n-- retort:revision 001\n-- retort:upgrade\n"
                           "CREATE TABLE t (a INTEGER);\n-- retort:downgrade\nDROP TABLE t;\n"},
        function};
    return command_line;
}

}  // namespace

TEST_CASE("an application runs its compiled-in revisions on its own database", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    boost::filesystem::remove("migrations");
    const retort::CommandLine command_line = application("sqlite:///app.db");
    CHECK(run({"upgrade"}, command_line).out == "upgrade 001, begin\nupgrade 002, fill\n");
    CHECK(run({"current"}, command_line).out == "002 (head), fill\n");
    CHECK(place.exists("app.db"));
}

TEST_CASE("the scripts folder is mixed with what is compiled in", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    place.revision("003", "002");
    CHECK(run({"history"}, application("sqlite:///app.db")).out ==
          "002 -> 003 (head), add t_003\n001 -> 002, fill\n<base> -> 001, begin\n");
}

TEST_CASE("a scripts folder that was asked for must be there", "[cli]") {
    const Place place;
    const Result result = run({"heads", "--scripts", place.file("none")}, application("sqlite://"));
    CHECK(result.status == 1);
    CHECK(result.err == "error: There is no scripts folder '" + place.file("none") +
                            "'. `app migrate init` makes one; `--scripts` or retort.toml name "
                            "another.\n");
}

TEST_CASE("flag, environment and file beat the program's default URL", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    const retort::CommandLine command_line = application("sqlite:///program.db");
    place.write("retort.toml", "url = \"sqlite:///file.db\"\n");
    REQUIRE(run({"upgrade", "--url", "sqlite:///flag.db"}, command_line).status == 0);
    CHECK(place.exists("flag.db"));
    {
        const Variable variable("RETORT_URL", "sqlite:///environment.db");
        REQUIRE(run({"upgrade"}, command_line).status == 0);
        CHECK(place.exists("environment.db"));
    }
    CHECK_FALSE(place.exists("file.db"));
    REQUIRE(run({"upgrade"}, command_line).status == 0);
    CHECK(place.exists("file.db"));
    CHECK_FALSE(place.exists("program.db"));
}

TEST_CASE("a stream that takes nothing more is a failure", "[cli]") {
    class Full : public std::streambuf {};
    Full full;
    std::ostream out(&full);
    std::ostringstream err;
    retort::CommandLine command_line = application("sqlite://");
    command_line.out = &out;
    command_line.err = &err;
    CHECK(retort::run_command_line({"heads"}, command_line) == 1);
    CHECK(err.str() == "error: The results could not be written to the output.\n");
}

TEST_CASE("a stream that throws is a failure too", "[cli]") {
    class Full : public std::streambuf {};
    Full full;
    std::ostream out(&full);
    std::ostream err(&full);
    retort::CommandLine command_line = application("sqlite://");
    command_line.out = &out;
    command_line.err = &err;
    out.exceptions(std::ios::badbit);
    err.exceptions(std::ios::badbit);
    CHECK(retort::run_command_line({"heads"}, command_line) == 1);
}

TEST_CASE("threads run commands side by side, each on its own streams", "[cli]") {
    const Place place;
    place.revision("001", "");
    std::vector<Result> results(4);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < results.size(); ++i) {
        threads.emplace_back([&, i] {
            results[i] = run({"upgrade", "--scripts", place.file("migrations"), "--url",
                              "sqlite:///" + place.file("app.db")});
        });
    }
    int ran = 0;
    for (std::size_t i = 0; i < results.size(); ++i) {
        threads[i].join();
        CAPTURE(results[i].err);
        CHECK(results[i].status == 0);
        ran += results[i].out.empty() ? 0 : 1;
    }
    CHECK(ran == 1);
}
