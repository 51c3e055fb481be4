#include "dialect/postgresql/schema_questions.hpp"
#include "schema/facts.hpp"
#include "schema_changes.hpp"

#include <algorithm>
#include <cstdio>

using namespace retort_test;

namespace {

std::string line(const SchemaDifference& difference) {
    return std::string(to_string(difference.category)) + " " +
           std::string(to_string(difference.severity)) + ": " + difference.object +
           (difference.detail.empty() ? "" : ", " + difference.detail) + ": " + difference.left +
           " -> " + difference.right;
}

/// A database that is changed step by step.
class Changing {
public:
    explicit Changing(const std::string& statements = {}) {
        session.run(statements);
        schema_ = session.schema();
    }

    /// What differs from before.
    Strings after(const std::string& statements, const ComparisonOptions& options = {}) {
        session.run(statements);
        Schema schema = session.schema();
        Strings lines;
        for (const SchemaDifference& difference : compare(schema_, schema, options)) {
            lines.push_back(line(difference));
        }
        schema_ = std::move(schema);
        return lines;
    }
    const Schema& schema() const { return schema_; }

    FreshDatabase fresh{server("postgresql")};
    SchemaSession session{fresh.url()};

private:
    Schema schema_;
};

Strings labels(const Schema& schema) {
    Strings labels;
    for (const SchemaObject& object : schema.objects) {
        labels.push_back((object.owner.empty() ? "" : object.owner + " ") + object.kind + " " +
                         object.name);
    }
    return labels;
}

bool has(const Strings& strings, const std::string& string) {
    return std::find(strings.begin(), strings.end(), string) != strings.end();
}

constexpr const char* gene =
    "CREATE SCHEMA other; CREATE TABLE gene (id int PRIMARY KEY, symbol varchar(20) NOT NULL, made "
    "timestamp, length int DEFAULT 3)";

}  // namespace

TEST_CASE("PostgreSQL: each change of a table is told", "[schema]") {
    Changing database(gene);
    CHECK(database.after("CREATE TABLE sample (id int)") ==
          Strings{"table critical: table sample:  -> table"});
    CHECK(database.after("ALTER TABLE sample SET UNLOGGED") ==
          Strings{"other critical: table sample, persistence:  -> unlogged"});
    CHECK(database.after("ALTER TABLE sample SET (fillfactor = 50)") ==
          Strings{"other critical: table sample, options:  -> fillfactor=50"});
    CHECK(database.after("ALTER TABLE sample REPLICA IDENTITY FULL") ==
          Strings{"other critical: table sample, replica identity:  -> full"});
    CHECK(database.after("ALTER TABLE sample ENABLE ROW LEVEL SECURITY") ==
          Strings{"policy critical: table sample, row security:  -> enabled"});
    CHECK(database.after("ALTER TABLE sample FORCE ROW LEVEL SECURITY") ==
          Strings{"policy critical: table sample, forced row security:  -> forced"});
    CHECK(database.after("COMMENT ON TABLE sample IS 'of genes'") ==
          Strings{"comment advisory: table sample, comment:  -> of genes"});
    CHECK(database.after("ALTER TABLE sample SET SCHEMA other") ==
          Strings{"table critical: table other.sample:  -> comment: of genes; forced row security: "
                  "forced; options: fillfactor=50; persistence: unlogged; replica identity: full; "
                  "row security: enabled",
                  "table critical: table sample: comment: of genes; forced row security: forced; "
                  "options: fillfactor=50; persistence: unlogged; replica identity: full; row "
                  "security: enabled -> "});
    CHECK(database.after("CREATE TABLE parent (id int); CREATE TABLE child (id int)").size() == 2);
    CHECK(database.after("ALTER TABLE child INHERIT parent") ==
          Strings{"table critical: table child, inherits:  -> public.parent",
                  "column critical: table child, column id: inherited:  -> inherited and "
                  "declared"});
}

