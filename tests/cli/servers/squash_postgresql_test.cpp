#include "postgresql/rich_schema.hpp"
#include "server_place.hpp"
#include "support/catch.hpp"
#include "support/server_client.hpp"

#include <nlohmann/json.hpp>

#include <array>

#include <sys/stat.h>

using namespace retort_test;
using nlohmann::json;
using Strings = std::vector<std::string>;

namespace {

/// What may be squashed of it: servers are elsewhere.
std::string rich_schema_here() {
    const std::string text = rich_schema;
    const std::size_t begin = text.find("CREATE SERVER far");
    const std::size_t end = text.find("CREATE PUBLICATION news");
    return text.substr(0, begin) + text.substr(end);
}

struct Step {
    const char* section;
    const char* upgrade;
    const char* downgrade;
};

/// A history as an application has one.
constexpr std::array<Step, 12> steps = {{
    {"", R"(CREATE SCHEMA app;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
CREATE TYPE app.spot AS (chromosome text, place bigint);
CREATE COLLATION app.plain (provider = libc, locale = 'C');
CREATE FUNCTION app.doubled(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';)",
     R"(DROP FUNCTION app.doubled;
DROP COLLATION app.plain;
DROP TYPE app.spot;
DROP DOMAIN app.positive;
DROP TYPE mood;
DROP SCHEMA app;)"},
    {"", R"(CREATE TABLE gene (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, symbol text COLLATE app.plain UNIQUE,
    mood mood DEFAULT 'ok', score app.positive, place app.spot,
    twice int GENERATED ALWAYS AS (app.doubled(score)) STORED);
CREATE TABLE app."größe" (id serial PRIMARY KEY, "select" text DEFAULT E'it''s\\', "a ""b""" int[],
    gene bigint REFERENCES gene ON DELETE CASCADE);
CREATE TABLE signed (key uuid DEFAULT gen_random_uuid() PRIMARY KEY, line text,
    made timestamptz NOT NULL DEFAULT now(), made_on date DEFAULT now(),
    by name DEFAULT current_user);)",
     "DROP TABLE signed;\nDROP TABLE app.\"größe\";\nDROP TABLE gene;"},
    {"", R"(INSERT INTO gene (symbol, score, place) VALUES ('PKD1', 3, '(chr16,2088708)'),
    ('PKD2', NULL, '(,)'), ('HNF1B', 1, NULL);
INSERT INTO app."größe" ("a ""b""", gene) VALUES ('{1,NULL}', 1), ('[0:1]={5,6}', 2), (NULL, 3);
INSERT INTO signed (line) VALUES ('b'), ('a');)",
     "DELETE FROM signed;\nDELETE FROM app.\"größe\";\nDELETE FROM gene;"},
    {" no_transaction", "ALTER TYPE mood ADD VALUE 'fine' BEFORE 'ok';", "SELECT 1;"},
    {"", R"(UPDATE gene SET mood = 'fine', symbol = E'PKD1\\;--\n$$:x' WHERE symbol = 'PKD1';
DELETE FROM gene WHERE symbol = 'HNF1B';
ALTER TABLE gene ADD COLUMN gone int DEFAULT 1;
ALTER TABLE gene DROP COLUMN gone;)",
     "SELECT 1;"},
    {" no_transaction",
     "CREATE INDEX CONCURRENTLY gene_mood ON gene (mood DESC NULLS LAST, lower(symbol)) WHERE "
     "score > 0;\nCREATE UNIQUE INDEX CONCURRENTLY gene_upper ON gene (upper(symbol));",
     "DROP INDEX CONCURRENTLY gene_upper;\nDROP INDEX CONCURRENTLY gene_mood;"},
    {"", R"(CREATE TABLE measured (id int, day date, value numeric, PRIMARY KEY (id, day))
    PARTITION BY RANGE (day);
CREATE TABLE measured_old PARTITION OF measured FOR VALUES FROM (MINVALUE) TO ('2020-01-01');
CREATE TABLE measured_new PARTITION OF measured DEFAULT PARTITION BY LIST (id);
CREATE TABLE measured_new_1 PARTITION OF measured_new FOR VALUES IN (1);
CREATE INDEX measured_value ON measured (value);
CREATE TABLE of_mood (mood mood) PARTITION BY HASH (mood);
CREATE TABLE of_mood_0 PARTITION OF of_mood FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE of_mood_1 PARTITION OF of_mood FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO measured VALUES (7, '2019-12-31', 1.10), (1, '2020-01-01', 'NaN');
INSERT INTO of_mood VALUES ('sad'), ('fine'), ('ok'), (NULL);)",
     "DROP TABLE of_mood;\nDROP TABLE measured;"},
    {"", R"(CREATE TABLE person (id int PRIMARY KEY, team int NOT NULL);
CREATE TABLE team (id int PRIMARY KEY, head int NOT NULL REFERENCES person DEFERRABLE);
ALTER TABLE person ADD FOREIGN KEY (team) REFERENCES team DEFERRABLE INITIALLY DEFERRED;
INSERT INTO person VALUES (1, 2);
INSERT INTO team VALUES (2, 1);
CREATE TABLE booked (room int, during tsrange, UNIQUE (room, during) DEFERRABLE,
    EXCLUDE USING gist (during WITH &&));
ALTER TABLE booked ADD CHECK (room > 5) NOT VALID;
INSERT INTO booked VALUES (6, '[2020-01-01,2020-01-02)');)",
     "DROP TABLE booked;\nALTER TABLE person DROP CONSTRAINT person_team_fkey;\n"
     "DROP TABLE team;\nDROP TABLE person;"},
    {"", R"(CREATE VIEW seen AS SELECT id, symbol, count(*) FROM gene GROUP BY id;
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM seen;
CREATE UNIQUE INDEX totals_n ON totals (n);
CREATE MATERIALIZED VIEW never_filled AS SELECT 1 AS one WITH NO DATA;
CREATE FUNCTION app.all_genes() RETURNS SETOF gene LANGUAGE sql AS 'SELECT * FROM gene';
CREATE VIEW through_function AS SELECT id FROM app.all_genes();
CREATE FUNCTION app.noticed() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
-- Name: none; Type: TABLE; Schema: public; Owner: -
INSERT INTO signed (line) VALUES ('by trigger; $$');
RETURN new; END $body$;
CREATE TRIGGER noticed AFTER INSERT ON gene FOR EACH ROW EXECUTE FUNCTION app.noticed();
CREATE RULE ruled AS ON INSERT TO person WHERE new.id > 9 DO ALSO
    (DELETE FROM team WHERE id = new.id; DELETE FROM booked WHERE room = new.id);
CREATE FUNCTION app.total() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT n FROM totals; END;)",
     R"(DROP FUNCTION app.total;
