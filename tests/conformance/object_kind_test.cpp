#include "conformance/object_fixture.hpp"

using namespace retort_test;

namespace {

const std::string two_genes =
    "-- retort:upgrade\n"
    "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20), score INTEGER);\n"
    "INSERT INTO gene VALUES (1, 'BRCA1', 5), (2, 'TP53', 7);\n"
    "-- retort:irreversible\n";

ObjectText materialized(const std::string& select, const std::string& more = {}) {
    return {"scores.sql",
            "-- retort:object materialized_view scores\n"
            "-- retort:create postgresql\n"
            "CREATE MATERIALIZED VIEW scores AS " +
                select + ";\n" + more +
                "-- retort:create sqlite, mysql\n"
                "CREATE VIEW scores AS " +
                select + ";\n"};
}

struct KindFixture : Fixture {
    void upgrade(const std::vector<ObjectSource>& objects) {
        Migrator migrator(*session, Revisions({script_text("aaa", "", two_genes)}),
                          Objects(objects));
        migrator.upgrade();
        CHECK(migrator.check().empty());
    }
    std::string kind() { return value("SELECT relkind FROM pg_class WHERE relname = 'scores'"); }
    Strings indexes() {
        return rows(
            "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'scores'::regclass "
            "ORDER BY 1");
    }
};

const std::string ids_and_scores = "SELECT id, score FROM gene";
const std::string index_of_score = "CREATE INDEX scores_score ON scores (score);\n";
const ObjectText list_above = view_file("a_list", "SELECT id FROM scores");

}  // namespace

TEST_CASE("a view becomes a materialized one and a view again", "[objects]") {
    KindFixture f;
    f.upgrade({view_file("scores", ids_and_scores), list_above});
    f.upgrade({materialized(ids_and_scores, index_of_score), list_above});
    CHECK(f.rows("SELECT id FROM a_list ORDER BY 1") == Strings{"1", "2"});
    f.upgrade({view_file("scores", ids_and_scores + " WHERE id > 1"), list_above});
    CHECK(f.rows("SELECT id FROM a_list") == Strings{"2"});
}

TEST_CASE("a view of another kind keeps its comment and privileges", "[objects][postgresql]") {
    KindFixture f;
    const std::string comment = "SELECT obj_description('scores'::regclass)";
    const std::string readable =
        "SELECT relacl::text LIKE '{%,=r/%' FROM pg_class WHERE relname = 'scores'";
    f.upgrade({view_file("scores", ids_and_scores)});
    f.run({"COMMENT ON VIEW scores IS 'of all genes'", "GRANT SELECT ON scores TO PUBLIC",
           "ALTER VIEW scores SET (security_barrier = true)"});
    f.upgrade({materialized(ids_and_scores, index_of_score)});
    CHECK(f.kind() == "m");
    CHECK(f.value(comment) == "of all genes");
    CHECK(f.value(readable) == "t");
    f.upgrade({view_file("scores", ids_and_scores + " WHERE id > 1")});
    CHECK(f.kind() == "v");
    CHECK(f.value(comment) == "of all genes");
    CHECK(f.value(readable) == "t");
}

TEST_CASE("what hung on a column goes with it", "[objects][postgresql]") {
    KindFixture f;
    f.upgrade({materialized(ids_and_scores, index_of_score),
               view_file("symbols", "SELECT id, symbol FROM gene")});
    f.run({"CREATE INDEX by_id ON scores (id)", "COMMENT ON INDEX scores_score IS 'for searches'",
           "COMMENT ON COLUMN symbols.symbol IS 'a word'",
           "GRANT UPDATE (symbol) ON symbols TO PUBLIC",
           "ALTER VIEW symbols ALTER COLUMN symbol SET DEFAULT 'none'"});
    f.upgrade({materialized("SELECT id FROM gene"), view_file("symbols", "SELECT id FROM gene")});
    CHECK(f.indexes() == Strings{"by_id"});
}

TEST_CASE("a rule on a column that is gone is not lost unsaid", "[objects][postgresql]") {
    KindFixture f;
    f.upgrade({view_file("scores", ids_and_scores)});
    f.run(
        {"CREATE RULE kept AS ON INSERT TO scores DO INSTEAD INSERT INTO gene (id, score) VALUES "
         "(NEW.id, NEW.score)"});
    const Error error = error_of([&] { f.upgrade({view_file("scores", "SELECT id FROM gene")}); });
    CHECK(error.kind() == ErrorKind::object);
    CHECK_THAT(error.what(), ContainsSubstring("column new.score does not exist"));
    CHECK(f.rows("SELECT score FROM scores ORDER BY 1") == Strings{"5", "7"});
}