TEST_CASE("PostgreSQL: each change of a column is told", "[schema]") {
    Changing database(gene);
    CHECK(database.after("ALTER TABLE gene ALTER made TYPE timestamptz") ==
          Strings{"timezone advisory: table gene, column made: time zone: without -> with"});
    CHECK(database.after("ALTER TABLE gene ALTER made TYPE timestamptz(3)") ==
          Strings{"type critical: table gene, column made: type: timestamp -> timestamp(3)"});
    CHECK(database.after("ALTER TABLE gene ALTER symbol TYPE varchar(30)") ==
          Strings{"type critical: table gene, column symbol: type: character varying(20) -> "
                  "character varying(30)"});
    CHECK(database.after("ALTER TABLE gene ALTER symbol DROP NOT NULL") ==
          Strings{"nullability critical: table gene, column symbol: nullability: not null -> "});
    CHECK(database.after("ALTER TABLE gene ALTER length SET DEFAULT 4") ==
          Strings{"default advisory: table gene, column length: default: 3 -> 4"});
    CHECK(database.after("ALTER TABLE gene ALTER length SET NOT NULL").size() == 1);
    CHECK(database.after("ALTER TABLE gene ALTER length DROP DEFAULT") ==
          Strings{"default critical: table gene, column length: default: 4 -> "});
    CHECK(
        database.after("ALTER TABLE gene ADD twice int GENERATED ALWAYS AS (length * 2) STORED") ==
        Strings{"column critical: table gene, column twice:  -> generated: (length * 2); type: "
                "integer"});
    CHECK(database.after("ALTER TABLE gene ALTER twice DROP EXPRESSION") ==
          Strings{"generated critical: table gene, column twice: generated: (length * 2) -> "});
    CHECK(database.after("ALTER TABLE gene ALTER length ADD GENERATED ALWAYS AS IDENTITY").size() ==
          2);
    CHECK(database.after("ALTER TABLE gene ALTER length SET GENERATED BY DEFAULT") ==
          Strings{"identity critical: table gene, column length: identity: always -> by default"});
    CHECK(database.after("ALTER TABLE gene ALTER symbol TYPE varchar(30) COLLATE \"C\"") ==
          Strings{"collation critical: table gene, column symbol: collation:  -> \"C\""});
    CHECK(database.after("ALTER TABLE gene ALTER symbol SET STORAGE EXTERNAL") ==
          Strings{"other critical: table gene, column symbol: storage:  -> external"});
    CHECK(database.after("ALTER TABLE gene ALTER symbol SET STATISTICS 5") ==
          Strings{"other critical: table gene, column symbol: statistics target:  -> 5"});
    CHECK(database.after("COMMENT ON COLUMN gene.symbol IS 'short'") ==
          Strings{"comment advisory: table gene, column symbol: comment:  -> short"});
    CHECK(database.after("GRANT SELECT (id) ON gene TO pg_monitor") ==
          Strings{"privilege advisory: table gene, column id: privileges:  -> pg_monitor: SELECT"});
    CHECK(database.after("ALTER TABLE gene DROP length") ==
          Strings{"sequence critical: sequence gene_length_seq: increment: 1; maximum: 2147483647; "
                  "minimum: 1; next value: 1; owned by: public.gene.length; start: 1; type: "
                  "integer -> ",
                  "column critical: table gene, column length: identity: by default; nullability: "
                  "not null; type: integer -> "});
}

TEST_CASE("PostgreSQL: a column's place counts without those that were dropped", "[schema]") {
    Changing database(gene);
    CHECK(database.after("ALTER TABLE gene ADD passing int; ALTER TABLE gene DROP passing; ALTER "
                         "TABLE gene ADD note text") ==
          Strings{"column critical: table gene, column note:  -> type: text"});
    CHECK(database.after("ALTER TABLE gene DROP made; ALTER TABLE gene ADD made timestamp") ==
          Strings{"order advisory: table gene, order of columns: id, symbol, made, length, note -> "
                  "id, symbol, length, note, made"});
}

