#include "conformance/fixture.hpp"

using namespace retort_test;

namespace {

Options named(const std::string& version_table, const std::string& schema = {}) {
    Options options;
    options.version_table = version_table;
    options.version_schema = schema;
    return options;
}

}  // namespace

TEST_CASE("two applications share a database without seeing each other", "[version_table]") {
    Fixture f;
    auto shop = f.migrator({table("aaa", ""), table("shop", "aaa")}, named("retort_shop"));
    shop.upgrade("aaa");
    RunOptions from_base;
    from_base.from_base = true;
    auto billing = f.migrator({upgrade_only("aaa", "", "CREATE TABLE bills (x INTEGER);\n")},
                              named("retort_bills"));
    billing.upgrade("heads", from_base);
    CHECK(f.record("retort_shop").heads == Strings{"aaa"});
    CHECK(f.record("retort_bills") ==
          Record{{"aaa"}, {"aaa|run"}, {"|adopt|done||", "aaa|upgrade|done||aaa"}, {}});
    shop.upgrade();
    shop.downgrade("base");
    CHECK(f.contents() == Strings{"table bills (x)"});
    CHECK(f.record("retort_bills").heads == Strings{"aaa"});
    CHECK(f.record("retort_shop").heads.empty());
    CHECK(billing.check().empty());
    CHECK(billing.upgrade().empty());
}

TEST_CASE("a version table's name may need quotes", "[version_table]") {
    Fixture f;
    const std::string name = "retort_it's a \"version\" `table` :x";
    auto migrator = f.migrator({table("aaa", ""), table("bbb", "aaa")}, named(name));
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK(migrator.check().empty());
    CHECK(migrator.downgrade("aaa").steps.size() == 1);
    const std::string quote = f.place->traits().quote;
    const std::string quoted = quote + replaced(name, quote, quote + quote) + quote;
    CHECK(f.heads(quoted) == Strings{"aaa"});
    CHECK(f.contents().size() >= 1);
}

TEST_CASE("a version table called retort is refused", "[version_table]") {
    Fixture f;
    CHECK(error_of([&] { f.migrator({table("aaa", "")}, named("retort")); }).kind() ==
          ErrorKind::configuration);
}

TEST_CASE("the state tables live in a schema of their own", "[version_table][postgresql]") {
    const std::string schema = GENERATE("state", "State of \"things\"");
    CAPTURE(schema);
    Fixture f;
    const std::string quoted = "\"" + replaced(schema, "\"", "\"\"") + "\"";
    f.run({"CREATE SCHEMA " + quoted});
    auto migrator =
        f.migrator({table("aaa", ""), table("bbb", "aaa")}, named("retort_version", schema));
    CHECK(migrator.upgrade().steps.size() == 2);
    CHECK(f.heads(quoted + ".retort_version") == Strings{"bbb"});
    CHECK(f.value("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "2");
    CHECK(migrator.upgrade().empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("a schema that is not there is said to be missing", "[version_table][postgresql]") {
    Fixture f;
    auto migrator = f.migrator({table("aaa", "")}, named("retort_version", "nowhere"));
    const Error error = error_of([&] { migrator.upgrade(); });
    CHECK(error.kind() == ErrorKind::database);
    CHECK(error.facts().code == "3F000");
    CHECK_THAT(error.what(), ContainsSubstring("schema \"nowhere\" does not exist"));
    CHECK(f.contents().empty());
}

TEST_CASE("another tenant's version table on the search path is not read",
          "[version_table][postgresql]") {
    Fixture f;
    f.run({"CREATE SCHEMA tenant"});
    f.migrator({table("aaa", "")}).upgrade();
    *f.session << "SET search_path = tenant, public";
    auto migrator = f.migrator({table("aaa", "")});
    CHECK(migrator.current().current.empty());
    CHECK(migrator.upgrade().steps.size() == 1);
    CHECK(f.contents() == Strings{"table aaa (x)", "table tenant.aaa (x)"});
    CHECK(f.heads("tenant.retort_version") == Strings{"aaa"});
    CHECK(migrator.downgrade("base").steps.size() == 1);
    CHECK(f.heads() == Strings{"aaa"});
}

TEST_CASE("a script that changes search_path does not lead the engine astray",
          "[version_table][postgresql]") {
    Fixture f;
    f.run({"CREATE SCHEMA tenant", "CREATE TABLE tenant.retort_version (version_num TEXT)",
           "INSERT INTO tenant.retort_version VALUES ('false')"});
    auto migrator = f.migrator({table("aaa", ""),
                                upgrade_only("bbb", "aaa",
                                             "SET search_path = tenant, pg_catalog;\n"
                                             "CREATE TABLE inside (x INTEGER);\n"),
                                table("ccc", "bbb")});
    CHECK(migrator.upgrade().steps.size() == 3);
    CHECK(f.heads() == Strings{"ccc"});
    CHECK(f.heads("tenant.retort_version") == Strings{"false"});
    CHECK(f.contents() == Strings{"table aaa (x)", "table ccc (x)", "table tenant.inside (x)"});
}
