#include "conformance/fixture.hpp"

#include "script/script.hpp"

#include <algorithm>

using namespace retort_test;

namespace {

/// r01 .. r03 -> {r04 -> r05, r06 -> r07} -> r08 -> r09 -> r10, which is the range.
std::vector<Source> range() {
    return {
        step("r01", "", "CREATE TABLE gene (id INTEGER PRIMARY KEY, name VARCHAR(40));",
             "DROP TABLE gene;"),
        step("r02", "r01",
             "INSERT INTO gene VALUES (1, 'one');\n"
             "INSERT INTO gene VALUES (2, 'two');",
             "DELETE FROM gene;"),
        step("r03", "r02", "ALTER TABLE gene ADD COLUMN note VARCHAR(40);",
             "ALTER TABLE gene DROP COLUMN note;"),
        step("r04", "r03", "CREATE TABLE a4 (x INTEGER);", "DROP TABLE a4;"),
        step("r05", "r04", "INSERT INTO a4 VALUES (5);", "DELETE FROM a4;"),
        step("r06", "r03", "CREATE TABLE a6 (x INTEGER);", "DROP TABLE a6;"),
        step("r07", "r06", "INSERT INTO a6 SELECT COUNT(*) FROM gene;", "DELETE FROM a6;"),
        step("r08", "r05, r07", "UPDATE gene SET note = 'merged';", "UPDATE gene SET note = NULL;"),
        step("r09", "r08", "CREATE TABLE a9 (x INTEGER);", "DROP TABLE a9;"),
        step("r10", "r09", "INSERT INTO gene VALUES (3, 'three', 'late');",
             "DELETE FROM gene WHERE id = 3;")};
}

std::vector<Source> above(const std::string& parent) {
    return {step("r11", parent, "CREATE TABLE a11 (x INTEGER);", "DROP TABLE a11;"),
            step("r12", "r11", "INSERT INTO a11 VALUES (11);", "DELETE FROM a11;")};
}

std::vector<Source> joined(std::vector<Source> sources, const std::vector<Source>& more) {
    sources.insert(sources.end(), more.begin(), more.end());
    return sources;
}

/// `retort:replaces` for the scripts, the last one last.
std::string replaces(const std::vector<Source>& sources) {
    std::string lines;
    for (const Source& source : sources) {
        const auto& text = std::get<ScriptText>(source);
        const auto parsed = retort::script::parse_script(text.text, text.name);
        lines += "-- retort:replaces " + parsed.revision.id + " " +
                 retort::script::checksum(parsed) + "\n";
    }
    return lines;
}

ScriptText baseline(const std::string& dialects = {}) {
    return script_text("base1", "",
                       "-- retort:upgrade " + dialects +
                           "\nCREATE TABLE gene (id INTEGER PRIMARY KEY, name VARCHAR(40),"
                           " note VARCHAR(40));\n"
                           "CREATE TABLE a4 (x INTEGER);\n"
                           "CREATE TABLE a6 (x INTEGER);\n"
                           "CREATE TABLE a9 (x INTEGER);\n"
                           "INSERT INTO gene VALUES (1, 'one', 'merged');\n"
                           "INSERT INTO gene VALUES (2, 'two', 'merged');\n"
                           "INSERT INTO gene VALUES (3, 'three', 'late');\n"
                           "INSERT INTO a4 VALUES (5);\n"
                           "INSERT INTO a6 VALUES (2);\n"
                           "-- retort:downgrade " +
                           dialects +
                           "\nDROP TABLE a9;\nDROP TABLE a6;\nDROP TABLE a4;\nDROP TABLE gene;\n",
                       replaces(range()));
}

/// The program before the squash, at its end, and with what came later.
Revisions older() {
    return Revisions(range());
}
Revisions unsquashed() {
    return Revisions(joined(range(), above("r10")));
}
/// After it, with and without the archive.
Revisions squashed() {
    return Revisions(joined(joined(range(), {baseline()}), above("r10")));
}
Revisions without_archive() {
    return Revisions(joined({baseline()}, above("base1")));
}

/// What an unsquash leaves.
ScriptText stub() {
    return script_text("base1", "", "", replaces(range()));
}

/// Some dialect other than the one of the fixture.
std::string another(const Fixture& f) {
    return f.dialect() == Dialect::sqlite ? "postgresql" : "sqlite";
}

Strings kinds(const Plan& plan) {
    Strings texts;
    for (const Step& step : plan.steps) {
        texts.push_back(
            (step.kind == StepKind::revision ? "" : std::string(to_string(step.kind)) + " ") +
            step.revision);
    }
    return texts;
}

void upgrade_to(Fixture& f, const Revisions& revisions, const Strings& targets) {
    auto migrator = f.migrator(revisions);
    for (const std::string& target : targets) {
        migrator.upgrade(target);
    }
}

/// Of a database that never saw the squash.
Strings contents_at(const Strings& targets) {
    Fixture f;
    upgrade_to(f, unsquashed(), targets);
    return f.contents();
}

void is_well(Fixture& f, const Revisions& revisions) {
    auto migrator = f.migrator(revisions);
    CHECK(migrator.check().empty());
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.current().pending.empty());
    CHECK(migrator.current().unknown.empty());
    CHECK(migrator.current().current == migrator.current().heads);
    migrator.require_heads();
}

