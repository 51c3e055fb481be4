#include "conformance/fixture.hpp"

#include "script/object.hpp"
#include "script/script.hpp"

using namespace retort_test;

namespace {

const std::string early_view = "CREATE VIEW high AS SELECT id FROM gene WHERE score > 1;";
const std::string later_view = "CREATE VIEW high AS SELECT id FROM gene WHERE score > 2;";
const std::string edited_view = "CREATE VIEW high AS SELECT score FROM gene WHERE score > 3;";

std::vector<Source> range_of_views() {
    return {step("o1", "", "CREATE TABLE gene (id INTEGER, score INTEGER);", "DROP TABLE gene;"),
            step("o2", "o1", early_view, "DROP VIEW high;"),
            step("o3", "o2", "DROP VIEW high;\n" + later_view, "DROP VIEW high;\n" + early_view),
            step("o4", "o3",
                 "INSERT INTO gene VALUES (1, 1);\nINSERT INTO gene VALUES (2, 2);\n"
                 "INSERT INTO gene VALUES (3, 3);\nINSERT INTO gene VALUES (4, 4);",
                 "DELETE FROM gene;")};
}

ObjectText file_of(const std::string& text) {
    return {"high.sql", "-- retort:object view high\n\n" + text + "\n"};
}

std::vector<Source> sources_of_squash(Dialect dialect) {
    const auto object = retort::script::parse_object(file_of(later_view).text, "high.sql");
    std::string header =
        "-- retort:lifted view high " + retort::script::checksum(object, dialect) + "\n";
    std::vector<Source> sources = range_of_views();
    for (const Source& source : range_of_views()) {
        const auto& text = std::get<ScriptText>(source);
        const auto parsed = retort::script::parse_script(text.text, text.name);
        header += "-- retort:replaces " + parsed.revision.id + " " +
                  retort::script::checksum(parsed) + "\n";
    }
    sources.push_back(
        script_text("folded", "",
                    "-- retort:upgrade\nCREATE TABLE gene (id INTEGER, score INTEGER);\n"
                    "INSERT INTO gene VALUES (1, 1);\nINSERT INTO gene VALUES (2, 2);\n"
                    "INSERT INTO gene VALUES (3, 3);\nINSERT INTO gene VALUES (4, 4);\n"
                    "-- retort:downgrade\nDROP TABLE gene;\n",
                    header));
    return sources;
}

Migrator newer(Fixture& f, const std::string& text = later_view) {
    return {*f.session, Revisions(sources_of_squash(f.dialect())), Objects{file_of(text)}};
}

Strings recorded(Fixture& f) {
    return f.rows("SELECT name FROM retort_object");
}

}  // namespace

TEST_CASE("the swap hands lifted objects over as they are", "[baseline][objects]") {
    Fixture f;
    f.migrator(Revisions(range_of_views())).upgrade(GENERATE(std::string("o2"), std::string("o4")));
    auto migrator = newer(f);
    const Plan run = migrator.upgrade();
    CHECK(run.steps.back().kind == StepKind::squash);
    CHECK(run.objects.empty());
    CHECK(recorded(f) == Strings{"high"});
    CHECK(f.rows("SELECT * FROM high ORDER BY 1") == Strings{"3", "4"});
    CHECK(migrator.check().empty());
    CHECK(migrator.upgrade().empty());
}

TEST_CASE("the swap brings a lifted object to a file that was changed since",
          "[baseline][objects]") {
    Fixture f;
    f.migrator(Revisions(range_of_views())).upgrade();
    auto migrator = newer(f, edited_view);
    CHECK(migrator.upgrade().objects.size() == 1);
    CHECK(f.rows("SELECT * FROM high") == Strings{"4"});
    CHECK(migrator.check().empty());
}

TEST_CASE("of an object that the scripts of a range made it is told that it is taken over",
          "[baseline][objects]") {
    Fixture f;
    auto after = range_of_views();
    after.push_back(step("o5", "o4", "CREATE TABLE late (id INTEGER);", "DROP TABLE late;"));
    f.migrator(Revisions(after)).upgrade();
    auto sources = sources_of_squash(f.dialect());
    sources.push_back(after.back());
    Migrator migrator(*f.session, Revisions(sources), Objects{file_of(later_view)});
    const auto problems = migrator.check();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].detail ==
          "The view high is unmanaged: the scripts of a squashed range made it, and the next "
          "upgrade takes it over.");
    migrator.upgrade();
    CHECK(migrator.check().empty());
    CHECK(recorded(f) == Strings{"high"});
}

TEST_CASE("from nothing a lifted object is made by its file", "[baseline][objects]") {
    Fixture f;
    auto migrator = newer(f);
    CHECK(migrator.upgrade().objects.size() == 1);
    CHECK(f.rows("SELECT * FROM high ORDER BY 1") == Strings{"3", "4"});
    CHECK(migrator.check().empty());
    migrator.downgrade("base");
    CHECK(f.contents().empty());
}

TEST_CASE("inside of the range a lifted object is the scripts' own", "[baseline][objects]") {
    Fixture f;
    auto migrator = newer(f);
    migrator.upgrade("o2");
    CHECK(recorded(f).empty());
    CHECK(migrator.objects().empty());
    for (const Problem& problem : migrator.check()) {
        CHECK(problem.kind == "behind");
    }
    const Record record = f.record();
    CHECK(migrator.upgrade("o2").empty());
    CHECK(f.record() == record);
    migrator.upgrade("o1");
    migrator.downgrade("o1");
    CHECK(f.contents() == Strings{"table gene (id, score)"});
    CHECK(recorded(f).empty());
}

TEST_CASE("a downgrade into the range gives lifted objects their text there",
          "[baseline][objects]") {
    const bool edited = GENERATE(false, true);
    Fixture f;
    newer(f, later_view).upgrade();
    auto migrator = newer(f, edited ? edited_view : later_view);
    migrator.upgrade();
    CHECK(f.rows("SELECT * FROM high ORDER BY 1") == (edited ? Strings{"4"} : Strings{"3", "4"}));
    migrator.downgrade("o3");
    CHECK(recorded(f).empty());
    f.run({"INSERT INTO gene VALUES (7, 7)"});
    CHECK(f.rows("SELECT * FROM high") == Strings{"7"});
    f.run({"DELETE FROM gene"});
    migrator.downgrade("o1");
    CHECK(f.contents() == Strings{"table gene (id, score)"});
    migrator.upgrade();
    CHECK(f.rows("SELECT * FROM high ORDER BY 1") == (edited ? Strings{"4"} : Strings{"3", "4"}));
    CHECK(recorded(f) == Strings{"high"});
    CHECK(migrator.check().empty());
}
