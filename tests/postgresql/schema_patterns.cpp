#include "schema_patterns.hpp"

namespace retort_test {

const std::map<std::string, std::string> target_queries = {
    {"table", "SELECT oid::regclass FROM mine WHERE relkind IN ('r', 'p')"},
    {"plain", "SELECT oid::regclass FROM mine WHERE relkind = 'r'"},
    {"column",
     "SELECT attrelid::regclass, quote_ident(attname) FROM pg_attribute JOIN mine AS m ON m.oid = "
     "attrelid WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped"},
    // pg_dump does not see that a table's child may have NULL where the table may not.
    {"owncolumn",
     "SELECT attrelid::regclass, quote_ident(attname) FROM pg_attribute JOIN mine AS m ON m.oid = "
     "attrelid WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped AND attinhcount = "
     "0"},
    {"viewcolumn",
     "SELECT attrelid::regclass, quote_ident(attname) FROM pg_attribute JOIN mine AS m ON m.oid = "
     "attrelid WHERE relkind = 'v' AND attnum > 0"},
    {"constraint",
     "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint JOIN mine AS m ON m.oid = "
     "conrelid WHERE contype <> 't'"},
    {"foreignkey",
     "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint JOIN mine AS m ON m.oid = "
     "conrelid WHERE contype = 'f'"},
    {"index", "SELECT oid::regclass FROM mine WHERE relkind IN ('i', 'I')"},
    {"tableindex",
     "SELECT indrelid::regclass, quote_ident(relname) FROM pg_index JOIN mine AS m ON m.oid = "
     "indexrelid"},
    {"view", "SELECT oid::regclass FROM mine WHERE relkind = 'v'"},
    {"matview", "SELECT oid::regclass FROM mine WHERE relkind = 'm'"},
    {"sequence", "SELECT oid::regclass FROM mine WHERE relkind = 'S'"},
    // pg_dump does not print the type of an identity's sequence.
    {"ownsequence",
     "SELECT oid::regclass FROM mine AS m WHERE relkind = 'S' AND NOT EXISTS (SELECT FROM "
     "pg_depend WHERE objid = m.oid AND classid = 'pg_class'::regclass AND deptype = 'i')"},
    // What a partition's copy of a trigger depends on is not printed either.
    {"maintrigger",
     "SELECT quote_ident(tgname), tgrelid::regclass FROM pg_trigger JOIN mine AS m ON m.oid = "
     "tgrelid WHERE NOT tgisinternal AND tgparentid = 0"},
    {"partition",
     "SELECT inhparent::regclass, inhrelid::regclass FROM pg_inherits JOIN mine AS m ON m.oid = "
     "inhrelid WHERE relispartition AND relkind IN ('r', 'p')"},
    {"child",
     "SELECT inhparent::regclass, inhrelid::regclass FROM pg_inherits JOIN mine AS m ON m.oid = "
     "inhrelid WHERE NOT relispartition AND relkind = 'r'"},
    {"trigger",
     "SELECT quote_ident(tgname), tgrelid::regclass FROM pg_trigger JOIN mine AS m ON m.oid = "
     "tgrelid WHERE NOT tgisinternal"},
    {"rule",
     "SELECT quote_ident(rulename), ev_class::regclass FROM pg_rewrite JOIN mine AS m ON m.oid = "
     "ev_class WHERE rulename <> '_RETURN'"},
    {"policy",
     "SELECT quote_ident(polname), polrelid::regclass FROM pg_policy JOIN mine AS m ON m.oid = "
     "polrelid"},
    {"function",
     "SELECT p.oid::regprocedure, format('%I.%I', nspname, proname) FROM pg_proc AS p JOIN "
     "pg_namespace AS n ON n.oid = pronamespace WHERE nspname IN ('public', 'other') AND prokind = "
     "'f' AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND classid = "
     "'pg_proc'::regclass AND deptype IN ('e', 'i'))"},
    {"routine",
     "SELECT CASE prokind WHEN 'f' THEN 'FUNCTION ' WHEN 'p' THEN 'PROCEDURE ' ELSE 'AGGREGATE ' "
     "END || p.oid::regprocedure FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = pronamespace "
     "WHERE nspname IN ('public', 'other') AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = "
     "p.oid AND classid = 'pg_proc'::regclass AND deptype IN ('e', 'i'))"},
    {"enum", "SELECT oid::regtype FROM my_types WHERE typtype = 'e'"},
    {"label",
     "SELECT enumtypid::regtype, quote_literal(enumlabel) FROM pg_enum JOIN my_types AS t ON t.oid "
     "= enumtypid"},
    {"domain", "SELECT oid::regtype FROM my_types WHERE typtype = 'd'"},
    {"domaincheck",
     "SELECT contypid::regtype, quote_ident(conname) FROM pg_constraint JOIN my_types AS t ON "
     "t.oid = contypid"},
    {"type", "SELECT oid::regtype FROM my_types WHERE typtype IN ('e', 'd', 'c', 'r')"},
    {"attribute",
     "SELECT attrelid::regclass, quote_ident(attname) FROM pg_attribute JOIN mine AS m ON m.oid = "
     "attrelid WHERE relkind = 'c' AND attnum > 0 AND NOT attisdropped"},
    {"composite", "SELECT oid::regtype FROM my_types WHERE typtype = 'c'"},
    {"statistics",
     "SELECT format('%I.%I', nspname, stxname) FROM pg_statistic_ext JOIN pg_namespace AS n ON "
     "n.oid = stxnamespace"},
    {"dictionary", "SELECT d.oid::regdictionary FROM pg_ts_dict AS d WHERE d.oid >= 16384"},
    {"search", "SELECT oid::regconfig FROM pg_ts_config WHERE oid >= 16384"},
    {"publication", "SELECT quote_ident(pubname) FROM pg_publication"},
    {"collation",
     "SELECT oid::regcollation FROM pg_collation WHERE oid >= 16384 AND collnamespace IN "
     "('public'::regnamespace, 'other'::regnamespace)"},
};

const std::map<std::string, Strings> values = {
    {"new", {"n1", "n2", "n3", "\"N 4\"", "other.n5"}},
    {"name", {"m1", "m2", "m3", "\"M 4\"", "\"user\""}},
    {"schema", {"public", "other"}},
    {"text", {"''", "'a'", "'it''s'", "E'two\\nlines'", "'-- none'", "'b;'"}},
    {"comment", {"NULL", "'a'", "'it''s'", "E'two\\nlines'", "'--'"}},
    {"number", {"1", "2", "3", "7", "40"}},
    {"percent", {"20", "50", "100"}},
    {"datatype",
     {"int",          "bigint",         "text",    "varchar(10)", "varchar",
      "char(3)",      "numeric(6, 2)",  "numeric", "timestamp",   "timestamptz",
      "timestamp(2)", "timestamptz(2)", "time",    "timetz",      "timestamptz[]",
      "date",         "boolean",        "jsonb",   "bytea",       "interval day to second",
      "bit(4)",       "uuid",           "text[]",  "mood",        "other.mood",
      "score",        "moment",         "spot",    "span",        "other.citext"}},
    {"collate", {"", "COLLATE \"C\"", "COLLATE plain", "COLLATE german", "COLLATE \"POSIX\""}},
    {"collated", {"\"C\"", "plain", "german", "\"POSIX\"", "\"default\""}},
    {"default",
     {"NULL", "0", "1", "'a'", "now()", "CURRENT_TIMESTAMP", "'ok'", "'2020-01-01'", "'{}'",
      "nextval('ticket')", "length('abc')", "1.50", "true", "'1 day'"}},
    {"expression",
     {"length > 1", "symbol <> 'x'", "id > 0", "id > 0 AND id < 9", "note IS NOT NULL", "value > 0",
      "day > '2020-01-01'", "name ~ '^a'", "level IN (1, 2)"}},
    {"values", {"VALUE >= 0", "VALUE < 5", "VALUE <> 3", "VALUE <> 'a'", "VALUE > '2020-01-01'"}},
    {"action", {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"}},
    {"deferrable", {"", "DEFERRABLE", "DEFERRABLE INITIALLY DEFERRED", "NOT DEFERRABLE"}},
    {"keyed",
     {"id", "symbol", "name", "mood, length", "id, symbol", "note", "level", "a", "id, day",
      "id, day, region"}},
    {"key",
     {"id", "symbol", "mood DESC", "name NULLS FIRST", "lower(name)", "(length * 2)",
      "symbol COLLATE \"C\" DESC", "name text_pattern_ops", "id, mood", "value", "day, id", "note",
      "level", "n", "mood"}},
    {"where", {"", "WHERE length > 1", "WHERE id > 5", "WHERE mood = 'ok'"}},
    {"with", {"", "WITH (fillfactor = 50)", "WITH (fillfactor = 75)"}},
    {"unique", {"", "UNIQUE"}},
    {"method", {"btree", "hash", "brin", "gin", "gist"}},
    {"role", {"pg_monitor", "pg_read_all_data", "PUBLIC", "retort"}},
    {"owner", {"pg_monitor", "pg_read_all_data", "retort"}},
    {"privilege",
     {"SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "ALL",
      "SELECT, UPDATE"}},
    {"columnprivilege", {"SELECT", "UPDATE", "INSERT", "REFERENCES"}},
    {"grantable", {"", "WITH GRANT OPTION"}},
    {"volatility", {"IMMUTABLE", "STABLE", "VOLATILE"}},
    {"storage", {"PLAIN", "EXTERNAL", "MAIN", "EXTENDED"}},
    {"setting",
     {"fillfactor = 55", "autovacuum_enabled = true", "toast.autovacuum_enabled = true",
      "parallel_workers = 3"}},
    {"query",
     {"SELECT id, symbol FROM gene", "SELECT id, symbol, mood FROM gene",
      "SELECT id, symbol FROM gene WHERE id > 3", "SELECT 1 AS id",
      "SELECT count(*) AS n FROM gene", "SELECT id, seen, made FROM gene ORDER BY id",
      "SELECT g.id FROM gene g JOIN sample s ON "
      "s.gene_id = g.id",
      "TABLE other.gene", "SELECT now() AS at, 'a'::other.mood AS m"}},
    {"body", {"SELECT 1", "SELECT 2", "SELECT $1", "SELECT 'a'::text::int"}},
    {"arguments",
     {"", "int", "a int", "a int DEFAULT 1", "VARIADIC a int[]", "mood", "other.mood"}},
    {"event", {"INSERT", "UPDATE", "DELETE", "INSERT OR DELETE", "UPDATE OF id"}},
    {"when", {"BEFORE", "AFTER"}},
    {"onoff", {"ENABLE", "DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"}},
    {"command", {"ALL", "SELECT", "INSERT", "UPDATE", "DELETE"}},
    {"objects", {"TABLES", "SEQUENCES", "FUNCTIONS", "TYPES"}},
    {"identity", {"ALWAYS", "BY DEFAULT"}},
    {"extension", {"hstore", "pg_trgm", "unaccent", "cube"}},
};

}  // namespace retort_test
