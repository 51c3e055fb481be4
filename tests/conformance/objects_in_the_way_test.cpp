#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

const std::string genes =
    "-- retort:upgrade\n"
    "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20));\n"
    "INSERT INTO gene VALUES (1, 'BRCA1');\n"
    "-- retort:irreversible\n";

const std::string wider =
    "-- retort:upgrade postgresql\n"
    "ALTER TABLE gene ALTER COLUMN symbol TYPE VARCHAR(40);\n"
    "-- retort:upgrade mysql\n"
    "ALTER TABLE gene MODIFY symbol VARCHAR(40);\n"
    "-- retort:upgrade sqlite\n"
    "CREATE TABLE gene_new (id INTEGER PRIMARY KEY, symbol VARCHAR(40));\n"
    "INSERT INTO gene_new SELECT id, symbol FROM gene;\n"
    "DROP TABLE gene;\n"
    "ALTER TABLE gene_new RENAME TO gene;\n"
    "-- retort:irreversible\n";

ObjectText view_file(const std::string& name, const std::string& select) {
    return {name + ".sql",
            "-- retort:object view " + name + "\nCREATE VIEW " + name + " AS " + select + ";\n"};
}

struct ObjectFixture : Fixture {
    Migrator with(const std::vector<Source>& sources, const std::vector<ObjectSource>& objects,
                  Options options = {}) {
        return {*session, Revisions(sources), Objects(objects), std::move(options)};
    }
};

const ObjectText symbols = view_file("symbols", "SELECT symbol FROM gene");
const ObjectText listed = view_file("a_list", "SELECT symbol FROM symbols");

std::size_t recorded_changes(ObjectFixture& f) {
    return f.rows("SELECT id FROM retort_history WHERE action = 'object'").size();
}

}  // namespace

TEST_CASE("objects that only stood in the way are no changes", "[objects]") {
    ObjectFixture f;
    const std::vector<ObjectSource> objects{symbols, listed};
    f.with({script("aaa", "", genes)}, objects).upgrade();
    const std::size_t before = recorded_changes(f);
    REQUIRE(before == 2);
    auto migrator = f.with({script("aaa", "", genes), script("bbb", "aaa", wider)}, objects);
    CHECK(migrator.upgrade().objects.empty());
    CHECK(recorded_changes(f) == before);
    CHECK(f.rows("SELECT symbol FROM a_list") == Strings{"BRCA1"});
    CHECK(migrator.check().empty());
}

TEST_CASE("of objects in the way the ones whose files changed are changes", "[objects]") {
    ObjectFixture f;
    f.with({script("aaa", "", genes)}, {symbols, listed}).upgrade();
    const ObjectText lower = view_file("symbols", "SELECT lower(symbol) AS symbol FROM gene");
    auto migrator =
        f.with({script("aaa", "", genes), script("bbb", "aaa", wider)}, {lower, listed});
    CHECK(migrator.upgrade().objects ==
          std::vector<ObjectStep>{{ObjectKind::view, "symbols", ObjectStep::Action::replace}});
    CHECK(recorded_changes(f) == 3);
    CHECK(f.rows("SELECT symbol FROM a_list") == Strings{"brca1"});
    CHECK(migrator.check().empty());
}

TEST_CASE("an object that is ahead of its file is reported by a run that changes its table too",
          "[objects]") {
    struct Warnings : Observer {
        Strings sentences;
        void on_warning(const std::string& sentence) override { sentences.push_back(sentence); }
    };
    ObjectFixture f;
    f.with({script("aaa", "", genes)}, {symbols}).upgrade();
    const ObjectText newer = view_file("symbols", "SELECT lower(symbol) AS symbol FROM gene");
    f.with({script("aaa", "", genes)}, {newer}).upgrade();
    Warnings warnings;
    Options options;
    options.observer = &warnings;
    auto older =
        f.with({script("aaa", "", genes), script("bbb", "aaa", wider)}, {symbols}, options);
    CHECK(older.upgrade().objects.empty());
    CHECK(f.rows("SELECT symbol FROM symbols") == Strings{"brca1"});
    REQUIRE(warnings.sentences.size() == 1);
    CHECK_THAT(warnings.sentences.front(),
               Catch::Matchers::StartsWith("The view symbols is left alone: "));
}

TEST_CASE("a program without objects finds nothing wrong with those of another", "[objects]") {
    ObjectFixture f;
    f.with({script("aaa", "", genes)}, {symbols}).upgrade();
    f.run({"DROP VIEW symbols"});
    CHECK(f.migrator({script("aaa", "", genes)}).check().empty());
    CHECK(f.with({script("aaa", "", genes)}, {symbols}).check().size() == 1);
}
