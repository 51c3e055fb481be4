#include "runtime/support.hpp"
#include "script/script.hpp"

#include <retort/offline.hpp>

#include <cstdlib>

using namespace retort_test;

namespace {

std::string replaces(const ScriptText& text) {
    const auto parsed = retort::script::parse_script(text.text, text.name);
    return "-- retort:replaces " + parsed.revision.id + " " + retort::script::checksum(parsed) +
           "\n";
}

const ScriptText one = table("one", "");
const ScriptText two = table("two", "one");
const ScriptText three = table("three", "two");
const ScriptText both = {"both.sql", "-- both\n-- retort:revision both\n" + replaces(one) +
                                         replaces(two) +
                                         "-- retort:upgrade\nCREATE TABLE one (x);\n"
                                         "CREATE TABLE two (x);\n"
                                         "-- retort:downgrade\nDROP TABLE two;\n"
                                         "DROP TABLE one;\n"};

Revisions chain() {
    return {one, two};
}
Revisions squashed() {
    return {one, two, both, three};
}

int statements_of(Fixture& f, const std::function<void()>& call) {
    int statements = 0;
    sqlite3_trace_v2(
        native(*f.session), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void*) { return ++*static_cast<int*>(count), 0; },
        &statements);
    call();
    sqlite3_trace_v2(native(*f.session), 0, nullptr, nullptr);
    return statements;
}

Strings records(Fixture& f) {
    Strings all;
    for (const char* const sql :
         {"SELECT * FROM retort_version",
          "SELECT revision, down_revisions, upgrade_checksum, downgrade_checksum, downgrade_text,"
          " origin, stands_for, replaces FROM retort_applied ORDER BY revision",
          "SELECT revision, action, checksum, outcome, heads_before, heads_after, retort FROM"
          " retort_history ORDER BY id",
          "SELECT * FROM retort_state"}) {
        for (const std::string& row : f.rows(sql)) {
            all.push_back(row);
        }
    }
    return all;
}

}  // namespace

TEST_CASE("once the rows are exchanged a start is one query again", "[runtime]") {
    Fixture f;
    f.migrator(chain()).upgrade();
    const Revisions revisions{one, two, both};
    auto migrator = f.migrator(revisions);
    CHECK(statements_of(f, [&] { CHECK(migrator.upgrade().steps.size() == 1); }) > 1);
    CHECK(statements_of(f, [&] { CHECK(migrator.upgrade().empty()); }) == 1);

    SECTION("also for a database above the range") {
        Fixture above;
        above.migrator({one, two, three}).upgrade();
        auto newer = above.migrator(squashed());
        CHECK(newer.upgrade().empty());
        CHECK(statements_of(above, [&] { CHECK(newer.upgrade().empty()); }) == 1);
    }
}

TEST_CASE("a dry run shows the exchange and writes nothing", "[runtime]") {
    Fixture f;
    f.migrator(chain()).upgrade();
    const Strings before = records(f);
    RunOptions dry;
    dry.dry_run = true;
    const Plan plan = f.migrator(squashed()).upgrade("heads", dry);
    REQUIRE(plan.steps.size() == 2);
    CHECK(plan.steps[0].kind == StepKind::squash);
    CHECK(records(f) == before);
}

TEST_CASE("offline SQL goes along a baseline as a run does", "[runtime]") {
    Fixture online;
    Fixture offline;
    for (Fixture* f : {&online, &offline}) {
        f->migrator(chain()).upgrade();
    }
    const auto print = [&](Direction direction, const std::string& range) {
        REQUIRE(shell(offline, offline_sql(squashed(), Dialect::sqlite, direction, range)) == 0);
    };
    online.migrator(squashed()).upgrade();
    print(Direction::upgrade, "two:heads");
    CHECK(records(offline) == records(online));
    CHECK(contents(offline.path) == contents(online.path));

    online.migrator(squashed()).downgrade("one");
    print(Direction::downgrade, "three:one");
    CHECK(records(offline) == records(online));
    CHECK(contents(offline.path) == contents(online.path));

    online.migrator(squashed()).upgrade("both");
    print(Direction::upgrade, "one:both");
    CHECK(records(offline) == records(online));
    CHECK(offline.migrator(squashed()).upgrade("both").empty());

    Fixture fresh;
    REQUIRE(shell(fresh, offline_sql(squashed(), Dialect::sqlite, Direction::upgrade, "heads")) ==
            0);
    CHECK(fresh.heads() == Strings{"three"});
    CHECK(fresh.rows("SELECT revision FROM retort_applied ORDER BY 1") == Strings{"both", "three"});
    CHECK(fresh.migrator(squashed()).check().empty());

    Fixture stamped;
    REQUIRE(shell(stamped, offline_stamp_sql(squashed(), Dialect::sqlite, {"two"})) == 0);
    CHECK(stamped.heads() == Strings{"both"});
}

TEST_CASE("an edited archived script is refused before anything is read", "[runtime]") {
    const ScriptText edited =
        script_text("two", "one", "-- retort:upgrade\nCREATE TABLE other (x);\n");
    const Error error = error_of([&] { Revisions({one, edited, both}); });
    CHECK(error.kind() == ErrorKind::graph);
    CHECK(error.facts().file == "two.sql");
    CHECK(error.facts().line == 2);
}

TEST_CASE("a baseline that was edited after it was run is an edited script", "[runtime]") {
    Fixture f;
    f.migrator(squashed()).upgrade();
    ScriptText edited = both;
    edited.text += "DROP TABLE IF EXISTS never;\n";
    const std::string made = "CREATE TABLE two (x);\n";
    edited.text.replace(edited.text.find(made), made.size(), "CREATE TABLE two (x, y);\n");
    const Error error = error_of([&] { f.migrator({one, two, edited, three}).upgrade(); });
    CHECK(error.kind() == ErrorKind::edited);
    CHECK(error.facts().revision == "both");
    // An older program does not have its text to compare.
    CHECK(f.migrator({one, two, three}).upgrade().empty());
}

TEST_CASE("a baseline in a folder of archived scripts is read like any other", "[runtime]") {
    Fixture f;
    f.folder.write("scripts/archive/one.sql", one.text);
    f.folder.write("scripts/archive/two.sql", two.text);
    f.folder.write("scripts/both.sql", both.text);
    f.folder.write("scripts/three.sql", three.text);
    const Revisions revisions{ScriptFolder(f.folder.file("scripts"))};
    CHECK(revisions.graph().size() == 2);
    f.migrator(chain()).upgrade("one");
    CHECK(f.migrator(revisions).upgrade().steps.size() == 3);
    CHECK(f.migrator(revisions).check().empty());
}