const std::vector<Strings> stops = {
    {},      {"r01"}, {"r02"},        {"r03"},        {"r04"}, {"r05"}, {"r06"}, {"r07"},
    {"r08"}, {"r09"}, {"r05", "r06"}, {"r05", "r07"}, {"r10"}, {"r11"}, {"r12"},
};

}  // namespace

TEST_CASE("from wherever a database is, the squash leads to the same rows", "[baseline]") {
    const Strings whole = contents_at({"r12"});
    for (const Strings& stop : stops) {
        Fixture f;
        CAPTURE(stop);
        upgrade_to(f, unsquashed(), stop);
        auto migrator = f.migrator(squashed());
        const Plan plan = migrator.plan(Direction::upgrade);
        const Plan run = migrator.upgrade();
        CHECK(run.steps == plan.steps);
        CHECK(f.contents() == whole);
        CHECK(f.heads() == Strings{"r12"});
        const std::string origin = stop.empty() ? "run" : "squashed";
        CHECK(f.record().applied == Strings{"base1|" + origin, "r11|run", "r12|run"});
        is_well(f, squashed());
        is_well(f, without_archive());
        is_well(f, unsquashed());
        CHECK(f.record().applied == Strings{"base1|" + origin, "r11|run", "r12|run"});
    }
}

TEST_CASE("the end of a range becomes the baseline, and nothing is run", "[baseline]") {
    Fixture f;
    f.migrator(older()).upgrade();
    const Strings before = f.contents();
    const auto revisions = GENERATE(0, 1) == 0 ? squashed() : without_archive();
    auto migrator = f.migrator(revisions);
    CHECK(migrator.current().current == Strings{"base1"});
    CHECK(migrator.current().pending == Strings{"r11", "r12"});
    CHECK(kinds(migrator.upgrade("base1")) == Strings{"squash base1"});
    CHECK(f.contents() == before);
    CHECK(f.heads() == Strings{"base1"});
    CHECK(f.record().applied == Strings{"base1|squashed"});
    CHECK(f.record().history.back() == "base1|squash|done|r10|base1");
    CHECK(f.value("SELECT stands_for FROM retort_applied") == "r10");
    CHECK_THAT(f.value("SELECT replaces FROM retort_applied"),
               ContainsSubstring("r01 sha256:") && ContainsSubstring(",r10 sha256:"));
    CHECK(migrator.log().back().action == "squash");
    const Record record = f.record();
    CHECK(migrator.upgrade("r10").empty());
    CHECK(f.record() == record);
}

