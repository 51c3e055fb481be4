#include "cli/support.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

#include <boost/filesystem.hpp>
#include <nlohmann/json.hpp>

using nlohmann::json;
using retort_test::ContainsSubstring;
using retort_test::Place;
using retort_test::Result;
using retort_test::run;
using retort_test::Sqlite;
using retort_test::Variable;
using retort_test::WorkingIn;

namespace {

const std::string all_numbers = "SELECT a FROM t_001";
const std::string positive = "SELECT a FROM t_001 WHERE a > 0";

/// A view that reads `select`, below the folder `views`.
void view(const Place& place, const std::string& name, const std::string& select) {
    place.write("views/" + name + ".sql", "-- retort:object view " + name + "\nCREATE VIEW " +
                                              name + " AS\n" + select + ";\n");
}

Result in_views(const Place& place, std::vector<std::string> words) {
    words.insert(words.end(), {"--objects", place.file("views")});
    return place.run(words);
}

json document_of_views(const Place& place, std::vector<std::string> words, int status = 0) {
    words.emplace_back("--json");
    const Result result = in_views(place, words);
    CHECK(result.status == status);
    return json::parse(result.out);
}

/// One revision, and the views `numbers` and `doubled`, which uses it; all are made.
void two_views(const Place& place) {
    place.revision("001", "");
    view(place, "numbers", all_numbers);
    view(place, "doubled", "SELECT 2 * a AS b FROM numbers");
    REQUIRE(in_views(place, {"upgrade"}).status == 0);
}

std::string views_of(const Place& place) {
    return Sqlite(place.file("app.db"))
        .value(
            "SELECT group_concat(name) FROM "
            "(SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name)");
}

void check_objects_refused(const std::vector<std::string>& arguments, const std::string& sentence) {
    CAPTURE(arguments);
    const Result result = run(arguments);
    CHECK(result.status == 2);
    CHECK(result.err == "error: " + sentence + " `retort objects --help` shows how it is used.\n");
    CHECK(result.out.empty());
}

}  // namespace

TEST_CASE("upgrade makes the objects and lists them behind the revisions", "[cli]") {
    const Place place;
    place.revision("001", "");
    view(place, "numbers", all_numbers);
    view(place, "doubled", "SELECT 2 * a AS b FROM numbers");
    const std::string lines = "upgrade 001, add t_001\ncreate view numbers\ncreate view doubled\n";
    CHECK(in_views(place, {"upgrade"}).out == lines);
    CHECK(views_of(place) == "doubled,numbers");
    CHECK(in_views(place, {"upgrade"}).err == "Nothing to do.\n");
    view(place, "numbers", positive);
    const Result replaced = in_views(place, {"upgrade"});
    CHECK(replaced.out == "replace view numbers\n");
    CHECK(replaced.err.find("1 object done in ") == 0);
    REQUIRE(in_views(place, {"downgrade", "base"}).status == 0);
    const Result both = in_views(place, {"upgrade"});
    CHECK(both.out == lines);
    CHECK_THAT(both.err, ContainsSubstring("1 revision and 2 objects done in "));
}

TEST_CASE("plan, a dry run and upgrade tell of objects in one document", "[cli]") {
    const Place place;
    place.revision("001", "");
    view(place, "numbers", all_numbers);
    REQUIRE(in_views(place, {"upgrade"}).status == 0);
    view(place, "numbers", positive);
    view(place, "doubled", "SELECT 2 * a AS b FROM numbers");
    const json planned = document_of_views(place, {"plan", "upgrade"});
    CHECK(planned["steps"].empty());
    CHECK(planned["objects"] == json::parse(R"([{"kind":"view","name":"numbers","action":"replace"},
                          {"kind":"view","name":"doubled","action":"create"}])"));
    CHECK(document_of_views(place, {"upgrade", "--dry-run"}) == planned);
    CHECK(in_views(place, {"plan", "upgrade"}).out ==
          "replace view numbers\ncreate view doubled\n");
    CHECK(in_views(place, {"upgrade", "--dry-run"}).err ==
          "2 objects would run; nothing was changed.\n");
    CHECK(views_of(place) == "numbers");
    CHECK(document_of_views(place, {"upgrade"}) == planned);
    CHECK(document_of_views(place, {"upgrade"})["objects"].empty());
}