DROP RULE ruled ON person;
DROP TRIGGER noticed ON gene;
DROP FUNCTION app.noticed;
DROP VIEW through_function;
DROP FUNCTION app.all_genes;
DROP MATERIALIZED VIEW never_filled;
DROP MATERIALIZED VIEW totals;
DROP VIEW seen;)"},
    {"", R"(CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA app;
CREATE INDEX gene_trigram ON gene USING gin (symbol app.gin_trgm_ops);
CREATE TABLE guarded (id int PRIMARY KEY, level int);
INSERT INTO guarded VALUES (1, 2);
ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
CREATE POLICY low ON guarded TO pg_monitor USING (level < 3);
REVOKE INSERT ON guarded FROM CURRENT_USER;
GRANT SELECT (level) ON guarded TO pg_monitor WITH GRANT OPTION;
GRANT USAGE ON SCHEMA public TO pg_monitor;
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;)",
     R"(ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM pg_monitor;
GRANT USAGE ON SCHEMA public TO PUBLIC;
REVOKE USAGE ON SCHEMA public FROM pg_monitor;
DROP TABLE guarded;
DROP INDEX gene_trigram;
DROP EXTENSION pg_trgm;)"},
    {"", R"(CREATE FUNCTION watched() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER watched ON ddl_command_end EXECUTE FUNCTION watched();
CREATE STATISTICS app.together (ndistinct) ON id, day FROM measured_old;
COMMENT ON SCHEMA public IS 'ours';
COMMENT ON TABLE gene IS E'what is\nmeasured';
COMMENT ON COLUMN app."größe"."select" IS 'ü';
ALTER TABLE booked OWNER TO pg_monitor;)",
     R"(ALTER TABLE booked OWNER TO CURRENT_USER;