TEST_CASE("above a range nothing is to be rewritten among the recorded heads", "[baseline]") {
    Fixture f;
    upgrade_to(f, unsquashed(), {"r11"});
    const Record before = f.record();
    auto migrator = f.migrator(squashed());
    CHECK(migrator.plan(Direction::upgrade, "r11").empty());
    CHECK(migrator.upgrade("r11").empty());
    CHECK(f.heads() == before.heads);
    CHECK(f.record().history == before.history);
    const Record record = f.record();
    CHECK(record.applied == Strings{"base1|squashed", "r11|run"});
    CHECK(migrator.upgrade("r11").empty());
    CHECK(f.record() == record);
    is_well(f, Revisions(joined(range(), {above("r10").front()})));
}

TEST_CASE("an older program reads the baseline as the end of its chain", "[baseline]") {
    Fixture f;
    f.migrator(squashed()).upgrade("base1");
    const Record before = f.record();
    is_well(f, older());
    CHECK(f.record() == before);
    CHECK(f.migrator(older()).current().current == Strings{"r10"});
    CHECK(f.migrator(older()).upgrade("r04").empty());

    SECTION("and goes on from there, with the baseline's row as it is") {
        CHECK(kinds(f.migrator(unsquashed()).upgrade()) == Strings{"r11", "r12"});
        CHECK(f.record().applied == Strings{"base1|run", "r11|run", "r12|run"});
        CHECK(f.contents() == contents_at({"r12"}));
        is_well(f, squashed());
        is_well(f, unsquashed());
    }
    SECTION("and goes down into it") {
        CHECK(kinds(f.migrator(older()).downgrade("-1")) == Strings{"unsquash base1", "r10"});
        CHECK(f.heads() == Strings{"r09"});
        CHECK(f.contents() == contents_at({"r09"}));
        CHECK(kinds(f.migrator(older()).upgrade()) == Strings{"r10"});
        CHECK(kinds(f.migrator(squashed()).upgrade("base1")) == Strings{"squash base1"});
        CHECK(f.contents() == contents_at({"r10"}));
    }
    SECTION("and takes all of it down by the text that the database keeps") {
        CHECK(kinds(f.migrator(older()).downgrade("base")) == Strings{"base1"});
        CHECK(f.contents().empty());
    }
    SECTION("and may stamp") {
        CHECK(f.migrator(older()).stamp({"r10"}) == Strings{"base1"});
        CHECK(f.migrator(older()).stamp({"r09"}) == Strings{"r09"});
        CHECK(f.record().applied.size() == 9);
        std::vector<Source> shorter = range();
        shorter.pop_back();
        is_well(f, Revisions(shorter));
    }
}

TEST_CASE("a downgrade into the range runs the archived scripts", "[baseline]") {
    for (const Strings& stop : stops) {
        if (stop.size() != 1 || stop.front() == "r12") {
            continue;
        }
        const std::string target = stop.front();
        CAPTURE(target);
        Fixture f;
        auto migrator = f.migrator(squashed());
        migrator.upgrade();
        migrator.downgrade(target);
        Fixture never;
        auto plain = never.migrator(unsquashed());
        plain.upgrade();
        plain.downgrade(target);
        CHECK(f.contents() == never.contents());
        const Strings heads = never.heads() == Strings{"r10"} ? Strings{"base1"} : never.heads();
        CHECK(f.heads() == heads);
        migrator.upgrade();
        CHECK(f.contents() == contents_at({"r12"}));
        is_well(f, squashed());
    }
}

TEST_CASE("relative downgrades walk the archive, and stop where there is none", "[baseline]") {
    Fixture f;
    f.migrator(squashed()).upgrade("r11");
    auto bare = f.migrator(without_archive());
    const Error refused = error_of([&] { bare.downgrade("-2"); });
    CHECK(refused.kind() == ErrorKind::target);
    CHECK_THAT(refused.what(), ContainsSubstring("`downgrade base`"));
    CHECK(kinds(bare.downgrade("-1")) == Strings{"r11"});
    auto migrator = f.migrator(squashed());
    CHECK(kinds(migrator.downgrade("-2")) == Strings{"unsquash base1", "r10", "r09"});
    CHECK(f.heads() == Strings{"r08"});
    CHECK(f.record().history.at(f.record().history.size() - 3) == "base1|unsquash|done|base1|r10");
    CHECK(kinds(migrator.downgrade("-1")) == Strings{"r08"});
    CHECK(f.heads() == Strings{"r05", "r07"});
    CHECK(f.contents() == contents_at({"r05", "r07"}));
}