TEST_CASE("upgrade --no-objects leaves them for the next run", "[cli]") {
    const Place place;
    place.revision("001", "");
    view(place, "numbers", all_numbers);
    CHECK(in_views(place, {"upgrade", "--no-objects"}).out == "upgrade 001, add t_001\n");
    CHECK(views_of(place) == "NULL");
    CHECK(in_views(place, {"upgrade", "--no-objects"}).err == "Nothing to do.\n");
    CHECK(in_views(place, {"upgrade"}).out == "create view numbers\n");
}

TEST_CASE("objects list shows every object with its state", "[cli]") {
    const Place place;
    two_views(place);
    CHECK(in_views(place, {"objects", "list"}).out ==
          "view               numbers  in_sync\n"
          "view               doubled  in_sync\n");
    CHECK(document_of_views(place, {"objects", "list"}) ==
          json::array({{{"kind", "view"},
                        {"name", "numbers"},
                        {"state", "in_sync"},
                        {"depends_on", json::array()},
                        {"path", place.file("views/numbers.sql")},
                        {"detail", nullptr}},
                       {{"kind", "view"},
                        {"name", "doubled"},
                        {"state", "in_sync"},
                        {"depends_on", {"numbers"}},
                        {"path", place.file("views/doubled.sql")},
                        {"detail", nullptr}}}));
    view(place, "numbers", positive);
    boost::filesystem::remove(place.file("views/doubled.sql"));
    CHECK(in_views(place, {"objects", "list"}).out ==
          "view               numbers  changed: its file has changed\n"
          "view               doubled  unmanaged: there is no file for it\n");
}

TEST_CASE("objects list says where it looked when there are none", "[cli]") {
    const Place place;
    place.revision("001", "");
    REQUIRE(in_views(place, {"upgrade"}).status == 0);
    const Result result = in_views(place, {"objects", "list"});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err == "There are no objects: none in the folder '" + place.file("views") +
                            "', none recorded.\n");
    CHECK(document_of_views(place, {"objects", "list"}) == json::array());
}

TEST_CASE("objects diff compares the database with the files as diff does", "[cli]") {
    const Place place;
    two_views(place);
    CHECK(in_views(place, {"objects", "diff"}).out.empty());
    CHECK(in_views(place, {"objects", "diff"}).err == "Every object is what its file says.\n");
    CHECK(document_of_views(place, {"objects", "diff"}) == json::array());

    view(place, "numbers", positive);
    view(place, "fresh", "SELECT 1 AS one");
    boost::filesystem::remove(place.file("views/doubled.sql"));
    const std::string changed =
        "@@ -1,3 +1,3 @@\n"
        " -- retort:create\n"
        " CREATE VIEW numbers AS\n"
        "-SELECT a FROM t_001;\n"
        "+SELECT a FROM t_001 WHERE a > 0;\n";
    const Result result = in_views(place, {"objects", "diff"});
    CHECK(result.status == 0);
    CHECK(result.err.empty());
    CHECK(result.out ==
          "view fresh is missing: it was not made yet\n"
          "--- /dev/null\n"
          "+++ " +
              place.file("views/fresh.sql") +
              "\n"
              "@@ -0,0 +1,3 @@\n"
              "+-- retort:create\n"
              "+CREATE VIEW fresh AS\n"
              "+SELECT 1 AS one;\n"
              "view numbers is changed: its file has changed\n"
              "--- database\n"
              "+++ " +
              place.file("views/numbers.sql") + "\n" + changed +
              "view doubled is unmanaged: there is no file for it\n"
              "--- database\n"
              "+++ /dev/null\n"
              "@@ -1,3 +0,0 @@\n"
              "--- retort:create\n"
              "-CREATE VIEW doubled AS\n"
              "-SELECT 2 * a AS b FROM numbers;\n");
    const json list = document_of_views(place, {"objects", "diff"});
    REQUIRE(list.size() == 3);
    CHECK(list[0]["database"].is_null());
    CHECK(list[1]["state"] == "changed");
    CHECK(list[1]["difference"] == changed);
    CHECK_THAT(list[1]["file"].get<std::string>(), ContainsSubstring("WHERE a > 0"));
    CHECK(list[2]["file"].is_null());
}

TEST_CASE("an object that somebody altered is shown as the database has it", "[cli]") {
    const Place place;
    two_views(place);
    Sqlite(place.file("app.db")).run("DROP VIEW doubled; CREATE VIEW doubled AS SELECT 3 AS b");
    CHECK_THAT(in_views(place, {"objects", "diff"}).out,
               ContainsSubstring("view doubled is changed: it is not what it was when it was "
                                 "made\n--- database\n") &&
                   ContainsSubstring("\n-CREATE VIEW doubled AS SELECT 3 AS b\n"
                                     "+CREATE VIEW doubled AS\n"));
    CHECK(in_views(place, {"objects", "sync"}).out == "replace view doubled\n");
    CHECK(in_views(place, {"check"}).status == 0);
}

