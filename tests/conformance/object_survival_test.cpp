#include "conformance/object_fixture.hpp"

using namespace retort_test;

namespace {

/// Roles belong to the server: dropped with what they own.
class Role {
public:
    Role(ObjectFixture& fixture, const std::string& suffix)
        : fixture_(fixture), name_(fixture.value("SELECT current_database()") + suffix) {
        fixture.run({"CREATE ROLE " + name_});
    }
    Role(const Role&) = delete;
    Role& operator=(const Role&) = delete;
    ~Role() { fixture_.run({"DROP OWNED BY " + name_ + " CASCADE", "DROP ROLE " + name_}); }

    const std::string& name() const noexcept { return name_; }

private:
    ObjectFixture& fixture_;
    std::string name_;
};

const ScriptText scored_genes =
    upgrade_only("aaa", "",
                 "CREATE TABLE gene (id INTEGER PRIMARY KEY, symbol VARCHAR(20), score INTEGER);\n"
                 "INSERT INTO gene VALUES (1, 'BRCA1', 5), (2, 'TP53', 7);\n");
const ScriptText wider_column =
    upgrade_only("bbb", "aaa", "ALTER TABLE gene ALTER COLUMN symbol TYPE VARCHAR(40);\n");

const ObjectText symbols_by_id = view_file("symbols", "SELECT id, symbol FROM gene");
const ObjectText fewer_symbols = view_file("symbols", "SELECT id, symbol FROM gene WHERE id > 0");
const ObjectText turned_symbols = view_file("symbols", "SELECT symbol, id FROM gene");
const ObjectText list_by_id = view_file("a_list", "SELECT id, symbol FROM symbols");
const ObjectText totals = materialized_file("totals", "SELECT id, symbol FROM a_list",
                                            "CREATE UNIQUE INDEX totals_id ON totals (id);\n");

/// All that hangs on the relations of the schema, as the catalog has it.
const char* const attachments =
    "WITH o AS (SELECT * FROM pg_class WHERE relname IN ('symbols', 'a_list', 'totals', 'dbas'))"
    "SELECT relname || ' owner ' || pg_get_userbyid(relowner) FROM o UNION ALL "
    "SELECT relname || ' privilege ' || a FROM o, unnest(relacl) AS a UNION ALL "
    "SELECT relname || ' option ' || a FROM o, unnest(reloptions) AS a UNION ALL "
    "SELECT relname || '.' || attname || ' privilege ' || a FROM o, pg_attribute, unnest(attacl) "
    "AS a WHERE attrelid = o.oid UNION ALL "
    "SELECT relname || '.' || coalesce(attname, '') || ' comment ' || description FROM o JOIN "
    "pg_description ON objoid = o.oid LEFT JOIN pg_attribute ON attrelid = o.oid AND attnum = "
    "objsubid AND objsubid > 0 UNION ALL "
    "SELECT pg_get_triggerdef(pg_trigger.oid) FROM o JOIN pg_trigger ON tgrelid = o.oid UNION ALL "
    "SELECT pg_get_ruledef(r.oid) FROM o JOIN pg_rewrite AS r ON ev_class = o.oid WHERE rulename "
    "<> '_RETURN' UNION ALL "
    "SELECT pg_get_indexdef(indexrelid) || coalesce(' ' || obj_description(indexrelid), '') FROM o "
    "JOIN pg_index ON indrelid = o.oid ORDER BY 1";

/// What a DBA hangs on the objects.
void decorate(ObjectFixture& f, const Role& owner, const Role& reader) {
    f.run({"CREATE FUNCTION put() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
           "CREATE TRIGGER put INSTEAD OF INSERT ON a_list FOR EACH ROW EXECUTE FUNCTION put()",
           "CREATE TRIGGER put INSTEAD OF INSERT ON symbols FOR EACH ROW EXECUTE FUNCTION put()",
           "CREATE RULE kept AS ON DELETE TO symbols DO INSTEAD NOTHING",
           "CREATE RULE kept AS ON DELETE TO a_list DO INSTEAD NOTHING",
           "COMMENT ON VIEW symbols IS 'it''s the symbols'", "COMMENT ON VIEW a_list IS 'a list'",
           "COMMENT ON MATERIALIZED VIEW totals IS 'all of them'",
           "COMMENT ON COLUMN symbols.id IS 'number'", "COMMENT ON COLUMN a_list.id IS 'number'",
           "COMMENT ON COLUMN totals.symbol IS 'word'",
           "ALTER VIEW symbols SET (security_barrier = true)",
           "CREATE INDEX dbas_own ON totals (upper(symbol)) WHERE id > 1",
           "COMMENT ON INDEX dbas_own IS 'for searches'"});
    for (const std::string relation : {"symbols", "a_list", "totals"}) {
        f.run({"GRANT SELECT ON " + relation + " TO " + reader.name() + " WITH GRANT OPTION",
               "GRANT UPDATE (symbol) ON " + relation + " TO " + reader.name(),
               "GRANT SELECT ON " + relation + " TO PUBLIC",
               "ALTER TABLE " + relation + " OWNER TO " + owner.name()});
    }
    f.run({"GRANT SELECT ON gene TO " + owner.name()});
}

const ObjectText twice(const std::string& type) {
    return object_file("twice", "function twice(integer)",
                       "CREATE FUNCTION twice(n integer) RETURNS " + type +
                           " LANGUAGE sql IMMUTABLE AS 'SELECT n::" + type + " * 2';\n");
}

}  // namespace

