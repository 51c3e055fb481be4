#include "conformance/fixture.hpp"
#include "dialect/syntax.hpp"

#include <algorithm>

using namespace retort_test;

TEST_CASE("one query tells which managed objects PostgreSQL lacks", "[postgresql]") {
    Fixture f;
    f.migrator({table("gene", "")}).upgrade();
    f.run({"CREATE SCHEMA \"o s\"", "CREATE VIEW \"o s\".\"V (x)\" AS SELECT 1",
           "CREATE MATERIALIZED VIEW m AS SELECT 1",
           "CREATE FUNCTION f(a integer, b text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
           "CREATE PROCEDURE \"o s\".\"p)\"() LANGUAGE sql AS 'SELECT 1'",
           "CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
           "CREATE TRIGGER \"T r\" AFTER INSERT ON gene EXECUTE FUNCTION t()"});
    const auto record = [&](const std::string& kind, const std::string& name,
                            const std::string& catalog_name, const std::string& table = {}) {
        f.run(
            {"INSERT INTO retort_object (kind, name, state, catalog_name, catalog_table, "
             "checksum, text, depends_on) VALUES ('" +
             kind + "', '" + name + "', 'made', '" + catalog_name + "', '" + table +
             "', '', '', '')"});
    };
    const auto missing = [&] {
        const auto& syntax = dialect::syntax(Dialect::postgresql);
        Strings found = f.rows(syntax.state_query(syntax.tables("", "retort_version")));
        found.erase(std::remove_if(found.begin(), found.end(),
                                   [](const auto& row) { return row.rfind("missing|", 0) != 0; }),
                    found.end());
        std::sort(found.begin(), found.end());
        return found;
    };
    record("view", "v", "\"o s\".\"V (x)\"");
    record("materialized_view", "m", "\"m\"");
    record("function", "f(integer, text[])", "\"f\"(integer, text[])");
    record("function", "f", "\"f\"");
    record("procedure", "p", "\"o s\".\"p)\"");
    record("procedure", "p()", "\"o s\".\"p)\"()");
    record("trigger", "tr on gene", "T r", "\"gene\"");
    CHECK(missing().empty());
    record("view", "gene", "\"gene\"");
    record("view", "nowhere", "\"nowhere\".\"v\"");
    record("function", "f(text)", "\"f\"(text)");
    record("function", "f(nope)", "\"f\"(text, \"no,pe\")");
    record("function", "g", "\"f\"(nowhere.nope[])");
    record("trigger", "tr on m", "T r", "\"m\"");
    record("trigger", "tr on nope", "T r", "\"nope\"");
    CHECK(missing() == Strings{"missing|function|f(nope)|NULL|NULL",
                               "missing|function|f(text)|NULL|NULL", "missing|function|g|NULL|NULL",
                               "missing|trigger|tr on m|NULL|NULL",
                               "missing|trigger|tr on nope|NULL|NULL",
                               "missing|view|gene|NULL|NULL", "missing|view|nowhere|NULL|NULL"});
}