COMMENT ON SCHEMA public IS 'standard public schema';
DROP STATISTICS app.together;
DROP EVENT TRIGGER watched;
DROP FUNCTION watched;)"},
    {"", R"(CREATE SEQUENCE ticket START 5 INCREMENT 5 MINVALUE 5 CYCLE;
SELECT nextval('ticket'), nextval('ticket');
CREATE SEQUENCE app.waiting START 10;
SELECT setval('app.waiting', 20, false);
CREATE SEQUENCE app.untouched;
SELECT setval('gene_id_seq', 100);)",
     "SELECT setval('gene_id_seq', 3);\nDROP SEQUENCE app.untouched;\n"
     "DROP SEQUENCE app.waiting;\nDROP SEQUENCE ticket;"},
}};

std::string id_of(std::size_t step) {
    return (step < 9 ? "00" : "0") + std::to_string(step + 1);
}

void write_history(const Place& place) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        const std::string parent = i == 0 ? "" : "-- retort:down_revision " + id_of(i - 1) + "\n";
        place.write("migrations/" + id_of(i) + ".sql",
                    "-- write " + id_of(i) + "\n-- retort:revision " + id_of(i) + "\n" + parent +
                        "\n-- retort:upgrade" + step.section + "\n" + step.upgrade +
                        "\n-- retort:downgrade" + step.section + "\n" + step.downgrade + "\n");
    }
}

Result run_on(const ServerPlace& at, const FreshDatabase& database, Strings words) {
    words.insert(words.end(), {"--scripts", at.place.file("migrations"), "--objects",
                               at.place.file("views"), "--url", database.url()});
    return retort_test::run(words);
}

void require(const Result& result) {
    CAPTURE(result.out, result.err);
    REQUIRE(result.status == 0);
}

/// Squashes one revision without a way back. @returns the baseline, or why there is none
std::string squashed(const std::string& upgrade, const Strings& more = {}) {
    const ServerPlace at("postgresql");
    at.place.write("migrations/001.sql", "-- one\n-- retort:revision 001\n\n-- retort:upgrade\n" +
                                             upgrade + "\n\n-- retort:irreversible\n");
    Strings words{"squash", "001", "--rev-id", "000", "-m", "m"};
    words.insert(words.end(), more.begin(), more.end());
    const Result result = at.run(words, true);
    CHECK(scratch_left(at.database.server()).empty());
    CHECK(at.place.exists("migrations/001.sql") == (result.status != 0));
    return result.status == 0 ? at.place.read("migrations/000_m.sql") : result.err + result.out;
}

}  // namespace

TEST_CASE("everything that a catalog of PostgreSQL has survives a squash", "[squash]") {
    const std::string text = squashed(rich_schema_here());
    CHECK_THAT(text, ContainsSubstring("\n-- retort:upgrade postgresql\n"));
    CHECK_THAT(text, ContainsSubstring("ALTER TABLE other.gene OWNER TO pg_monitor;\n"));
}

