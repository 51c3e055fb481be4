#include "conformance/object_fixture.hpp"

using namespace retort_test;

namespace {

const std::string one_gene =
    "-- retort:upgrade\n"
    "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20));\n"
    "INSERT INTO gene VALUES (1, 'BRCA1');\n"
    "-- retort:irreversible\n";

const std::string wider_symbol =
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

const ObjectText symbols_alone = view_file("symbols", "SELECT symbol FROM gene");
const ObjectText list_of_symbols = view_file("a_list", "SELECT symbol FROM symbols");

std::size_t recorded_changes(ObjectFixture& f) {
    return f.rows("SELECT id FROM retort_history WHERE action = 'object'").size();
}

}  // namespace

TEST_CASE("objects that only stood in the way are no changes", "[objects]") {
    ObjectFixture f;
    const std::vector<ObjectSource> objects{symbols_alone, list_of_symbols};
    f.with({script_text("aaa", "", one_gene)}, objects).upgrade();
    const std::size_t before = recorded_changes(f);
    REQUIRE(before == 2);
    auto migrator = f.with(
        {script_text("aaa", "", one_gene), script_text("bbb", "aaa", wider_symbol)}, objects);
    CHECK(migrator.upgrade().objects.empty());
    CHECK(recorded_changes(f) == before);
    CHECK(f.rows("SELECT symbol FROM a_list") == Strings{"BRCA1"});
    CHECK(migrator.check().empty());
}

TEST_CASE("of objects in the way the ones whose files changed are changes", "[objects]") {
    ObjectFixture f;
    f.with({script_text("aaa", "", one_gene)}, {symbols_alone, list_of_symbols}).upgrade();
    const ObjectText lower = view_file("symbols", "SELECT lower(symbol) AS symbol FROM gene");
    auto migrator =
        f.with({script_text("aaa", "", one_gene), script_text("bbb", "aaa", wider_symbol)},
               {lower, list_of_symbols});
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
    f.with({script_text("aaa", "", one_gene)}, {symbols_alone}).upgrade();
    const ObjectText newer = view_file("symbols", "SELECT lower(symbol) AS symbol FROM gene");
    f.with({script_text("aaa", "", one_gene)}, {newer}).upgrade();
    Warnings warnings;
    Options options;
    options.observer = &warnings;
    auto older = f.with({script_text("aaa", "", one_gene), script_text("bbb", "aaa", wider_symbol)},
                        {symbols_alone}, options);
    CHECK(older.upgrade().objects.empty());
    CHECK(f.rows("SELECT symbol FROM symbols") == Strings{"brca1"});
    REQUIRE(warnings.sentences.size() == 1);
    CHECK_THAT(warnings.sentences.front(),
               Catch::Matchers::StartsWith("The view symbols is left alone: "));
}

TEST_CASE("a program without objects finds nothing wrong with those of another", "[objects]") {
    ObjectFixture f;
    f.with({script_text("aaa", "", one_gene)}, {symbols_alone}).upgrade();
    f.run({"DROP VIEW symbols"});
    CHECK(f.migrator({script_text("aaa", "", one_gene)}).check().empty());
    CHECK(f.with({script_text("aaa", "", one_gene)}, {symbols_alone}).check().size() == 1);
}