TEST_CASE("PostgreSQL: each change of a constraint is told", "[schema]") {
    Changing database(gene);
    CHECK(database.after("ALTER TABLE gene RENAME CONSTRAINT gene_pkey TO pk") ==
          Strings{"primary_key critical: table gene, primary key gene_pkey: columns: id -> ",
                  "primary_key critical: table gene, primary key pk:  -> columns: id"});
    CHECK(database.after("ALTER TABLE gene ADD CONSTRAINT u UNIQUE (symbol, length) INCLUDE "
                         "(made) DEFERRABLE") ==
          Strings{"unique critical: table gene, unique u:  -> columns: symbol, length; deferrable: "
                  "initially immediate; include: made"});
    CHECK(database.after("ALTER TABLE gene ADD CONSTRAINT c CHECK (length > 0) NOT VALID") ==
          Strings{"check critical: table gene, check c:  -> expression: (length > 0); validity: "
                  "not valid"});
    CHECK(database.after("ALTER TABLE gene VALIDATE CONSTRAINT c") ==
          Strings{"check critical: table gene, check c: validity: not valid -> "});
    CHECK(database.after("ALTER TABLE gene ADD CONSTRAINT x EXCLUDE (length WITH =) WHERE (id > "
                         "3)") ==
          Strings{"unique critical: table gene, exclusion x:  -> definition: EXCLUDE USING btree "
                  "(length WITH =) WHERE ((id > 3))"});
    CHECK(database.after("COMMENT ON CONSTRAINT x ON gene IS 'a'") ==
          Strings{"comment advisory: table gene, exclusion x: comment:  -> a"});
}

TEST_CASE("PostgreSQL: a foreign key goes by what it says", "[schema]") {
    const std::string name = "foreign key (gene) references gene (id)";
    const auto made = [](const std::string& rest) {
        return "ALTER TABLE sample DROP CONSTRAINT IF EXISTS a, DROP CONSTRAINT IF EXISTS b; ALTER "
               "TABLE sample ADD CONSTRAINT " +
               rest;
    };
    Changing database(std::string(gene) + "; CREATE TABLE sample (gene int, id int)");
    CHECK(database.after(made("a FOREIGN KEY (gene) REFERENCES gene")) ==
          Strings{"foreign_key critical: table sample, " + name + ":  -> name: a"});
    CHECK(database.after(made("b FOREIGN KEY (gene) REFERENCES gene")) ==
          Strings{"foreign_key advisory: table sample, " + name + ": name: a -> b"});
    CHECK(database.after(made("b FOREIGN KEY (gene) REFERENCES gene ON DELETE CASCADE ON UPDATE "
                              "RESTRICT")) ==
          Strings{"foreign_key advisory: table sample, " + name + ": on delete:  -> cascade",
                  "foreign_key advisory: table sample, " + name + ": on update:  -> restrict"});
    CHECK(database.after(made("b FOREIGN KEY (gene) REFERENCES gene ON DELETE CASCADE ON UPDATE "
                              "RESTRICT DEFERRABLE NOT VALID")) ==
          Strings{"foreign_key critical: table sample, " + name +
                      ": deferrable:  -> initially "
                      "immediate",
                  "foreign_key critical: table sample, " + name + ": validity:  -> not valid"});
    CHECK(
        database.after("ALTER TABLE sample ADD CONSTRAINT c FOREIGN KEY (gene) REFERENCES gene") ==
        Strings{"foreign_key critical: table sample, " + name + " #2:  -> name: c"});
}

