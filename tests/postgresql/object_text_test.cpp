#include "fixture.hpp"

#include <cstdio>

using namespace retort_test;

namespace {

/// The messages with queries that `action` sends.
template <class Action>
int queries_of(PGconn* handle, Action&& action) {
    std::FILE* trace = std::tmpfile();
    PQtrace(handle, trace);
    action();
    PQuntrace(handle);
    std::rewind(trace);
    int count = 0;
    char line[4096];
    while (std::fgets(line, sizeof line, trace) != nullptr) {
        count += std::string(line).find("\tF\t") != std::string::npos ? 1 : 0;
    }
    std::fclose(trace);
    return count;
}

}  // namespace

TEST_CASE("a view's text is qualified, whatever the search path is", "[objects]") {
    Fixture f;
    f.run(
        "CREATE SCHEMA other; CREATE TABLE gene (id int, name text); CREATE VIEW named AS SELECT "
        "id AS gene_id, upper(name) AS label FROM gene WHERE id > 3");
    const std::string text = f.text(view("named", "public"));
    CHECK(text ==
          "CREATE VIEW public.named (gene_id, label) AS\n SELECT gene.id AS gene_id,\n    "
          "upper(gene.name) AS label\n   FROM public.gene\n  WHERE (gene.id > 3)");
    for (const char* path : {"''", "other", "public", "other, public, pg_catalog"}) {
        f.run(std::string("SET search_path = ") + path);
        CHECK(f.text(view("named", "public")) == text);
    }
}

TEST_CASE("a text does not depend on the session's settings, which stay as they are", "[objects]") {
    Fixture f;
    f.run(
        "CREATE VIEW dated AS SELECT '2020-02-03'::date AS day, 0.1::float8 AS tenth, "
        "'1 day 2 hours'::interval AS length, '2020-01-01 00:00+00'::timestamptz AS at");
    const std::string text = f.text(view("dated"));
    const bool in_transaction = GENERATE(false, true);
    f.run(
        "SET datestyle = 'German'; SET intervalstyle = 'iso_8601'; SET extra_float_digits = -5; "
        "SET timezone = 'Asia/Tokyo'; SET quote_all_identifiers = on");
    if (in_transaction) {
        f.run("BEGIN; SET LOCAL search_path = pg_catalog, public; SET datestyle = 'SQL'");
    }
    const std::string path = f.value("SHOW search_path");
    CHECK(f.text(view("dated", "public")) == text);
    CHECK(f.value("SHOW datestyle") == (in_transaction ? "SQL, DMY" : "German, DMY"));
    CHECK(f.value("SHOW timezone") == "Asia/Tokyo");
    CHECK(f.value("SHOW search_path") == path);
    if (in_transaction) {
        f.run("COMMIT");
        CHECK(f.value("SHOW datestyle") == "SQL, DMY");
        CHECK(f.value("SHOW search_path") == "\"$user\", public");
    }
}

TEST_CASE("a text has the options of a view, not what hangs on it", "[objects]") {
    Fixture f;
    f.run(
        "CREATE TABLE gene (id int); CREATE VIEW checked WITH (security_barrier) AS SELECT id "
        "FROM gene WHERE id > 0 WITH LOCAL CHECK OPTION");
    const std::string text = f.text(view("checked"));
    CHECK(text ==
          "CREATE VIEW public.checked (id) WITH (check_option='local', security_barrier='true') "
          "AS\n SELECT gene.id\n   FROM public.gene\n  WHERE (gene.id > 0)");
    f.run(
        "COMMENT ON VIEW checked IS 'hangs on it'; GRANT SELECT ON checked TO PUBLIC; ALTER VIEW "
        "checked ALTER COLUMN id SET DEFAULT 3");
    CHECK(f.text(view("checked")) == text);
    f.make_again(view("checked"));
    CHECK(f.text(view("checked")) == text);
}