TEST_CASE("objects sync brings objects to their files, and prunes when told to", "[cli]") {
    const Place place;
    two_views(place);
    view(place, "numbers", positive);
    boost::filesystem::remove(place.file("views/doubled.sql"));
    const json replaced = json::parse(R"({"kind":"view","name":"numbers","action":"replace"})");
    const json dropped = json::parse(R"({"kind":"view","name":"doubled","action":"drop"})");

    const Result dry = in_views(place, {"objects", "sync", "--prune", "--dry-run"});
    CHECK(dry.status == 0);
    CHECK(dry.out == "replace view numbers\ndrop view doubled\n");
    CHECK(dry.err == "2 objects would change; nothing was.\n");
    CHECK(document_of_views(place, {"objects", "sync", "--prune", "--dry-run"}) ==
          json({{"objects", {replaced, dropped}}}));

    const Result synced = in_views(place, {"objects", "sync"});
    CHECK(synced.out == "replace view numbers\n");
    CHECK(synced.err == "1 object changed.\n");
    CHECK(in_views(place, {"objects", "sync"}).err == "Nothing to do.\n");
    CHECK(document_of_views(place, {"objects", "sync"}) == json({{"objects", json::array()}}));
    CHECK(views_of(place) == "doubled,numbers");
    CHECK(document_of_views(place, {"objects", "sync", "--prune"}) ==
          json({{"objects", json::array({dropped})}}));
    CHECK(views_of(place) == "numbers");
}

TEST_CASE("objects sync --adopt replaces what others made", "[cli]") {
    const Place place;
    place.revision("001", "");
    REQUIRE(in_views(place, {"upgrade"}).status == 0);
    Sqlite(place.file("app.db")).run("CREATE VIEW numbers AS SELECT 1 AS a");
    view(place, "numbers", all_numbers);

    const Result upgrade = in_views(place, {"upgrade"});
    CHECK(upgrade.status == 0);
    CHECK(upgrade.out.empty());
    CHECK_THAT(upgrade.err,
               ContainsSubstring("The view numbers is left alone: it exists, Retort did not make "
                                 "it, and it differs from its file. `objects diff` shows both, "
                                 "`objects sync --adopt` replaces it."));
    CHECK(in_views(place, {"objects", "sync"}).out.empty());
    const Result adopted = in_views(place, {"objects", "sync", "--adopt", "numbers"});
    CHECK(adopted.out == "replace view numbers\n");
    CHECK(in_views(place, {"check"}).status == 0);
    CHECK(in_views(place, {"objects", "sync", "--adopt", "numbers"}).err == "Nothing to do.\n");
}

TEST_CASE("a name to adopt or to refresh that no object has is an error", "[cli]") {
    const Place place;
    two_views(place);
    const std::string sentence =
        "error: There is no replaceable object 'number'. Did you mean 'numbers'?\n";
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"objects", "sync", "--adopt", "number"},
             {"objects", "sync", "--adopt", "numbers", "--adopt", "number"},
             {"objects", "sync", "--adopt", "number", "--dry-run"},
             {"objects", "refresh", "number"}}) {
        CAPTURE(words);
        const Result result = in_views(place, words);
        CHECK(result.status == 1);
        CHECK(result.err == sentence);
        CHECK(result.out.empty());
    }
}

TEST_CASE("objects refresh has nothing to fill on SQLite", "[cli]") {
    const Place place;
    two_views(place);
    const Result result = in_views(place, {"objects", "refresh", "numbers"});
    CHECK(result.status == 0);
    CHECK(result.out.empty());
    CHECK(result.err == "There is no materialized view to refresh.\n");
    CHECK(document_of_views(place, {"objects", "refresh"}) == json({{"refreshed", json::array()}}));
}

TEST_CASE("what objects is asked for wrongly is wrong usage", "[cli]") {
    check_objects_refused({"objects"}, "The arguments are wrong: ACTION is required.");
    check_objects_refused({"objects", "lst"},
                          "The arguments are wrong: ACTION: lst not in {list,diff,sync,refresh}.");
    check_objects_refused({"objects", "list", "--prune"}, "`--prune` is for `objects sync` alone.");
    check_objects_refused({"objects", "diff", "--dry-run"},
                          "`--dry-run` is for `objects sync` alone.");
    check_objects_refused({"objects", "refresh", "--adopt", "numbers"},
                          "`--adopt` is for `objects sync` alone.");
    check_objects_refused({"objects", "sync", "numbers"},
                          "'numbers' is one word too many: names are for `objects refresh` alone.");
    check_objects_refused({"objects", "list", "numbers"},
                          "'numbers' is one word too many: names are for `objects refresh` alone.");
}