TEST_CASE("PostgreSQL: each change of an index is told", "[schema]") {
    const auto made = [](const std::string& index) {
        return "DROP INDEX IF EXISTS i; CREATE " + index;
    };
    Changing database(gene);
    CHECK(database.after(made("INDEX i ON gene (symbol)")) ==
          Strings{"index advisory: table gene, index i:  -> columns: symbol; method: btree"});
    CHECK(database.after(made("INDEX i ON gene (symbol DESC, lower(symbol) COLLATE \"C\" "
                              "text_pattern_ops NULLS FIRST)")) ==
          Strings{"index advisory: table gene, index i: columns: symbol -> symbol desc, "
                  "lower((symbol)::text) collate \"C\" text_pattern_ops nulls first"});
    CHECK(database.after(made("INDEX i ON gene (symbol)")).size() == 1);
    CHECK(database.after(made("INDEX i ON gene (symbol) INCLUDE (id) WHERE length > 1")) ==
          Strings{"index advisory: table gene, index i: condition:  -> (length > 1)",
                  "index advisory: table gene, index i: include:  -> id"});
    CHECK(database.after(made("UNIQUE INDEX i ON gene (symbol) NULLS NOT DISTINCT")).size() == 4);
    CHECK(database.after(made("INDEX i ON gene USING hash (symbol)")) ==
          Strings{"index critical: table gene, index i: method: btree -> hash",
                  "index critical: table gene, index i: nulls: not distinct -> ",
                  "index critical: table gene, index i: uniqueness: unique -> "});
    CHECK(database.after("ALTER INDEX i SET (fillfactor = 40)") ==
          Strings{"index advisory: table gene, index i: options:  -> fillfactor=40"});
    CHECK(database.after("COMMENT ON INDEX i IS 'b'") ==
          Strings{"comment advisory: table gene, index i: comment:  -> b"});
    CHECK(database.after("CREATE STATISTICS s ON symbol, length FROM gene") ==
          Strings{"other critical: table gene, statistics s:  -> definition: CREATE STATISTICS "
                  "public.s ON symbol, length FROM public.gene"});
    CHECK(database.after("CREATE INDEX c ON gene (made); ALTER TABLE gene CLUSTER ON c") ==
          Strings{"other critical: table gene, clustered on:  -> c",
                  "index advisory: table gene, index c:  -> columns: made; method: btree"});
}

TEST_CASE("PostgreSQL: an index that could not be built is told", "[schema]") {
    Changing database(std::string(gene) +
                      "; INSERT INTO gene (id, symbol) VALUES (1, 'a'), (2, "
                      "'a'); CREATE UNIQUE INDEX i ON gene (id, symbol)");
    CHECK_THROWS(database.session.run("CREATE UNIQUE INDEX CONCURRENTLY j ON gene (symbol)"));
    CHECK(database.after("") == Strings{"index critical: table gene, index j:  -> columns: symbol; "
                                        "method: btree; uniqueness: unique; validity: not valid"});
}

TEST_CASE("PostgreSQL: each change of a view is told", "[schema]") {
    Changing database(std::string(gene) +
                      "; CREATE VIEW v AS SELECT id FROM gene; CREATE "
                      "MATERIALIZED VIEW m AS SELECT id FROM gene WITH NO DATA");
    CHECK(database.after("CREATE OR REPLACE VIEW v AS SELECT id FROM gene WHERE id > 1") ==
          Strings{"view critical: view v, definition:  SELECT gene.id\n   FROM public.gene; ->  "
                  "SELECT gene.id\n   FROM public.gene\n  WHERE (gene.id > 1);"});
    CHECK(database.after("ALTER VIEW v SET (security_barrier)") ==
          Strings{"view critical: view v, options:  -> security_barrier=true"});
    CHECK(database.after("CREATE INDEX i ON m (id)") ==
          Strings{"index advisory: materialized view m, index i:  -> columns: id; method: btree"});
    CHECK(database.after("REFRESH MATERIALIZED VIEW m").empty());
    CHECK(database.after("CREATE RULE r AS ON DELETE TO v DO INSTEAD NOTHING") ==
          Strings{"other critical: view v, rule r:  -> definition: CREATE RULE r AS\n    ON DELETE "
                  "TO public.v DO INSTEAD NOTHING;"});
    CHECK(database.after("GRANT SELECT ON v TO PUBLIC") ==
          Strings{"privilege advisory: view v, privileges:  -> OWNER: DELETE, INSERT, REFERENCES, "
                  "SELECT, TRIGGER, TRUNCATE, UPDATE; PUBLIC: SELECT"});
}