TEST_CASE("a materialized view's text says nothing of its rows, its re-creation does",
          "[objects]") {
    Fixture f;
    f.run(
        "CREATE TABLE gene (id int); INSERT INTO gene VALUES (1); CREATE MATERIALIZED VIEW scores "
        "WITH (fillfactor = 70) AS SELECT id FROM gene");
    const CatalogObject filled = f.find(view("scores")).value();
    CHECK(filled.id.kind == ObjectKind::materialized_view);
    CHECK(filled.invalid.empty());
    CHECK(filled.text ==
          "CREATE MATERIALIZED VIEW public.scores (id) USING heap WITH (fillfactor='70') AS\n "
          "SELECT gene.id\n   FROM public.gene");
    CHECK(f.objects.recreation(filled) == Strings{filled.text + "\nWITH DATA"});
    f.make_again(view("scores"));
    CHECK(f.value("SELECT count(*) FROM scores") == "1");
    f.run("REFRESH MATERIALIZED VIEW scores WITH NO DATA");
    CHECK(f.text(view("scores")) == filled.text);
    f.make_again(view("scores"));
    CHECK(f.value("SELECT relispopulated FROM pg_class WHERE relname = 'scores'") == "f");
}

TEST_CASE("routines are found by their argument types, or as the only one of a name", "[objects]") {
    Fixture f;
    f.run(
        "CREATE SCHEMA other; CREATE TYPE mood AS ENUM ('a'); CREATE TYPE other.mood AS ENUM "
        "('a'); CREATE FUNCTION score(int, text[]) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE "
        "FUNCTION feel(mood) RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE FUNCTION "
        "feel(other.mood) RETURNS int LANGUAGE sql AS 'SELECT 3'; CREATE PROCEDURE act() LANGUAGE "
        "sql AS 'SELECT 4'; CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int)");
    CHECK(f.text(function("score")) ==
          "CREATE OR REPLACE FUNCTION public.score(integer, text[])\n RETURNS integer\n LANGUAGE "
          "sql\nAS $function$SELECT 1$function$");
    CHECK(f.find(function("score", "integer, text[]")));
    CHECK_FALSE(f.find(function("score", "integer")));
    CHECK_FALSE(f.find(function("feel")));
    CHECK_FALSE(f.find(function("total")));
    CHECK_THAT(f.text(function("feel", "mood")), ContainsSubstring("SELECT 2"));
    CHECK_THAT(f.text(function("feel", "public.mood")), ContainsSubstring("SELECT 2"));
    CHECK_THAT(f.text(function("feel", "other.mood")), ContainsSubstring("SELECT 3"));
    CHECK(f.find(function("score"))->id.arguments == "integer, text[]");
    const CatalogObject act = f.find(function("act")).value();
    CHECK(act.id.kind == ObjectKind::procedure);
    CHECK(act.id.has_arguments);
    CHECK(act.id.arguments.empty());
    f.run("SET search_path = other");
    CHECK(f.objects.drop(act.id) == "DROP PROCEDURE public.act()");
    ObjectId feel = function("feel", "mood");
    feel.schema = "public";
    CHECK(f.objects.drop(feel) == "DROP FUNCTION public.feel(public.mood)");
    f.make_again(feel);
}

TEST_CASE("triggers are found by name and table, those of partitions belong to them", "[objects]") {
    Fixture f;
    f.run(
        "CREATE TABLE gene (id int, part int) PARTITION BY LIST (part); CREATE TABLE gene1 "
        "PARTITION OF gene FOR VALUES IN (1); CREATE FUNCTION touch() RETURNS trigger LANGUAGE "
        "plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER touch BEFORE UPDATE ON gene FOR EACH "
        "ROW WHEN (NEW.id > 1) EXECUTE FUNCTION touch()");
    const std::string text = f.text(trigger("touch", "gene"));
    CHECK(text ==
          "CREATE TRIGGER touch BEFORE UPDATE ON public.gene FOR EACH ROW WHEN ((new.id > 1)) "
          "EXECUTE FUNCTION public.touch()");
    CHECK_FALSE(f.find(trigger("touch", "gene1")));
    CHECK(f.attachments(trigger("touch", "gene")).empty());
    f.run("ALTER TABLE gene ENABLE ALWAYS TRIGGER touch; COMMENT ON TRIGGER touch ON gene IS 'x'");
    CHECK(f.text(trigger("touch", "gene")) == text);
    const Strings attachments{"comment: COMMENT ON TRIGGER touch ON public.gene IS 'x'",
                              "enabled: ALTER TABLE public.gene ENABLE ALWAYS TRIGGER touch"};
    CHECK(f.attachments(trigger("touch", "gene")) == attachments);
    f.make_again(trigger("touch", "gene"));
    CHECK(f.attachments(trigger("touch", "gene")) == attachments);
}