TEST_CASE("what hangs on objects survives every way in which they change",
          "[objects][postgresql]") {
    ObjectFixture f;
    const Role owner(f, "_owner");
    const Role reader(f, "_reader");
    f.with({scored_genes}, {symbols_by_id, list_by_id, totals}).upgrade();
    decorate(f, owner, reader);
    const Strings before = f.rows(attachments);
    CHECK(before.size() == 28);
    const auto still_there = [&](Migrator migrator) {
        migrator.upgrade();
        CHECK(f.rows(attachments) == before);
        CHECK(f.rows("SELECT symbol FROM totals ORDER BY 1") == Strings{"BRCA1", "TP53"});
        CHECK(migrator.check().empty());
    };
    const std::string list = f.value("SELECT 'a_list'::regclass::oid");
    SECTION("in place") {
        still_there(f.with({scored_genes}, {fewer_symbols, list_by_id, totals}));
        CHECK(f.value("SELECT 'a_list'::regclass::oid") == list);
    }
    SECTION("dropped and made again with what uses it") {
        still_there(f.with({scored_genes}, {turned_symbols, list_by_id, totals}));
        CHECK(f.value("SELECT 'a_list'::regclass::oid") != list);
    }
    SECTION("taken out of the way of a column that changes its type") {
        still_there(f.with({scored_genes, wider_column}, {symbols_by_id, list_by_id, totals}));
        CHECK(f.value("SELECT 'a_list'::regclass::oid") != list);
    }
    SECTION("the materialized view is another") {
        const ObjectText other =
            materialized_file("totals", "SELECT id, symbol, 1 AS one FROM a_list",
                              "CREATE UNIQUE INDEX totals_id ON totals (id);\n");
        still_there(f.with({scored_genes}, {symbols_by_id, list_by_id, other}));
    }
}

TEST_CASE("a view that others made on a managed one is put back with what hangs on it",
          "[objects][postgresql]") {
    ObjectFixture f;
    const Role owner(f, "_owner");
    f.with({scored_genes}, {symbols_by_id, list_by_id, totals}).upgrade();
    f.run({"CREATE VIEW dbas AS SELECT upper(symbol) AS symbol FROM a_list",
           "COMMENT ON VIEW dbas IS 'mine'", "COMMENT ON COLUMN dbas.symbol IS 'loud'",
           "GRANT SELECT ON a_list TO " + owner.name(), "ALTER VIEW dbas OWNER TO " + owner.name(),
           "CREATE MATERIALIZED VIEW dbas_rows AS SELECT * FROM dbas",
           "CREATE INDEX dbas_own ON dbas_rows (symbol)"});
    const Strings before = f.rows(attachments);
    const std::string text = f.value("SELECT pg_get_viewdef('dbas'::regclass)");
    const bool by_file = GENERATE(true, false);
    auto migrator = by_file
                        ? f.with({scored_genes}, {turned_symbols, list_by_id, totals})
                        : f.with({scored_genes, wider_column}, {symbols_by_id, list_by_id, totals});
    migrator.upgrade();
    CHECK(f.rows(attachments) == before);
    CHECK(f.value("SELECT pg_get_viewdef('dbas'::regclass)") == text);
    CHECK(f.rows("SELECT symbol FROM dbas_rows ORDER BY 1") == Strings{"BRCA1", "TP53"});
    CHECK(f.value("SELECT count(*) FROM pg_indexes WHERE indexname = 'dbas_own'") == "1");
    CHECK(migrator.check().empty());
}

