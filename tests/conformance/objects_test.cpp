#include "conformance/object_fixture.hpp"

using namespace retort_test;

namespace {

const std::string genes =
    "-- retort:upgrade\n"
    "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20), score INTEGER);\n"
    "INSERT INTO gene VALUES (1, 'BRCA1', 5), (2, 'TP53', 7);\n"
    "-- retort:downgrade\n"
    "DROP TABLE gene;\n";

const ObjectText symbols = view_file("symbols", "SELECT id, symbol FROM gene");
const ObjectText listed = view_file("a_list", "SELECT symbol FROM symbols");
const ObjectText scores = view_file("scores", "SELECT id, score FROM gene");

/// The column `symbol` becomes wider, as each database does that.
const std::string wider =
    "-- retort:upgrade postgresql\n"
    "ALTER TABLE gene ALTER COLUMN symbol TYPE VARCHAR(40);\n"
    "-- retort:upgrade mysql\n"
    "ALTER TABLE gene MODIFY symbol VARCHAR(40);\n"
    "-- retort:upgrade sqlite\n"
    "CREATE TABLE gene_new (id INTEGER PRIMARY KEY, symbol VARCHAR(40), score INTEGER);\n"
    "INSERT INTO gene_new SELECT id, symbol, score FROM gene;\n"
    "DROP TABLE gene;\n"
    "ALTER TABLE gene_new RENAME TO gene;\n"
    "-- retort:irreversible\n";

struct Warnings : Observer {
    Strings sentences;
    void on_warning(const std::string& sentence) override { sentences.push_back(sentence); }
};

struct StatusFixture : ObjectFixture {
    Strings states(Migrator migrator) {
        Strings lines;
        for (const ObjectStatus& status : migrator.objects()) {
            lines.push_back(status.name + " " + std::string(to_string(status.state)));
        }
        return lines;
    }
    /// What tells a view that was left alone from one that was made again; empty: nothing.
    std::string identity(const std::string& name) {
        return dialect() == Dialect::postgresql ? value("SELECT '" + name + "'::regclass::oid")
                                                : std::string();
    }
};

Strings names_of(const std::vector<ObjectStep>& steps) {
    Strings names;
    for (const ObjectStep& step : steps) {
        names.push_back(std::string(to_string(step.action)) + " " + step.name);
    }
    return names;
}

}  // namespace

TEST_CASE("objects are made behind the last revision, those that are used first", "[objects]") {
    StatusFixture f;
    auto migrator = f.with({script_text("aaa", "", genes)}, {listed, symbols});
    const Plan plan = migrator.upgrade();
    CHECK(revisions_of(plan) == Strings{"aaa"});
    CHECK(names_of(plan.objects) == Strings{"create symbols", "create a_list"});
    CHECK(f.rows("SELECT symbol FROM a_list ORDER BY 1") == Strings{"BRCA1", "TP53"});
    CHECK(f.states(f.with({script_text("aaa", "", genes)}, {listed, symbols})) ==
          Strings{"symbols in_sync", "a_list in_sync"});
    CHECK(migrator.check().empty());
    SECTION("and then there is nothing to do") {
        const Plan again = migrator.upgrade();
        CHECK(again.empty());
        CHECK(again.objects.empty());
        CHECK(f.rows("SELECT action FROM retort_history ORDER BY id").size() == 3);
    }
}

TEST_CASE("a program without objects leaves those of another alone", "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols}).upgrade();
    auto other = f.migrator({script_text("aaa", "", genes)});
    CHECK(other.upgrade().objects.empty());
    CHECK(f.rows("SELECT count(*) FROM symbols") == Strings{"2"});
}

