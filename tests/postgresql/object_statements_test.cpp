#include "fixture.hpp"

using namespace retort_test;

TEST_CASE("a statement that replaces in place is made where the server has one", "[objects]") {
    Fixture f;
    CHECK(f.objects.in_place(view("v"), "CREATE VIEW v AS SELECT 1") ==
          "CREATE OR REPLACE VIEW v AS SELECT 1");
    CHECK(f.objects.in_place(function("f"), "CREATE FUNCTION f() RETURNS int RETURN 1") ==
          "CREATE OR REPLACE FUNCTION f() RETURNS int RETURN 1");
    CHECK(
        f.objects.in_place(trigger("t", "gene"),
                           "CREATE CONSTRAINT TRIGGER t AFTER INSERT ON gene FOR EACH ROW EXECUTE "
                           "FUNCTION f()") == std::nullopt);
    const auto plain = f.objects.in_place(
        trigger("t", "gene"), "CREATE TRIGGER t AFTER INSERT ON gene EXECUTE FUNCTION f()");
    CHECK(plain.has_value() == (PQserverVersion(f.handle.get()) >= 140000));
    ObjectId materialized = view("m");
    materialized.kind = ObjectKind::materialized_view;
    CHECK(f.objects.in_place(materialized, "CREATE MATERIALIZED VIEW m AS SELECT 1") ==
          std::nullopt);
}

TEST_CASE("a materialized view is made without its rows", "[objects]") {
    Fixture f;
    const std::string create = "CREATE MATERIALIZED VIEW m AS SELECT 1 AS x";
    const std::string without = create + "\nWITH NO DATA";
    for (const char* end : {"", " WITH DATA", "\nwith  no data ;", " -- with data", ";"}) {
        CAPTURE(end);
        const std::string made = f.objects.without_rows(view("m"), create + end);
        CHECK(made == without);
        CHECK_NOTHROW(f.run("DROP MATERIALIZED VIEW IF EXISTS m; " + made));
    }
    CHECK(f.objects.without_rows(view("m"), "CREATE INDEX i ON m (x)") ==
          "CREATE INDEX i ON m (x)");
}

TEST_CASE("readers are kept from a materialized view only where nothing else is possible",
          "[objects]") {
    Fixture f;
    f.run("CREATE VIEW v AS SELECT 1 AS x; CREATE MATERIALIZED VIEW \"M m\" AS SELECT 1 AS x");
    const auto refresh = [&] { return f.objects.refresh(view("M m")); };
    const std::string plainly = "REFRESH MATERIALIZED VIEW public.\"M m\"";
    const std::string concurrently = "REFRESH MATERIALIZED VIEW CONCURRENTLY public.\"M m\"";
    CHECK(f.objects.refresh(view("v")).empty());
    CHECK(f.objects.refresh(view("absent")).empty());
    CHECK(refresh() == plainly);
    f.run(
        "CREATE UNIQUE INDEX ON \"M m\" (x) WHERE x > 0; CREATE UNIQUE INDEX ON \"M m\" ((x + 1)); "
        "CREATE INDEX ON \"M m\" (x)");
    CHECK(refresh() == plainly);
    f.run("CREATE UNIQUE INDEX ON \"M m\" (x)");
    CHECK(refresh() == concurrently);
    CHECK_NOTHROW(f.run(refresh()));
    f.run("REFRESH MATERIALIZED VIEW \"M m\" WITH NO DATA");
    CHECK(refresh() == plainly);
    CHECK_NOTHROW(f.run(refresh()));
    CHECK(refresh() == concurrently);
}

TEST_CASE("an absent object is dropped by the name that it is asked for", "[objects]") {
    Fixture f;
    CHECK(f.objects.drop(view("V v", "s")) == "DROP VIEW \"s\".\"V v\"");
    CHECK(f.objects.drop(function("f", "integer")) == "DROP FUNCTION \"f\"(integer)");
    CHECK(f.objects.drop(trigger("t", "gene")) == "DROP TRIGGER \"t\" ON \"gene\"");
}