TEST_CASE("PostgreSQL: each change of a routine or a trigger is told", "[schema]") {
    Changing database(std::string(gene) +
                      "; CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE "
                      "FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION "
                      "t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'");
    CHECK(database.after("CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT "
                         "2'") ==
          Strings{"function critical: function f(integer), body: SELECT 1 -> SELECT 2"});
    CHECK(database.after("ALTER FUNCTION f(text) STABLE STRICT") ==
          Strings{"function critical: function f(text), null input:  -> strict",
                  "function critical: function f(text), volatility:  -> stable"});
    CHECK(database.after("REVOKE ALL ON FUNCTION f(text) FROM PUBLIC") ==
          Strings{"privilege advisory: function f(text), privileges:  -> OWNER: EXECUTE"});
    CHECK(database.after("GRANT ALL ON FUNCTION f(text) TO PUBLIC") ==
          Strings{"privilege advisory: function f(text), privileges: OWNER: EXECUTE -> "});
    CHECK(database.after("CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'") ==
          Strings{"function critical: procedure p():  -> body: SELECT 1; language: sql"});
    CHECK(database.after("CREATE AGGREGATE a(int) (SFUNC = int4pl, STYPE = int)") ==
          Strings{"function critical: aggregate a(integer):  -> arguments: integer; result: "
                  "integer; state: integer; transition function: int4pl(integer,integer)"});
    CHECK(
        database.after("CREATE TRIGGER g BEFORE INSERT ON gene FOR EACH ROW EXECUTE FUNCTION "
                       "t()") ==
        Strings{"trigger critical: table gene, trigger g:  -> definition: CREATE TRIGGER g BEFORE "
                "INSERT ON public.gene FOR EACH ROW EXECUTE FUNCTION public.t()"});
    CHECK(database.after("ALTER TABLE gene DISABLE TRIGGER g") ==
          Strings{"trigger critical: table gene, trigger g: enabled:  -> disabled"});
}

TEST_CASE("PostgreSQL: each change of a sequence is told, where it goes on only when asked",
          "[schema]") {
    const ComparisonOptions with_values{true};
    Changing database("CREATE SEQUENCE s");
    CHECK(database.after("ALTER SEQUENCE s INCREMENT 5 MAXVALUE 12 CYCLE") ==
          Strings{"sequence critical: sequence s, cycle:  -> cycle",
                  "sequence critical: sequence s, increment: 1 -> 5",
                  "sequence critical: sequence s, maximum: 9223372036854775807 -> 12"});
    CHECK(database.after("SELECT nextval('s')").empty());
    CHECK(database.after("SELECT nextval('s')", with_values) ==
          Strings{"sequence critical: sequence s, next value: 6 -> 11"});
    CHECK(database.after("SELECT nextval('s')", with_values) ==
          Strings{"sequence critical: sequence s, next value: 11 -> 1"});
    CHECK(database.after("ALTER SEQUENCE s NO CYCLE", with_values).size() == 2);
    CHECK(schema::fact(database.schema().objects.back(), "next value") == "none left");
    CHECK(database.after("SELECT setval('s', 7, false)", with_values) ==
          Strings{"sequence critical: sequence s, next value: none left -> 7"});
    CHECK(database.after("SELECT setval('s', 7)", with_values) ==
          Strings{"sequence critical: sequence s, next value: 7 -> 12"});
    CHECK(database.after("CREATE TABLE t (id int); ALTER SEQUENCE s OWNED BY t.id") ==
          Strings{"sequence critical: sequence s, owned by:  -> public.t.id",
                  "table critical: table t:  -> table"});
}