TEST_CASE("a changed file replaces its object, and what uses it answers still", "[objects]") {
    StatusFixture f;
    const std::vector<Source> sources{script_text("aaa", "", genes)};
    f.with(sources, {symbols, listed, scores}).upgrade();
    const std::string scores_before = f.identity("scores");
    const std::string list_before = f.identity("a_list");
    SECTION("in place where the columns allow it") {
        auto migrator = f.with(
            sources,
            {view_file("symbols", "SELECT id, symbol FROM gene WHERE id > 1"), listed, scores});
        CHECK(f.states(
                  f.with(sources, {view_file("symbols", "SELECT id, symbol FROM gene WHERE id > 1"),
                                   listed, scores})) ==
              Strings{"scores in_sync", "symbols changed", "a_list in_sync"});
        CHECK(names_of(migrator.plan(Direction::upgrade).objects) == Strings{"replace symbols"});
        CHECK(names_of(migrator.upgrade().objects) == Strings{"replace symbols"});
        CHECK(f.rows("SELECT symbol FROM a_list") == Strings{"TP53"});
        CHECK(f.identity("a_list") == list_before);
    }
    SECTION("with what uses it where they do not") {
        auto migrator =
            f.with(sources, {view_file("symbols", "SELECT symbol FROM gene"), listed, scores});
        migrator.upgrade();
        CHECK(f.rows("SELECT symbol FROM a_list ORDER BY 1") == Strings{"BRCA1", "TP53"});
        CHECK(migrator.check().empty());
    }
    CHECK(f.identity("scores") == scores_before);
    CHECK(f.rows("SELECT count(*) FROM scores") == Strings{"2"});
}

TEST_CASE("an object that somebody dropped is made again by the next start", "[objects]") {
    StatusFixture f;
    auto migrator = f.with({script_text("aaa", "", genes)}, {symbols});
    migrator.upgrade();
    f.run({"DROP VIEW symbols"});
    const auto problems = migrator.check();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().kind == "object");
    CHECK(problems.front().detail ==
          "The view symbols is missing: the database has not got it any more.");
    CHECK(names_of(migrator.upgrade().objects) == Strings{"create symbols"});
    CHECK(migrator.check().empty());
}

TEST_CASE("a column under views becomes wider without a word from the author", "[objects]") {
    StatusFixture f;
    const std::vector<ObjectSource> objects{symbols, listed, scores};
    f.with({script_text("aaa", "", genes)}, objects).upgrade();
    const std::string before = f.identity("scores");
    auto migrator =
        f.with({script_text("aaa", "", genes), script_text("bbb", "aaa", wider)}, objects);
    migrator.upgrade();
    CHECK(f.rows("SELECT symbol FROM a_list ORDER BY 1") == Strings{"BRCA1", "TP53"});
    CHECK(migrator.check().empty());
    CHECK(f.identity("scores") == before);
    CHECK(migrator.upgrade().objects.empty());
}

TEST_CASE("a column is dropped under a view whose file no longer names it", "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols, scores}).upgrade();
    const ObjectText fewer = view_file("scores", "SELECT id FROM gene");
    auto migrator = f.with({script_text("aaa", "", genes),
                            script_text("bbb", "aaa",
                                        "-- retort:upgrade\nALTER TABLE gene DROP COLUMN score;\n"
                                        "-- retort:irreversible\n")},
                           {symbols, fewer});
    migrator.upgrade();
    CHECK(f.rows("SELECT id FROM scores ORDER BY 1") == Strings{"1", "2"});
    CHECK(migrator.check().empty());
}

TEST_CASE("at the heads an object that cannot be made fails the upgrade and names its file",
          "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols, scores}).upgrade();
    auto migrator = f.with({script_text("aaa", "", genes),
                            script_text("bbb", "aaa",
                                        "-- retort:upgrade\nALTER TABLE gene DROP COLUMN score;\n"
                                        "-- retort:irreversible\n")},
                           {symbols, scores});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::object);
    CHECK_THAT(error.what(), ContainsSubstring("The view scores cannot be made where the schema is "
                                               "now."));
    CHECK(error.facts().file.find("scores.sql") != std::string::npos);
    if (f.place->ddl_is_transactional()) {
        CHECK(f.heads() == Strings{"aaa"});
        CHECK(f.rows("SELECT score FROM scores ORDER BY 1") == Strings{"5", "7"});
    }
}