TEST_CASE("a history of PostgreSQL is one script that builds the same", "[squash]") {
    const ServerPlace at("postgresql");
    write_history(at.place);
    const FreshDatabase empty(at.database.server());
    const Strings nothing = dumped(empty);
    require(at.run({"upgrade"}));
    std::vector<std::unique_ptr<FreshDatabase>> stopped;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        stopped.push_back(std::make_unique<FreshDatabase>(at.database.server()));
        require(run_on(at, *stopped.back(), {"upgrade", id_of(i)}));
    }
    const Result squash = at.run({"squash", "012", "--rev-id", "000", "-m", "m", "--json"}, true);
    require(squash);
    CHECK(scratch_left(at.database.server()).empty());
    const json facts = json::parse(squash.out);
    CHECK(facts["seed_rows"]["gene"] == 2);
    CHECK(facts["seed_rows"]["app.\"größe\""] == 2);
    CHECK(facts["seed_rows"]["measured"] == 2);
    const std::string text = at.place.read("migrations/000_m.sql");
    CAPTURE(text);
    CHECK_THAT(text, ContainsSubstring("OVERRIDING SYSTEM VALUE VALUES\n"));
    CHECK_THAT(text, ContainsSubstring("INSERT INTO public.signed (line) VALUES\n    ('a'),\n"
                                       "    ('b');\n"));
    CHECK_THAT(text, ContainsSubstring("SELECT pg_catalog.setval('app.waiting', 20, false);\n"));

    require(run_on(at, empty, {"upgrade"}));
    const std::string stable = "--exclude-table-data=signed";
    const Strings built = dumped(at.database, stable);
    CHECK(dumped(empty, stable) == built);
    for (const auto& database : stopped) {
        require(run_on(at, *database, {"upgrade"}));
        CHECK(dumped(*database, stable) == built);
    }
    require(run_on(at, empty, {"downgrade", "base"}));
    CHECK(dumped(empty) == nothing);
}