TEST_CASE("PostgreSQL: each change of a type is told", "[schema]") {
    Changing database(
        "CREATE TYPE mood AS ENUM ('sad'); CREATE DOMAIN score AS int; CREATE TYPE spot AS (a "
        "int)");
    CHECK(database.after("ALTER TYPE mood ADD VALUE 'ok' BEFORE 'sad'") ==
          Strings{"enum critical: enum mood, labels: 'sad' -> 'ok', 'sad'"});
    CHECK(database.after("ALTER DOMAIN score SET NOT NULL") ==
          Strings{"domain critical: domain score, nullability:  -> not null"});
    CHECK(database.after("ALTER DOMAIN score ADD CONSTRAINT c CHECK (VALUE > 0)") ==
          Strings{"check critical: domain score, check c:  -> expression: (VALUE > 0)"});
    CHECK(database.after("ALTER TYPE spot ADD ATTRIBUTE b timestamptz") ==
          Strings{"type critical: composite type spot, attribute b:  -> time zone: with; type: "
                  "timestamp"});
    CHECK(database.after("ALTER TYPE spot ALTER ATTRIBUTE a TYPE bigint") ==
          Strings{"type critical: composite type spot, attribute a: type: integer -> bigint"});
    CHECK(database.after("CREATE TYPE span AS RANGE (subtype = float8)") ==
          Strings{"type critical: range type span:  -> multirange type: span_multirange; operator "
                  "class: float8_ops; subtype: double precision"});
    CHECK(database.after("CREATE COLLATION c (provider = libc, locale = 'C')") ==
          Strings{"collation critical: collation c:  -> locale: C; provider: libc"});
}

TEST_CASE("PostgreSQL: each change of what may be done is told", "[schema]") {
    Changing database(gene);
    CHECK(database.after("CREATE POLICY p ON gene FOR SELECT TO pg_monitor USING (id > 3)") ==
          Strings{"policy critical: table gene, policy p:  -> command: select; roles: pg_monitor; "
                  "using: (id > 3)"});
    CHECK(database.after("ALTER TABLE gene OWNER TO pg_monitor") ==
          Strings{"privilege advisory: table gene, owner:  -> pg_monitor"});
    CHECK(database.after("GRANT USAGE ON SCHEMA other TO PUBLIC") ==
          Strings{"privilege advisory: schema other, privileges:  -> OWNER: CREATE, USAGE; PUBLIC: "
                  "USAGE"});
    CHECK(database.after("ALTER DEFAULT PRIVILEGES IN SCHEMA other GRANT SELECT ON TABLES TO "
                         "pg_monitor") ==
          Strings{"privilege advisory: default privileges in schema other on tables:  -> "
                  "privileges: pg_monitor: SELECT"});
}

TEST_CASE("PostgreSQL: each change of a partition is told", "[schema]") {
    Changing database(
        "CREATE TABLE p (id int, day date) PARTITION BY RANGE (day); CREATE TABLE a "
        "(id int, day date)");
    CHECK(database.after("ALTER TABLE p ATTACH PARTITION a FOR VALUES FROM ('2020-01-01') TO "
                         "('2021-01-01')") ==
          Strings{"partition critical: table a, partition bound:  -> FOR VALUES FROM "
                  "('2020-01-01') TO ('2021-01-01')",
                  "partition critical: table a, partition of:  -> public.p"});
    CHECK(database.after("CREATE INDEX i ON p (id)") ==
          Strings{"index advisory: table a, index a_id_idx:  -> columns: id; method: btree; part "
                  "of: public.i",
                  "index advisory: table p, index i:  -> columns: id; method: btree"});
}

TEST_CASE("PostgreSQL: an extension is one thing, and what it brings is not told", "[schema]") {
    Changing database("CREATE SCHEMA other");
    CHECK(database.after("CREATE EXTENSION citext SCHEMA other") ==
          Strings{"extension critical: extension citext:  -> comment: data type for "
                  "case-insensitive character strings; schema: other; version: 1.6"});
    CHECK(database.after("GRANT EXECUTE ON FUNCTION other.citext_hash(other.citext) TO "
                         "pg_monitor") ==
          Strings{"privilege advisory: part of extension function "
                  "other.citext_hash(other.citext):  -> privileges: OWNER: EXECUTE; PUBLIC: "
                  "EXECUTE; pg_monitor: EXECUTE"});
}