TEST_CASE("an object that needs a later revision is left out until then", "[objects]") {
    StatusFixture f;
    Warnings warnings;
    Options options;
    options.observer = &warnings;
    const std::vector<Source> sources{
        script_text("aaa", "", genes),
        script_text("bbb", "aaa",
                    "-- retort:upgrade\nALTER TABLE gene ADD COLUMN name VARCHAR(20);\n"
                    "-- retort:downgrade\nALTER TABLE gene DROP COLUMN name;\n")};
    const std::vector<ObjectSource> objects{symbols, view_file("names", "SELECT name FROM gene")};
    auto migrator = f.with(sources, objects, options);
    CHECK(names_of(migrator.upgrade("aaa").objects) == Strings{"create symbols"});
    CHECK(f.states(f.with(sources, objects)) == Strings{"names missing", "symbols in_sync"});
    REQUIRE(warnings.sentences.size() == 1);
    CHECK_THAT(warnings.sentences.front(),
               Catch::Matchers::StartsWith("The view names is left out: "));
    CHECK(names_of(migrator.upgrade().objects) == Strings{"create names"});
    CHECK(f.states(f.with(sources, objects)) == Strings{"names in_sync", "symbols in_sync"});
    SECTION("and again after a downgrade") {
        warnings.sentences.clear();
        migrator.downgrade("aaa");
        CHECK(f.states(f.with(sources, objects)) == Strings{"names missing", "symbols in_sync"});
        CHECK(warnings.sentences.size() == 1);
        migrator.upgrade();
        CHECK(f.states(f.with(sources, objects)) == Strings{"names in_sync", "symbols in_sync"});
        migrator.downgrade("base");
        CHECK(f.rows("SELECT count(*) FROM retort_applied") == Strings{"0"});
        migrator.upgrade();
        CHECK(migrator.check().empty());
    }
}

TEST_CASE("a script that reads an object says so, and finds it as its file says", "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols}).upgrade();
    const ObjectText second = view_file("symbols", "SELECT id, symbol FROM gene WHERE id > 1");
    const auto uses = script_text("bbb", "aaa",
                                  "-- retort:upgrade\n"
                                  "CREATE TABLE copied (symbol VARCHAR(20));\n"
                                  "INSERT INTO copied SELECT symbol FROM symbols;\n"
                                  "-- retort:downgrade\nDROP TABLE copied;\n",
                                  "-- retort:uses view symbols\n");
    f.with({script_text("aaa", "", genes), uses}, {second}).upgrade();
    CHECK(f.rows("SELECT symbol FROM copied") == Strings{"TP53"});
    SECTION("one that no file has is an error") {
        StatusFixture g;
        const Error error = error_of([&] {
            g.with({script_text("aaa", "", genes), uses}, {scores}).upgrade();
        });
        CHECK_THAT(error.what(), ContainsSubstring("bbb.sql:4: the script uses the view symbols, "
                                                   "and there is no file for it."));
        CHECK(error.facts().line == 4);
    }
}

TEST_CASE("a script may not define a managed object", "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols}).upgrade();
    for (const std::string statement :
         {"DROP VIEW symbols", "CREATE VIEW symbols AS SELECT 1", "drop view if exists SYMBOLS"}) {
        if (f.dialect() == Dialect::mysql && statement.back() == 'S') {
            continue;  // names of views are exact there
        }
        auto migrator =
            f.with({script_text("aaa", "", genes), upgrade_only("bbb", "aaa", statement + ";\n")},
                   {symbols});
        const Error error = error_of([&] { migrator.upgrade(); });
        CHECK(error.kind() == ErrorKind::script);
        CHECK_THAT(error.what(),
                   ContainsSubstring("this statement is about the view symbols, which is managed "
                                     "by a file of its own"));
        CHECK(f.heads() == Strings{"aaa"});
    }
}

TEST_CASE("an older program leaves alone what a newer one has replaced", "[objects]") {
    StatusFixture f;
    const std::vector<Source> sources{script_text("aaa", "", genes)};
    const ObjectText newer = view_file("symbols", "SELECT id, symbol FROM gene WHERE id > 1");
    f.with(sources, {symbols}).upgrade();
    f.with(sources, {newer}).upgrade();
    Warnings warnings;
    Options options;
    options.observer = &warnings;
    auto older = f.with(sources, {symbols}, options);
    CHECK(older.upgrade().objects.empty());
    CHECK(f.states(f.with(sources, {symbols})) == Strings{"symbols ahead"});
    REQUIRE(warnings.sentences.size() == 1);
    CHECK_THAT(warnings.sentences.front(),
               Catch::Matchers::StartsWith("The view symbols is left alone: "));
    CHECK(f.rows("SELECT symbol FROM symbols") == Strings{"TP53"});
    SECTION("makes it again as it was recorded when it is gone") {
        f.run({"DROP VIEW symbols"});
        older.upgrade();
        CHECK(f.rows("SELECT symbol FROM symbols") == Strings{"TP53"});
    }
    SECTION("until a person asks for it") {
        CHECK(names_of(older.sync_objects()) == Strings{"replace symbols"});
        CHECK(f.rows("SELECT count(*) FROM symbols") == Strings{"2"});
        CHECK(older.check().empty());
    }
}