TEST_CASE("check reports objects that are not in sync, and exits 3", "[cli]") {
    const Place place;
    two_views(place);
    CHECK(in_views(place, {"check"}).status == 0);
    Sqlite(place.file("app.db")).run("DROP VIEW doubled");
    const Result found = in_views(place, {"check"});
    CHECK(found.status == 3);
    CHECK(found.out ==
          "object: The view doubled is missing: the database has not got it any more.\n");
    const json problems = document_of_views(place, {"check"}, 3);
    CHECK(problems["ok"] == false);
    CHECK(problems["problems"] ==
          json::parse(R"([{"kind":"object","revision":null,"detail":)"
                      R"("The view doubled is missing: the database has not got it any more."}])"));
}

TEST_CASE("log tells what was done to which object", "[cli]") {
    const Place place;
    two_views(place);
    const json list = document_of_views(place, {"log"});
    REQUIRE(list.size() == 3);
    CHECK(list[0]["action"] == "object");
    CHECK(list[0]["detail"] == "create view numbers");
    CHECK(list[0]["revision"].is_null());
    CHECK(list[0]["outcome"] == "done");
    CHECK(list[1]["detail"] == "create view doubled");
    CHECK_THAT(in_views(place, {"log"}).out, ContainsSubstring("\n    create view numbers\n"));
}

TEST_CASE("flag, environment and file name the folder of the objects", "[cli]") {
    const Place place;
    const WorkingIn here(place.path());
    place.revision("001", "");
    for (const std::string folder : {"views", "filed", "set", "flagged"}) {
        place.write(folder + "/v.sql", "-- retort:object view " + folder + "\nCREATE VIEW " +
                                           folder + " AS SELECT 1 AS one;\n");
    }
    const auto planned = [](const std::vector<std::string>& more = {}) {
        std::vector<std::string> words{"upgrade", "--dry-run", "-q", "--url", "sqlite:///app.db"};
        words.insert(words.end(), more.begin(), more.end());
        return run(words).out;
    };
    REQUIRE(run({"upgrade", "--no-objects", "--url", "sqlite:///app.db"}).status == 0);
    CHECK(planned() == "create view views\n");
    place.write("retort.toml", "objects = \"filed\"\n");
    CHECK(planned() == "create view filed\n");
    const Variable variable("RETORT_OBJECTS", "set");
    CHECK(planned() == "create view set\n");
    CHECK(planned({"--objects", "flagged"}) == "create view flagged\n");
}

TEST_CASE("an absent folder of objects holds none, and leaves those of the database", "[cli]") {
    const Place place;
    two_views(place);
    boost::filesystem::remove_all(place.file("views"));
    CHECK(in_views(place, {"upgrade"}).err == "Nothing to do.\n");
    CHECK(in_views(place, {"check"}).status == 0);
    CHECK(views_of(place) == "doubled,numbers");
}

TEST_CASE("an object file that is wrong is reported before the database is opened", "[cli]") {
    const Place place;
    place.revision("001", "");
    place.write("views/wrong.sql",
                "-- retort:object veiw numbers\nCREATE VIEW numbers AS SELECT 1;\n");
    const Result result = in_views(place, {"upgrade"});
    CHECK(result.status == 1);
    CHECK_THAT(result.err, ContainsSubstring(place.file("views/wrong.sql") + ":1: "));
    CHECK_FALSE(place.exists("app.db"));
}

TEST_CASE("an application's own objects stand beside those of the folder", "[cli]") {
    const Place place;
    place.revision("001", "");
    view(place, "doubled", "SELECT 2 * a AS b FROM numbers");
    retort::CommandLine command_line;
    command_line.objects = {retort::ObjectText{
        "numbers.sql",
        "-- retort:object view numbers\nCREATE VIEW numbers AS " + all_numbers + ";\n"}};
    CHECK(place.run({"upgrade", "--objects", place.file("views")}, command_line).out ==
          "upgrade 001, add t_001\ncreate view numbers\ncreate view doubled\n");
    CHECK(place.run({"objects", "list", "--objects", place.file("none")}, command_line).out ==
          "view               numbers  in_sync\n"
          "view               doubled  unmanaged: there is no file for it\n");
}