TEST_CASE("only a target before the range runs the baseline's downgrade", "[baseline]") {
    Fixture f;
    auto migrator = f.migrator(without_archive());
    migrator.upgrade();
    CHECK(kinds(migrator.downgrade("base")) == Strings{"r12", "r11", "base1"});
    CHECK(f.contents().empty());
    CHECK(f.record().applied.empty());
}

TEST_CASE("inside of the range without the archive an error names what is missing", "[baseline]") {
    Fixture f;
    upgrade_to(f, unsquashed(), {"r07"});
    const Record before = f.record();
    auto migrator = f.migrator(without_archive());
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::unknown);
    CHECK(std::string(error.what()) ==
          "The database is inside of what a baseline stands for, and of the archived scripts that "
          "lead out of there r04, r05, r08, r09 and r10 are missing. Nothing was run; put them "
          "back below the scripts folder, or upgrade with a program that has them.");
    CHECK(f.record() == before);
    CHECK(migrator.current().current == Strings{"r07"});
    CHECK_FALSE(migrator.check().empty());
    // What the database keeps is enough to go down.
    CHECK(kinds(migrator.downgrade("r02")) == Strings{"r07", "r06", "r03"});
    CHECK(f.contents() == contents_at({"r02"}));
}

TEST_CASE("a dialect without a section runs the archived scripts", "[baseline]") {
    Fixture f;
    const std::vector<Source> live = joined({baseline(another(f))}, above("r10"));
    auto bare = f.migrator(Revisions(live));
    const Error error = error_of([&] { bare.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK_THAT(error.what(), ContainsSubstring("baseline base1 has no section for this dialect"));
    CHECK(f.contents().empty());

    const Revisions whole(joined(range(), live));
    auto migrator = f.migrator(whole);
    CHECK(migrator.current().pending.size() == 12);
    const Plan run = migrator.upgrade();
    CHECK(run.steps.size() == 13);
    CHECK(f.contents() == contents_at({"r12"}));
    CHECK(f.heads() == Strings{"r12"});
    is_well(f, whole);
    is_well(f, unsquashed());
    migrator.downgrade("base");
    CHECK(f.contents().empty());
}

TEST_CASE("a target inside of the range runs the archived scripts from nothing", "[baseline]") {
    Fixture f;
    auto migrator = f.migrator(squashed());
    CHECK(kinds(migrator.upgrade("r06")) == Strings{"r01", "r02", "r03", "r06"});
    CHECK(f.heads() == Strings{"r06"});
    CHECK(f.contents() == contents_at({"r06"}));
}

TEST_CASE("after an unsquash the row becomes the end's again", "[baseline]") {
    const Revisions restored(joined(joined(range(), {stub()}), above("r10")));
    Fixture f;
    f.migrator(squashed()).upgrade(GENERATE(std::string("base1"), std::string("heads")));
    auto migrator = f.migrator(restored);
    const bool at_end = f.heads() == Strings{"base1"};
    CHECK(migrator.current().current == (at_end ? Strings{"r10"} : Strings{"r12"}));
    CHECK(kinds(migrator.upgrade()) ==
          (at_end ? Strings{"unsquash base1", "r11", "r12"} : Strings{}));
    CHECK(f.record().applied.size() == 12);
    CHECK(f.contents() == contents_at({"r12"}));
    is_well(f, restored);
    is_well(f, unsquashed());
    CHECK(kinds(migrator.downgrade("base1")) == Strings{"r12", "r11"});
    CHECK(kinds(f.migrator(squashed()).upgrade("base1")) == Strings{"squash base1"});
}

TEST_CASE("a stamp by the end of a range records the baseline", "[baseline]") {
    Fixture f;
    auto migrator = f.migrator(squashed());
    CHECK(migrator.stamp({"r10"}) == Strings{"base1"});
    CHECK(f.record().applied == Strings{"base1|stamped"});
    is_well(f, older());
    CHECK(migrator.stamp({"r05"}) == Strings{"r05", "r07"});
    CHECK(f.record().applied.size() == 7);
    CHECK(migrator.stamp({"r12"}) == Strings{"r12"});
    CHECK(f.record().applied.size() == 3);
}

TEST_CASE("what another tool recorded as the end of a range is taken over", "[baseline]") {
    Fixture f;
    f.run({"CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)",
           "INSERT INTO alembic_version VALUES ('r10')"});
    Options options;
    options.version_table = "alembic_version";
    const bool archive = GENERATE(true, false);
    auto migrator = f.migrator(archive ? squashed() : without_archive(), options);
    CHECK(migrator.current().current == Strings{"base1"});
    migrator.upgrade("base1");
    CHECK(f.heads("alembic_version") == Strings{"base1"});
    const Record record = f.record("alembic_version");
    CHECK(record.applied.size() == 1);
    CHECK(migrator.upgrade("base1").empty());
    CHECK(f.record("alembic_version") == record);
}

TEST_CASE("a squash of a squash leads on from every end", "[baseline]") {
    std::vector<Source> inner = joined(range(), {baseline()});
    const ScriptText eleven = std::get<ScriptText>(above("r10").front());
    const ScriptText outer =
        script_text("base2", "", "-- retort:upgrade\nCREATE TABLE never (x INTEGER);\n",
                    replaces({baseline(), eleven}));
    const Revisions twice(
        joined(inner, {eleven, outer, std::get<ScriptText>(above("r10").back())}));
    const std::string from = GENERATE(std::string("r05"), std::string("r10"), std::string("base1"),
                                      std::string("r11"), std::string("r12"));
    Fixture f;
    f.migrator(from == "base1" ? squashed() : unsquashed()).upgrade(from);
    f.migrator(twice).upgrade();
    CHECK(f.contents() == contents_at({"r12"}));
    CHECK(f.record().applied == Strings{"base2|squashed", "r12|run"});
    is_well(f, twice);
    is_well(f, unsquashed());
    is_well(f, squashed());
    f.migrator(twice).downgrade("r05");
    CHECK(f.record().applied.size() == 7);
    f.migrator(twice).upgrade();
    CHECK(f.contents() == contents_at({"r12"}));
}

TEST_CASE("in one transaction the range is left and the rest run", "[baseline][transactional]") {
    Fixture f;
    upgrade_to(f, unsquashed(), {"r07"});
    Options options;
    options.transaction = TransactionMode::single;
    auto migrator = f.migrator(squashed(), options);
    migrator.upgrade();
    CHECK(f.contents() == contents_at({"r12"}));
    is_well(f, squashed());
}

TEST_CASE("a revision in C++ may be archived", "[baseline][transactional]") {
    const FunctionRevision one = function(
        "one", "", [](soci::session& sql) { sql << "CREATE TABLE one (x INTEGER)"; },
        [](soci::session& sql) { sql << "DROP TABLE one"; });
    const ScriptText two = table("two", "one");
    const auto parsed = retort::script::parse_script(two.text, two.name);
    const auto both = [&](const std::string& of_one) {
        return script_text("both", "",
                           "-- retort:upgrade\nCREATE TABLE one (x INTEGER);\n"
                           "CREATE TABLE two (x INTEGER);\n",
                           "-- retort:replaces one " + of_one + ", two " +
                               retort::script::checksum(parsed) + "\n");
    };
    const auto changed = error_of([&] {
        Revisions({one, two, both("sha256:" + std::string(64, '0'))});
    });
    CHECK(changed.kind() == ErrorKind::graph);
    const std::string told = changed.what();
    const Revisions squash{one, two, both(told.substr(told.find("checksum is ") + 12, 71))};
    Fixture f;
    f.migrator(squash).upgrade("one");
    CHECK(f.contents() == Strings{"table one (x)"});
    CHECK(kinds(f.migrator(squash).upgrade()) == Strings{"two", "squash both"});
    CHECK(kinds(f.migrator(squash).downgrade("-2")) == Strings{"unsquash both", "two", "one"});
    CHECK(f.contents().empty());
    CHECK(kinds(f.migrator(squash).upgrade()) == Strings{"both"});
}