TEST_CASE("an object that others made is taken over when it is what the file says", "[objects]") {
    StatusFixture f;
    const std::vector<Source> sources{script_text("aaa", "", genes)};
    f.migrator(Revisions(sources)).upgrade();
    SECTION("the same") {
        f.run({"CREATE VIEW symbols AS SELECT id, symbol FROM gene"});
        const std::string before = f.identity("symbols");
        auto migrator = f.with(sources, {symbols});
        CHECK(migrator.upgrade().objects.empty());
        CHECK(migrator.check().empty());
        CHECK(f.identity("symbols") == before);
    }
    SECTION("another is left alone, and replaced when a person says so") {
        f.run({"CREATE VIEW symbols AS SELECT id FROM gene"});
        Warnings warnings;
        Options options;
        options.observer = &warnings;
        auto migrator = f.with(sources, {symbols}, options);
        migrator.upgrade();
        CHECK(f.states(f.with(sources, {symbols})) == Strings{"symbols unmanaged"});
        CHECK(warnings.sentences.size() == 1);
        const auto differences = migrator.diff_objects();
        REQUIRE(differences.size() == 1);
        CHECK_THAT(differences.front().difference, ContainsSubstring("+CREATE VIEW symbols"));
        CHECK(migrator.sync_objects().empty());
        SyncOptions adopt;
        adopt.adopt = {"symbols"};
        CHECK(names_of(migrator.sync_objects(adopt)) == Strings{"replace symbols"});
        CHECK(migrator.check().empty());
        CHECK(f.rows("SELECT symbol FROM symbols ORDER BY 1") == Strings{"BRCA1", "TP53"});
    }
}

TEST_CASE("an object whose file is gone stays until it is pruned", "[objects]") {
    StatusFixture f;
    const std::vector<Source> sources{script_text("aaa", "", genes)};
    f.with(sources, {symbols, listed, scores}).upgrade();
    auto migrator = f.with(sources, {scores});
    migrator.upgrade();
    CHECK(f.states(f.with(sources, {scores})) ==
          Strings{"scores in_sync", "a_list unmanaged", "symbols unmanaged"});
    SyncOptions options;
    options.prune = true;
    options.dry_run = true;
    CHECK(names_of(migrator.sync_objects(options)).size() == 2);
    options.dry_run = false;
    CHECK(names_of(migrator.sync_objects(options)).size() == 2);
    CHECK(f.states(f.with(sources, {scores})) == Strings{"scores in_sync"});
    CHECK(migrator.check().empty());
}

TEST_CASE("a trigger that its table's rebuild loses is back before rows are written", "[objects]") {
    StatusFixture f;
    const ObjectText touch{
        "touch.sql",
        "-- retort:object trigger touch on gene\n"
        "-- retort:create sqlite, mysql\n"
        "CREATE TRIGGER touch AFTER INSERT ON gene FOR EACH ROW BEGIN\n"
        "  INSERT INTO noted VALUES (NEW.id); END;\n"
        "-- retort:create postgresql\n"
        "CREATE TRIGGER touch AFTER INSERT ON gene FOR EACH ROW EXECUTE FUNCTION note();\n"};
    const ObjectText note{"note.sql",
                          "-- retort:object function note()\n"
                          "-- retort:create postgresql\n"
                          "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$\n"
                          "BEGIN INSERT INTO noted VALUES (NEW.id); RETURN NEW; END $$;\n"};
    const auto first =
        script_text("aaa", "",
                    "-- retort:upgrade\n"
                    "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20));\n"
                    "CREATE TABLE noted (id INTEGER);\n"
                    "-- retort:irreversible\n");
    const auto rebuild =
        script_text("bbb", "aaa",
                    "-- retort:upgrade\n"
                    "CREATE TABLE fresh (id INTEGER PRIMARY KEY, symbol VARCHAR(40));\n"
                    "INSERT INTO fresh SELECT id, symbol FROM gene;\n"
                    "DROP TABLE gene;\n"
                    "ALTER TABLE fresh RENAME TO gene;\n"
                    "INSERT INTO gene VALUES (7, 'MYC');\n"
                    "-- retort:irreversible\n");
    f.with({first}, {touch, note}).upgrade();
    f.run({"INSERT INTO gene VALUES (1, 'BRCA1')"});
    REQUIRE(f.rows("SELECT id FROM noted") == Strings{"1"});
    auto migrator = f.with({first, rebuild}, {touch, note});
    migrator.upgrade();
    CHECK(f.rows("SELECT id FROM noted ORDER BY 1") == Strings{"1", "7"});
    CHECK(migrator.check().empty());
}

