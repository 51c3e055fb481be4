#include "conformance/object_fixture.hpp"

#include <cstdlib>

using namespace retort_test;

namespace {

const ScriptText gene_of_score =
    upgrade_only("aaa", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20), score INTEGER);\n"
                 "INSERT INTO gene VALUES (1, 'BRCA1', 5);\n");

/// Where the rows of a relation are, which is elsewhere when they were written anew.
std::string place_of(ObjectFixture& f, const std::string& relation) {
    return f.value("SELECT oid || ' ' || pg_relation_filenode(oid) FROM pg_class WHERE oid = '" +
                   relation + "'::regclass");
}

/// A transaction that has read the view and stays open.
struct Reader {
    std::unique_ptr<ServerClient> client;
    Reader(ObjectFixture& f, const std::string& view) : client(f.place->witness()) {
        client->rows("BEGIN");
        client->rows("SELECT count(*) FROM " + view);
    }
};

}  // namespace

TEST_CASE("a refresh fills materialized views in the order of their use", "[objects][postgresql]") {
    ObjectFixture f;
    auto migrator = f.with({gene_of_score}, {materialized_file("a_top", "SELECT id FROM m_view"),
                                             view_file("m_view", "SELECT id FROM z_base"),
                                             materialized_file("z_base", "SELECT id FROM gene")});
    migrator.upgrade();
    f.run({"INSERT INTO gene VALUES (2, 'TP53', 7)"});
    CHECK(migrator.refresh_objects() == Strings{"z_base", "a_top"});
    CHECK(f.rows("SELECT id FROM a_top ORDER BY 1") == Strings{"1", "2"});
    f.run({"INSERT INTO gene VALUES (3, 'MYC', 9)"});
    CHECK(migrator.refresh_objects({"a_top"}) == Strings{"a_top"});
    CHECK(f.value("SELECT count(*) FROM a_top") == "2");
    CHECK(migrator.refresh_objects({"m_view"}).empty());
    CHECK(migrator.check().empty());
    const Error error = error_of([&] { migrator.refresh_objects({"z_bas"}); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) ==
          "There is no replaceable object 'z_bas'. Did you mean 'z_base'?");
}

TEST_CASE("a refresh keeps no reader waiting where a unique index allows that",
          "[objects][postgresql]") {
    ObjectFixture f;
    auto migrator = f.with(
        {gene_of_score},
        {materialized_file("unique_rows", "SELECT id FROM gene",
                           "CREATE UNIQUE INDEX unique_rows_id ON unique_rows (id);\n"),
         materialized_file("rows_of_any", "SELECT id FROM gene",
                           "CREATE INDEX rows_of_any_id ON rows_of_any (id);\n"
                           "CREATE UNIQUE INDEX of_some ON rows_of_any (id) WHERE id > 0;\n")});
    migrator.upgrade();
    f.run({"INSERT INTO gene VALUES (2, 'TP53', 7)"});
    const std::string unique_place = place_of(f, "unique_rows");
    const std::string any_place = place_of(f, "rows_of_any");
    *f.session << "SET lock_timeout = '100ms'";
    {
        const Reader reader(f, "unique_rows");
        CHECK(migrator.refresh_objects({"unique_rows"}) == Strings{"unique_rows"});
        CHECK(reader.client->value("SELECT count(*) FROM unique_rows") == "2");
    }
    CHECK(place_of(f, "unique_rows") == unique_place);
    {
        const Reader reader(f, "rows_of_any");
        const Error error = error_of([&] { migrator.refresh_objects({"rows_of_any"}); });
        CHECK_THAT(error.what(), ContainsSubstring("lock timeout"));
    }
    CHECK(migrator.refresh_objects({"rows_of_any"}) == Strings{"rows_of_any"});
    CHECK(place_of(f, "rows_of_any") != any_place);
}

TEST_CASE("a materialized view without rows is filled by a refresh", "[objects][postgresql]") {
    ObjectFixture f;
    auto migrator =
        f.with({gene_of_score},
               {object_file("filled", "materialized_view filled",
                            "CREATE MATERIALIZED VIEW filled AS SELECT id FROM gene WITH NO "
                            "DATA;\nCREATE UNIQUE INDEX filled_id ON filled (id);\n")});
    migrator.upgrade();
    CHECK(f.value("SELECT relispopulated FROM pg_class WHERE relname = 'filled'") == "f");
    CHECK(migrator.refresh_objects() == Strings{"filled"});
    CHECK(f.rows("SELECT id FROM filled") == Strings{"1"});
    CHECK(migrator.check().empty());
    CHECK(migrator.upgrade().objects.empty());
}

TEST_CASE("a large materialized view is not built again for what it does not use",
          "[objects][postgresql]") {
    ObjectFixture f;
    const char* const asked = std::getenv("RETORT_MATERIALIZED_ROWS");
    const std::string rows = asked != nullptr ? asked : "10000000";
    const ObjectText large = materialized_file(
        "large", "SELECT n, symbol FROM gene, generate_series(1, " + rows + ") AS n");
    const ObjectText names = view_file("names", "SELECT name, id FROM person");
    const ObjectText scores = view_file("scores", "SELECT score FROM gene");
    const ScriptText people =
        upgrade_only("bbb", "aaa", "CREATE TABLE person (id INTEGER, name VARCHAR(20));\n");
    f.with({gene_of_score, people}, {large, names, scores}).upgrade();
    REQUIRE(f.value("SELECT count(*) FROM large") == rows);
    const std::string place = place_of(f, "large");
    const std::string scores_place = f.value("SELECT 'scores'::regclass::oid");
    auto migrator =
        f.with({gene_of_score, people,
                upgrade_only("ccc", "bbb",
                             "ALTER TABLE gene ADD COLUMN remark VARCHAR(20);\n"
                             "ALTER TABLE gene ALTER COLUMN score TYPE BIGINT;\n"
                             "ALTER TABLE person ALTER COLUMN name TYPE VARCHAR(40);\n"),
                upgrade_only("ddd", "ccc",
                             "ALTER TABLE gene DROP COLUMN remark;\n"
                             "ALTER TABLE person ADD COLUMN age INTEGER;\n")},
               {large, view_file("names", "SELECT id, name, age FROM person"), scores});
    migrator.upgrade();
    CHECK(place_of(f, "large") == place);
    CHECK(f.value("SELECT 'scores'::regclass::oid") != scores_place);
    CHECK(migrator.check().empty());
}