TEST_CASE("values of every type of PostgreSQL are rows of a baseline", "[squash]") {
    const std::string upgrade = R"(CREATE EXTENSION citext;
CREATE TYPE pair AS (a int, b text);
CREATE DOMAIN words AS text[];
CREATE TABLE kinds (a float8, b float4, c numeric(20, 5), d char(5), e "char", f bit(3), g varbit,
    h json, i jsonb, j xml, k tsvector, l money, m inet, n cidr, o macaddr, p int4range,
    q nummultirange, r interval, s timestamptz, t timestamp(2), u timetz, v bytea, w pair[],
    x words, y citext, z regclass, aa point, ab pg_lsn, ac oid, ad tsquery, ae boolean, af name);
INSERT INTO kinds VALUES
    ('NaN', 0.1, 1.10, 'ab', 'x', '101', '', '{"b":1,  "b":2}', '{"b":1, "a":[]}', '<a>&amp;</a>',
     'a:1 b', '$1,234.50', '10.0.0.1/8', '10.0.0.0/8', '08:00:2b:01:02:03', '[1,5)',
     '{[1.5,2),[3,)}', '-1 mons +2 days -00:00:01.5', '0044-03-15 12:00 BC', 'infinity',
     '12:00:00+05:30', E'\\x00ff27', ARRAY[(1, E'q"''\\ ')::pair, NULL], '{"a,b",NULL,"",null}',
     'Ab', 'pg_class', '(1.5,-2)', '16/B374D848', 4000000000, 'a & !b', true, 'n'),
    (-0.0::float8, '-Infinity', 'NaN', '', E'\\377', NULL, '1', 'null', 'null', '', '', '-$0.01',
     '::1', '::/0', NULL, 'empty', '{}', '1 year 2 mons', '-infinity', '2020-02-29 23:59:59.99',
     '24:00:00', '', '{}', '{}', '', NULL, NULL, '0/0', 0, '', false, ''),
    (1.7976931348623157e308, 3.4028235e38, -99999.99999, E'\t', E'\r', '000', '0101', '[]', '"x"',
     'text', E'''quo''ted''', 0, '0.0.0.0', '1.2.3.4/32', NULL, '(,)', NULL, '0', 'epoch',
     '0001-01-01', '00:00:00.000001-15', '''', NULL, NULL, E'\\', NULL, '(NaN,Infinity)', NULL, NULL,
     NULL, NULL, E'a\r\n-- retort:downgrade\nb');
INSERT INTO kinds DEFAULT VALUES;
INSERT INTO kinds DEFAULT VALUES;
CREATE TABLE no_columns ();
INSERT INTO no_columns DEFAULT VALUES;
INSERT INTO no_columns DEFAULT VALUES;
CREATE TABLE computed (c int GENERATED ALWAYS AS (1) STORED);
INSERT INTO computed DEFAULT VALUES;
CREATE TABLE parent (a int);
CREATE TABLE child (b int) INHERITS (parent);
INSERT INTO parent VALUES (1), (1);
INSERT INTO child VALUES (1, 2);
CREATE UNLOGGED TABLE forgetful (a int);
INSERT INTO forgetful VALUES (3);)";
    const std::string result = squashed(upgrade);
    CAPTURE(result);
    CHECK_THAT(result, ContainsSubstring("\n-- retort:upgrade postgresql\n"));
    CHECK_THAT(result, ContainsSubstring("INSERT INTO public.no_columns DEFAULT VALUES;\n"
                                         "INSERT INTO public.no_columns DEFAULT VALUES;\n"));
    CHECK_THAT(result, ContainsSubstring("INSERT INTO public.parent (a) VALUES\n    (1),\n"
                                         "    (1);\n"));
}

TEST_CASE("names and bodies that are hard to read survive a squash", "[squash]") {
    const std::string text = squashed(R"(CREATE TABLE "semi;colon" ("dash--" int, "$$" text);
CREATE TABLE "/* no comment" (U&"line\000Abreak" int PRIMARY KEY, "'" text DEFAULT E'\\\'');
INSERT INTO "semi;colon" VALUES (1, '$$'), (NULL, E'/*\\');
INSERT INTO "/* no comment" VALUES (1);
CREATE TABLE U&"two\000Alines; Type: VIEW; Schema: x" ("case" int, "end" int);
CREATE FUNCTION chosen(one int) RETURNS int LANGUAGE sql BEGIN ATOMIC
    SELECT CASE WHEN one > 0 THEN CASE t."case" WHEN 1 THEN 2 END ELSE "end" END
        FROM U&"two\000Alines; Type: VIEW; Schema: x" AS t;
    SELECT 1;
END;
CREATE FUNCTION nested() RETURNS text LANGUAGE plpgsql AS $outer$ BEGIN
    EXECUTE $inner$ SELECT $$;$$ $inner$; RETURN E'\\restrict x'; END $outer$;
CREATE VIEW "select" AS SELECT 1 AS "from", E'a\nb;--' AS text;
CREATE TABLE granted (a int);
GRANT SELECT ON granted TO pg_monitor WITH GRANT OPTION;
SET ROLE pg_monitor;
GRANT SELECT ON granted TO pg_read_all_stats;
RESET ROLE;
CREATE TABLE keyed (a int PRIMARY KEY);
CREATE TABLE orphan (a int);
INSERT INTO orphan VALUES (9);
ALTER TABLE orphan ADD FOREIGN KEY (a) REFERENCES keyed NOT VALID;
CREATE DOMAIN small AS int;
CREATE TABLE of_domain (a small);
INSERT INTO of_domain VALUES (1000);
ALTER DOMAIN small ADD CHECK (VALUE < 10) NOT VALID;
CREATE TABLE diverted (a int);
INSERT INTO diverted VALUES (1);
CREATE RULE nowhere AS ON INSERT TO diverted DO INSTEAD NOTHING;
CREATE TABLE "generated key" (a int, b int GENERATED ALWAYS AS (a * 2) STORED PRIMARY KEY);
INSERT INTO "generated key" VALUES (2), (1);
CREATE TYPE loop AS (a int);
CREATE FUNCTION of_loop(loop) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1.a';
ALTER TYPE loop ADD ATTRIBUTE b text;
CREATE TABLE of_type (a loop, CHECK (of_loop(a) > 0));
INSERT INTO of_type VALUES ('(1,x)');)");
    CHECK_THAT(text, ContainsSubstring("\n-- retort:upgrade postgresql\n"));
    CHECK_THAT(text, ContainsSubstring("SET SESSION AUTHORIZATION pg_monitor;\n"));
}

TEST_CASE("how a session prints does not matter to a squash", "[squash]") {
    const Variable zone("PGTZ", "Asia/Tokyo");
    const Variable dates("PGDATESTYLE", "SQL, DMY");
    const Variable options("PGOPTIONS",
                           "-c intervalstyle=sql_standard -c bytea_output=escape -c "
                           "extra_float_digits=-5 -c xmloption=document");
    const std::string text = squashed(
        "CREATE TABLE t (a date, b timestamptz, c interval, d bytea, e float8, f xml, g date "
        "DEFAULT now(), h timestamp DEFAULT now(), i timestamptz DEFAULT now());\n"
        "INSERT INTO t VALUES ('2001-02-03', '2001-02-03 04:05:06.789', '-1 mon +2 days -3:00', "
        "E'\\\\x00ff', 0.1::float8 + 0.2, XMLPARSE(CONTENT 'a<b/>'));");
    CHECK_THAT(
        text, ContainsSubstring("INSERT INTO public.t (a, b, c, d, e, f) VALUES\n"
                                "    ('2001-02-03', '2001-02-02 19:05:06.789+00', '-1 mons +2 days "
                                "-03:00:00', E'\\\\x00ff', '0.30000000000000004', 'a<b/>');\n"));
}

TEST_CASE("a scratch user need not be a superuser", "[squash]") {
    const ServerPlace at("postgresql");
    const auto administrator = ServerClient::connect(at.database.server());
    const std::string role = "\"squasher " + at.database.name() + "\"";
    administrator->rows("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'it''s secret'");
    std::string url = at.database.url();
    const std::size_t begin = url.find("//") + 2;
    url.replace(begin, url.rfind('@') - begin,
                "squasher%20" + at.database.name() + ":it%27s%20secret");
    at.place.script("001", "",
                    "CREATE EXTENSION citext;\n"
                    "CREATE TABLE t (id serial PRIMARY KEY, a citext);\n"
                    "INSERT INTO t (a) VALUES ('x');\nREVOKE ALL ON t FROM CURRENT_USER;\n"
                    "GRANT SELECT ON t TO CURRENT_USER;\n"
                    "REVOKE CREATE ON SCHEMA public FROM PUBLIC;\n"
                    "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
                    "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;\n"
                    "DROP TABLE t;\nDROP EXTENSION citext;");
    const Result result = at.run({"squash", "001", "-m", "m", "--rev-id", "000", "--scratch", url});
    CHECK(scratch_left(at.database.server()).empty());
    administrator->rows("DROP ROLE " + role);
    require(result);
    const std::string text = at.place.read("migrations/000_m.sql");
    CHECK_THAT(text, !ContainsSubstring("squasher"));
    require(at.run({"upgrade"}));
}

TEST_CASE("one baseline has a section for each dialect", "[squash]") {
    const ServerPlace at("postgresql");
    at.place.script("001", "", "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');",
                    "DROP TABLE t;");
    at.place.script("002", "001", "INSERT INTO t VALUES (1, 'it''s');", "DELETE FROM t;");
    require(at.place.run(
        {"squash", "002", "-m", "m", "--rev-id", "000", "--scratch", at.database.url()}));
    const std::string text = at.place.read("migrations/000_m.sql");
    CHECK_THAT(text, ContainsSubstring("\n-- retort:upgrade sqlite\n"));
    CHECK_THAT(text, ContainsSubstring("\n-- retort:upgrade postgresql\n"));
    require(at.place.run({"upgrade"}));
    require(at.run({"upgrade"}));
    CHECK(ServerClient::connect(at.database.server())->value("SELECT id, a FROM t") == "1|it's");
}

TEST_CASE("what the moment gives is not frozen on PostgreSQL", "[squash]") {
    const std::string text = squashed(
        "CREATE TABLE t (id serial, made timestamptz DEFAULT clock_timestamp(), made_on date "
        "DEFAULT CURRENT_DATE, at time DEFAULT LOCALTIME, by text DEFAULT CURRENT_USER, key uuid "
        "DEFAULT gen_random_uuid(), code text DEFAULT 'x' || random());\n"
        "INSERT INTO t DEFAULT VALUES;\nINSERT INTO t (by) VALUES ('me');");
    CHECK_THAT(text, ContainsSubstring("INSERT INTO public.t (id) VALUES\n    (1);\n"
                                       "INSERT INTO public.t (id, by) VALUES\n    (2, 'me');\n"));
    CHECK_THAT(squashed("CREATE TABLE t (a timestamptz);\nINSERT INTO t VALUES (now());"),
               ContainsSubstring("it writes what now gives into t"));
    CHECK_THAT(squashed("CREATE TABLE t (a name);\nINSERT INTO t VALUES (CURRENT_USER);"),
               ContainsSubstring("it writes what CURRENT_USER gives into t"));
    CHECK_THAT(squashed("CREATE TABLE t (a date);\nINSERT INTO t VALUES (DATE 'today');"),
               ContainsSubstring("it writes what 'today' gives into t"));
    CHECK_THAT(squashed("CREATE TABLE t (a date);\nINSERT INTO t VALUES (DATE 'today');",
                        {"--freeze", "t.a"}),
               ContainsSubstring("INSERT INTO public.t (a) VALUES"));
    CHECK_THAT(squashed("CREATE TABLE t (a int, b text);\n"
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN new.b = "
                        "clock_timestamp(); RETURN new; END $$;\n"
                        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();\n"
                        "INSERT INTO t VALUES (1);"),
               ContainsSubstring("t.b differs from run to run"));
}

TEST_CASE("what neither the schema nor pg_dump tells of is a difference", "[squash]") {
    CHECK_THAT(squashed("SELECT lo_create(0);"), ContainsSubstring("only in the chain: large obj"));
    CHECK_THAT(squashed("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', "
                        "current_database()); END $$;"),
               ContainsSubstring("only in the chain: the database has the setting TimeZone=UTC"));
    CHECK_THAT(squashed("CREATE EXTENSION citext;\nCREATE TABLE t (a int);\n"
                        "ALTER EXTENSION citext ADD TABLE t;"),
               ContainsSubstring("only in the chain: extension citext has table public.t"));
    CHECK_THAT(squashed("CREATE EXTENSION citext;\nCREATE TABLE t (a int);\n"
                        "INSERT INTO t VALUES (1), (2);\nALTER EXTENSION citext ADD TABLE t;\n"
                        "UPDATE pg_extension SET extconfig = ARRAY['t'::regclass], extcondition = "
                        "ARRAY['WHERE a > 1'] WHERE extname = 'citext';"),
               ContainsSubstring("only in the chain: row of public.t: (2)"));
}

TEST_CASE("a squash fails rather than lose something on the way", "[squash]") {
    // The baseline's rows come before what they are looked up in.
    CHECK_THAT(
        squashed("CREATE TABLE z (a int);\nINSERT INTO z VALUES (1);\n"
                 "CREATE FUNCTION known(int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN "
                 "EXISTS (SELECT FROM z WHERE a = $1); END $$;\n"
                 "CREATE TABLE a (b int CHECK (known(b)));\nINSERT INTO a VALUES (1);"),
        ContainsSubstring("a_b_check"));
    // An index that could not be built is in the catalog, and not in the dump.
    CHECK_THAT(squashed("CREATE TABLE t (a int);\nCREATE INDEX i ON t (a);\nUPDATE pg_index SET "
                        "indisvalid = false WHERE indexrelid = 'i'::regclass;"),
               ContainsSubstring("index i"));
}

TEST_CASE("text that looks like a directive stays text", "[squash]") {
    CHECK_THAT(squashed("CREATE TABLE t (a text DEFAULT E'x\\n-- retort:irreversible\\n');\n"
                        "COMMENT ON TABLE t IS E'x\\n-- retort:downgrade\\n';\n"
                        "INSERT INTO t VALUES (E'y\\n-- retort:upgrade sqlite\\n');"),
               ContainsSubstring("\n-- retort:upgrade postgresql\n"));
}

TEST_CASE("an extension that the downgrades leave is left by the baseline's", "[squash]") {
    const ServerPlace at("postgresql");
    at.place.script("001", "", "CREATE EXTENSION IF NOT EXISTS citext;\nCREATE TABLE t (a citext);",
                    "DROP TABLE t;");
    require(at.run({"squash", "001", "--rev-id", "000", "-m", "m"}, true));
    const std::string text = at.place.read("migrations/000_m.sql");
    CHECK_THAT(text, !ContainsSubstring("DROP EXTENSION"));
    CHECK_THAT(text, ContainsSubstring("\n-- retort:downgrade postgresql\nDROP TABLE public.t;"));
    require(at.run({"upgrade"}));
    require(at.run({"downgrade", "base"}));
    require(at.run({"upgrade"}));
}

TEST_CASE("a downgrade that makes something else is no baseline's", "[squash]") {
    const ServerPlace at("postgresql");
    at.place.script("001", "", "CREATE TABLE t (a int);", "ALTER TABLE t RENAME TO kept;");
    const Result result = at.run({"squash", "001", "-m", "m"}, true);
    CHECK(result.status == 1);
    CHECK_THAT(result.out + result.err, ContainsSubstring("kept"));
    CHECK(at.place.exists("migrations/001.sql"));
}

TEST_CASE("a baseline of PostgreSQL is below what others go on with", "[squash]") {
    const ServerPlace at("postgresql");
    write_history(at.place);
    require(at.run({"upgrade", "005"}));
    const FreshDatabase chain(at.database.server());
    require(run_on(at, chain, {"upgrade"}));
    require(at.run({"squash", "009", "--rev-id", "000", "-m", "m"}, true));
    require(at.run({"upgrade"}));
    const FreshDatabase empty(at.database.server());
    require(run_on(at, empty, {"upgrade"}));
    const std::string stable = "--exclude-table-data=signed";
    CHECK(dumped(at.database, stable) == dumped(chain, stable));
    CHECK(dumped(empty, stable) == dumped(chain, stable));
    CHECK(at.run({"check", "--drift"}, true).status == 0);
    require(at.run({"squash", "012", "--rev-id", "0000", "-m", "all"}, true));
    require(at.run({"upgrade"}));
    CHECK(dumped(at.database, stable) == dumped(chain, stable));
}

TEST_CASE("what pg_dump does not see of a chain is a difference", "[squash]") {
    const Place programs;
    programs.write("pg_dump", "#!/bin/sh\n/usr/bin/pg_dump \"$@\" | grep -v 'COMMENT ON'\n");
    REQUIRE(chmod(programs.file("pg_dump").c_str(), 0755) == 0);
    const Variable path("PATH", (programs.path() + ":/usr/bin:/bin").c_str());
    CHECK_THAT(squashed("CREATE SCHEMA app;\nCREATE TABLE app.t ();\nCOMMENT ON TABLE app.t IS "
                        "'lost';"),
               ContainsSubstring("lost"));
}

TEST_CASE("squash says why pg_dump is of no use", "[squash]") {
    const Place programs;
    const Variable path("PATH", programs.path().c_str());
    const std::string table = "CREATE TABLE t ();";
    CHECK_THAT(squashed(table), ContainsSubstring("pg_dump could not be started"));
    const auto pretend = [&](const std::string& text) {
        programs.write("pg_dump", "#!/bin/sh\n" + text);
        REQUIRE(chmod(programs.file("pg_dump").c_str(), 0755) == 0);
    };
    pretend("echo 'pg_dump: error: out of luck' >&2\nexit 1\n");
    CHECK_THAT(squashed(table), ContainsSubstring("pg_dump failed: pg_dump: error: out of luck"));
    pretend("[ \"$1\" = --version ] && echo 'pg_dump (PostgreSQL) 9.6.24' && exit\nexit 1\n");
    CHECK_THAT(squashed(table), ContainsSubstring("pg_dump is of version 9.6.24"));
    pretend("kill -9 $$\n");
    CHECK_THAT(squashed(table), ContainsSubstring("pg_dump failed and did not say why"));
}