TEST_CASE("PostgreSQL: Retort's own tables and what hangs on them are left out", "[schema]") {
    Changing database;
    CHECK(database
              .after("CREATE TABLE retort_version (id serial PRIMARY KEY, note text); CREATE "
                     "INDEX i ON retort_version (note); COMMENT ON COLUMN retort_version.note "
                     "IS 'n'; ALTER TABLE retort_version ADD CHECK (id > 0)")
              .empty());
    CHECK(database.after("CREATE SCHEMA other; CREATE TABLE other.retort_version (id int)") ==
          Strings{"other critical: schema other:  -> schema",
                  "table critical: table other.retort_version:  -> table"});
}

TEST_CASE("PostgreSQL: the schemas on the search path are read, and those that are named",
          "[schema]") {
    FreshDatabase fresh(server("postgresql"));
    SchemaSession session(fresh.url());
    session.run(
        "CREATE SCHEMA other; CREATE SCHEMA third; CREATE TABLE other.a (id int); CREATE "
        "TABLE third.b (id int); CREATE TABLE \"C d\" (id int)");
    CHECK(labels(session.schema()) ==
          Strings{"extension plpgsql", "schema other", "schema public", "table \"C d\"",
                  "table other.a", "table \"C d\" column id", "table other.a column id"});
    session.run("SET search_path = third, pg_catalog, nowhere");
    const Strings on_path = labels(session.schema());
    CHECK(has(on_path, "table b"));
    CHECK(has(on_path, "table other.a"));
    CHECK_FALSE(has(on_path, "table public.\"C d\""));
}

TEST_CASE("PostgreSQL: what is read does not hang on the settings of the session", "[schema]") {
    Changing database(rich_schema);
    SchemaSession session(database.fresh.url());
    session.run(
        "SET search_path = public, other, pg_catalog; SET quote_all_identifiers = on; SET "
        "datestyle "
        "= 'German'; SET timezone = 'Asia/Tokyo'; SET intervalstyle = 'sql_standard'; SET "
        "extra_float_digits = -5; SET bytea_output = 'escape'; SET standard_conforming_strings = "
        "off; CREATE TEMPORARY TABLE gene (x int); CREATE TEMPORARY TABLE passing (id serial)");
    CHECK(session.schema() == database.schema());
    session.run("SET search_path = other, public");
    const auto path = session.rows("SHOW search_path");
    CHECK(labels(session.schema()) != labels(database.schema()));
    CHECK(session.rows("SHOW search_path") == path);
}

TEST_CASE("PostgreSQL: functions of the schema that are called like the server's are not called",
          "[schema]") {
    Changing database(gene);
    CHECK(
        database
            .after("CREATE FUNCTION quote_ident(name) RETURNS text LANGUAGE plpgsql AS 'BEGIN "
                   "RAISE EXCEPTION ''called''; END'; CREATE FUNCTION set_config(text, text, "
                   "boolean) RETURNS text LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''called''; "
                   "END'; CREATE FUNCTION never(name, name) RETURNS boolean LANGUAGE plpgsql AS "
                   "'BEGIN RAISE EXCEPTION ''called''; END'; CREATE OPERATOR = (FUNCTION = never, "
                   "LEFTARG = name, RIGHTARG = name); SET search_path = public, pg_catalog")
            .size() == 4);
}

TEST_CASE("PostgreSQL: what another role made again is equal", "[schema]") {
    const auto made_by = [](const FreshDatabase& fresh, const std::string& role) {
        SchemaSession session(fresh.url());
        session.run("ALTER DATABASE " + fresh.name() + " OWNER TO " + role);
        session.run("SET ROLE " + role +
                    "; CREATE TABLE gene (id serial); CREATE FUNCTION f() RETURNS int LANGUAGE sql "
                    "AS 'SELECT 1'; CREATE SCHEMA other; CREATE TYPE mood AS ENUM ('a'); GRANT "
                    "SELECT ON gene TO pg_read_all_data; ALTER DEFAULT PRIVILEGES GRANT SELECT ON "
                    "TABLES TO pg_read_all_data");
        return session.schema();
    };
    const FreshDatabase ours(server("postgresql"));
    const FreshDatabase theirs(server("postgresql"));
    CHECK(made_by(ours, "retort") == made_by(theirs, "pg_monitor"));
}