TEST_CASE("odd names survive, and a table is no view", "[objects]") {
    Fixture f;
    f.run(
        "CREATE SCHEMA \"O.d'd\"; CREATE TABLE \"O.d'd\".\"sel\"\" ON ect\" (\"a b\" int); CREATE "
        "VIEW \"O.d'd\".\"v\\iew\" AS SELECT \"a b\" FROM \"O.d'd\".\"sel\"\" ON ect\"; CREATE "
        "MATERIALIZED VIEW \"Ünicode ON x\" AS SELECT \"a b\" FROM \"O.d'd\".\"v\\iew\"; CREATE "
        "FUNCTION \"F(x)\"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE "
        "TRIGGER \"t ON t\" BEFORE UPDATE ON \"O.d'd\".\"sel\"\" ON ect\" FOR EACH ROW EXECUTE "
        "FUNCTION \"F(x)\"()");
    const ObjectId odd = view("v\\iew", "O.d'd");
    CHECK_FALSE(f.find(view("sel\" ON ect", "O.d'd")));
    CHECK(f.users(odd) == Strings{"materialized public.Ünicode ON x"});
    f.run("COMMENT ON MATERIALIZED VIEW \"Ünicode ON x\" IS 'it''s'");
    f.make_again(view("Ünicode ON x"));
    CHECK(f.attachments(view("Ünicode ON x")) ==
          Strings{"comment: COMMENT ON MATERIALIZED VIEW public.\"Ünicode ON x\" IS 'it''s'"});
    ObjectId on_odd = trigger("t ON t", "sel\" ON ect");
    on_odd.schema = "O.d'd";
    f.run("ALTER TABLE \"O.d'd\".\"sel\"\" ON ect\" DISABLE TRIGGER \"t ON t\"");
    const Strings disabled{
        "enabled: ALTER TABLE \"O.d'd\".\"sel\"\" ON ect\" DISABLE TRIGGER \"t ON t\""};
    CHECK(f.attachments(on_odd) == disabled);
    f.make_again(on_odd);
    CHECK(f.attachments(on_odd) == disabled);
    CHECK(f.users(function("F(x)")) == Strings{"trigger O.d'd.t ON t"});
}

TEST_CASE("what is re-created is what it was, under any search path", "[objects]") {
    Fixture f;
    f.run(
        "CREATE SCHEMA other; CREATE TABLE gene (id int PRIMARY KEY, name text); CREATE FUNCTION "
        "twice(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN x * 2; CREATE FUNCTION best() "
        "RETURNS SETOF gene LANGUAGE sql BEGIN ATOMIC SELECT * FROM gene WHERE twice(id) > 4; "
        "END; CREATE RECURSIVE VIEW counted (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM counted "
        "WHERE n < 5; CREATE VIEW bests (number) AS SELECT twice(b.id) FROM best() AS b JOIN "
        "counted ON n = b.id UNION SELECT 3");
    f.run("SET search_path = other");
    for (ObjectId id : {view("bests"), view("counted"), function("best"), function("twice")}) {
        id.schema = "public";
        const auto used = f.objects.users(id);
        const std::string text = f.text(id);
        for (const CatalogObject& user : used) {
            f.run(f.objects.drop(user.id));
        }
        f.make_again(id);
        for (auto user = used.rbegin(); user != used.rend(); ++user) {
            f.run(f.objects.recreation(*user).front());
        }
        CHECK(f.text(id) == text);
    }
}

TEST_CASE("any number of objects is found with two queries", "[objects]") {
    Fixture f;
    f.run(
        "DO $$ BEGIN FOR i IN 0..499 LOOP EXECUTE format('CREATE VIEW v%s AS SELECT %s AS x', i, "
        "i); END LOOP; END $$");
    std::vector<ObjectId> ids;
    for (int i = 0; i < 500; ++i) {
        ids.push_back(view("v" + std::to_string(i)));
    }
    ids.push_back(view("absent"));
    std::vector<std::optional<CatalogObject>> found;
    CHECK(queries_of(f.handle.get(), [&] { found = f.objects.find(ids, true); }) == 2);
    REQUIRE(found.size() == 501);
    CHECK(found[499]->text == "CREATE VIEW public.v499 (x) AS\n SELECT 499 AS x");
    CHECK_FALSE(found[500]);
    CHECK(f.objects.find({}, true).empty());
}