TEST_CASE("a view of others that cannot be put back is named, and nothing is changed",
          "[objects][postgresql]") {
    ObjectFixture f;
    f.with({scored_genes}, {symbols_by_id, list_by_id}).upgrade();
    f.run({"CREATE VIEW dbas AS SELECT id FROM symbols"});
    const Strings before = f.contents();
    const std::string list = f.value("SELECT 'a_list'::regclass::oid");
    const Error error = error_of([&] {
        f.with({scored_genes, wider_column}, {view_file("symbols", "SELECT symbol FROM gene"),
                                              view_file("a_list", "SELECT symbol FROM symbols")})
            .upgrade();
    });
    CHECK(error.kind() == ErrorKind::object);
    CHECK_THAT(error.what(), ContainsSubstring("The view dbas, which Retort did not make, was in "
                                               "the way and cannot be made again: ") &&
                                 ContainsSubstring("column symbols.id does not exist"));
    CHECK(f.contents() == before);
    CHECK(f.heads() == Strings{"aaa"});
    CHECK(f.value("SELECT 'a_list'::regclass::oid") == list);
    CHECK(f.rows("SELECT id FROM dbas ORDER BY 1") == Strings{"1", "2"});
    auto migrator = f.with({scored_genes}, {symbols_by_id, list_by_id});
    CHECK(migrator.upgrade().objects.empty());
    CHECK(migrator.check().empty());
}

TEST_CASE("what a table of others uses is named, and never dropped along",
          "[objects][postgresql]") {
    struct Use {
        const char* what;
        const char* made_by;
        const char* named;
    };
    const Use use = GENERATE(
        Use{"a default", "CREATE TABLE dbas (x INTEGER DEFAULT twice(1))",
            "default value for column x of table dbas depends on function twice(integer)"},
        Use{"a check", "CREATE TABLE dbas (x INTEGER, CONSTRAINT even CHECK (twice(x) > 0))",
            "constraint even on table dbas depends on function twice(integer)"},
        Use{"a generated column",
            "CREATE TABLE dbas (x INTEGER, y INTEGER GENERATED ALWAYS AS (twice(x)) STORED)",
            "column y of table dbas depends on function twice(integer)"},
        Use{"an index", "CREATE INDEX dbas ON gene (twice(id))",
            "index dbas depends on function twice(integer)"});
    CAPTURE(use.what);
    ObjectFixture f;
    const ObjectText doubled = view_file("doubled", "SELECT twice(score) AS score FROM gene");
    f.with({scored_genes}, {twice("integer"), doubled}).upgrade();
    f.run({use.made_by});
    const Strings before = f.contents();
    const std::string identity = f.value("SELECT 'doubled'::regclass::oid");
    const Error error = error_of([&] {
        f.with({scored_genes}, {twice("bigint"), doubled}).upgrade();
    });
    CHECK(error.kind() == ErrorKind::object);
    CHECK_THAT(error.what(), ContainsSubstring("The function twice(integer) cannot be made") &&
                                 ContainsSubstring(use.named));
    CHECK(f.contents() == before);
    CHECK(f.value("SELECT 'doubled'::regclass::oid") == identity);
    CHECK(f.with({scored_genes}, {twice("integer"), doubled}).check().empty());
}