TEST_CASE("recorded objects are kept out of the way where objects are not asked for", "[objects]") {
    StatusFixture f;
    f.with({script_text("aaa", "", genes)}, {symbols, listed}).upgrade();
    RunOptions without;
    without.objects = false;
    auto migrator = f.with({script_text("aaa", "", genes), script_text("bbb", "aaa", wider)},
                           {symbols, listed, scores});
    const Plan plan = migrator.upgrade("heads", without);
    CHECK(plan.objects.empty());
    CHECK(f.rows("SELECT symbol FROM a_list ORDER BY 1") == Strings{"BRCA1", "TP53"});
    CHECK(names_of(migrator.upgrade().objects) == Strings{"create scores"});
}

TEST_CASE("a dry run says what objects would change", "[objects]") {
    StatusFixture f;
    auto migrator = f.with({script_text("aaa", "", genes)}, {symbols});
    RunOptions dry;
    dry.dry_run = true;
    CHECK(names_of(migrator.upgrade("heads", dry).objects) == Strings{"create symbols"});
    CHECK(f.contents().empty());
}

TEST_CASE("objects that use each other are an error that prints the circle", "[objects]") {
    StatusFixture f;
    auto migrator =
        f.with({script_text("aaa", "", genes)},
               {view_file("one", "SELECT * FROM two"), view_file("two", "SELECT * FROM one")});
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::script);
    CHECK_THAT(error.what(), ContainsSubstring("one -> two -> one"));
    CHECK(f.contents().empty());
}

TEST_CASE("two files of one object are an error that names both", "[objects]") {
    StatusFixture f;
    ObjectText other = view_file("symbols", "SELECT 1 AS one");
    other.name = "other.sql";
    const Error error = error_of([&] {
        f.with({script_text("aaa", "", genes)}, {symbols, other}).upgrade();
    });
    CHECK_THAT(error.what(), ContainsSubstring("other.sql:2: 'symbols' is also the object of "
                                               "symbols.sql"));
}

TEST_CASE("an object may be written in C++", "[objects]") {
    StatusFixture f;
    ReplaceableObject object;
    object.name = "symbols";
    object.create = {{{}, "CREATE VIEW symbols AS SELECT symbol FROM gene;"}};
    object.path = "main.cpp";
    auto migrator = f.with({script_text("aaa", "", genes)}, {object, listed});
    CHECK(names_of(migrator.upgrade().objects) == Strings{"create symbols", "create a_list"});
    CHECK(migrator.check().empty());
}

TEST_CASE("objects mean what they do in the session, whatever a script sets",
          "[objects][postgresql]") {
    StatusFixture f;
    f.run({"CREATE SCHEMA other"});
    f.with({script_text("aaa", "", genes)}, {symbols, listed}).upgrade();
    auto migrator = f.with({script_text("aaa", "", genes),
                            script_text("bbb", "aaa",
                                        "-- retort:upgrade\n"
                                        "SET search_path = other;\n"
                                        "ALTER TABLE public.gene ALTER COLUMN symbol TYPE TEXT;\n"
                                        "CREATE TABLE here (x INTEGER);\n"
                                        "-- retort:irreversible\n")},
                           {symbols, listed, scores});
    migrator.upgrade();
    CHECK(f.rows("SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON "
                 "n.oid = c.relnamespace WHERE relname IN ('symbols', 'a_list', 'scores', 'here') "
                 "ORDER BY 1") ==
          Strings{"other.here", "public.a_list", "public.scores", "public.symbols"});
    CHECK(migrator.check().empty());
    CHECK(f.rows("SHOW search_path") == Strings{"\"$user\", public"});
}