TEST_CASE("PostgreSQL: a role that may look into no table reads what they are", "[schema]") {
    Changing database(std::string(rich_schema) +
                      "; ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC; ALTER "
                      "DEFAULT PRIVILEGES IN SCHEMA other REVOKE SELECT ON TABLES FROM pg_monitor");
    const Strings whole = labels(database.schema());
    database.session.run("REVOKE ALL ON SCHEMA other FROM pg_monitor; SET ROLE pg_monitor");
    CHECK_THROWS(database.session.run("TABLE other.gene"));
    CHECK(labels(database.session.schema()) == whole);
}

TEST_CASE("PostgreSQL: what is not read is told in words", "[schema]") {
    Changing database;
    CHECK(database.schema().unread.empty());
    database.after(
        "CREATE SUBSCRIPTION daily CONNECTION 'dbname=nowhere' PUBLICATION p WITH "
        "(connect = false, slot_name = NONE)");
    CHECK(database.schema().unread == Strings{"subscription daily"});
    database.after("DROP SUBSCRIPTION daily");
    CHECK(database.schema().unread.empty());
}

TEST_CASE("PostgreSQL: a rich schema is read whole", "[schema]") {
    const Changing database(rich_schema);
    CHECK(database.schema().unread.empty());
    for (const auto& question : dialect::postgresql::schema_questions({{}, "", {"other"}})) {
        const auto& objects = database.schema().objects;
        INFO(question.kind);
        CHECK((question.sql.text.find("set_config(") != std::string::npos ||
               question.kind == dialect::SchemaQuestion::unread_kind ||
               std::any_of(objects.begin(), objects.end(), [&](const SchemaObject& object) {
                   return object.kind == question.kind;
               })));
    }
}

TEST_CASE("PostgreSQL: a schema is read in one message, whatever the number of tables",
          "[schema]") {
    const FreshDatabase fresh(server("postgresql"));
    const std::unique_ptr<PGconn, decltype(&PQfinish)> handle(PQconnectdb(fresh.url().c_str()),
                                                              PQfinish);
    dialect::postgresql::PostgresqlDatabase database(handle.get(), {}, {});
    const auto traffic = [&] {
        const std::unique_ptr<FILE, int (*)(FILE*)> trace(std::tmpfile(), std::fclose);
        PQtrace(handle.get(), trace.get());
        database.schema({{}, "", {}});
        PQuntrace(handle.get());
        std::rewind(trace.get());
        int queries = 0;
        int answers = 0;
        for (int c = 0, tabs = 0, in_line = 0; (c = std::getc(trace.get())) != EOF;) {
            tabs += c == '\t' ? 1 : 0;
            in_line = tabs == 3 && c != '\t' ? in_line + 1 : in_line;
            if (tabs == 3 && in_line == 1) {
                queries += c == 'Q' ? 1 : 0;
                answers += c == 'R' ? 1 : 0;
            }
            if (c == '\n') {
                tabs = in_line = 0;
            }
        }
        return std::pair(queries, answers);
    };
    const auto few = traffic();
    dialect::postgresql::Result made(
        PQexec(handle.get(),
               "DO $$ BEGIN FOR i IN 1..200 LOOP EXECUTE format('CREATE TABLE t%s (id "
               "serial PRIMARY KEY, a text UNIQUE, CHECK (id > 0))', i); END LOOP; END $$"));
    REQUIRE(dialect::postgresql::succeeded(made));
    CHECK(traffic() == few);
    CHECK(few.first == 1);
}
