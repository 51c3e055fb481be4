#include "dialect/postgresql/integrity.hpp"

#include "errors/validation.hpp"

#include <algorithm>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* tables_sql = R"(
SELECT n.nspname, c.relname,
    CASE n.nspname WHEN current_schema() THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END
        || pg_catalog.quote_ident(c.relname),
    pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS e
        WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid
            AND e.deptype = 'e'))";

/// Its orphans are asked for by a query of the catalog's making.
constexpr const char* constraints = R"(
SELECT t.oid::pg_catalog.regclass::text, c.contype::text, pg_catalog.quote_ident(c.conname),
    c.convalidated::int,
    (SELECT pg_catalog.count(*)::int FROM pg_catalog.pg_trigger AS g
        WHERE g.tgconstraint = c.oid AND g.tgenabled IN ('D', 'R')),
    CASE c.contype WHEN 'f' THEN
        (SELECT pg_catalog.format('SELECT count(*) FROM %s AS c WHERE %s AND NOT EXISTS '
            || '(SELECT FROM %s AS p WHERE %s)', t.oid::pg_catalog.regclass,
            pg_catalog.string_agg(pg_catalog.format('c.%I IS NOT NULL', a.attname), ' AND '),
            c.confrelid::pg_catalog.regclass,
            pg_catalog.string_agg(pg_catalog.format('p.%I = c.%I', b.attname, a.attname), ' AND '))
        FROM ROWS FROM (pg_catalog.unnest(c.conkey), pg_catalog.unnest(c.confkey))
            AS k (child, parent)
        JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.child
        JOIN pg_catalog.pg_attribute AS b ON b.attrelid = c.confrelid AND b.attnum = k.parent)
    ELSE pg_catalog.format('SELECT count(*) FROM %s WHERE NOT (%s)', t.oid::pg_catalog.regclass,
        pg_catalog.pg_get_expr(c.conbin, c.conrelid)) END
FROM pg_catalog.pg_constraint AS c JOIN pg_catalog.pg_class AS t ON t.oid = c.conrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
WHERE (c.contype = 'f' OR c.contype = 'c' AND NOT c.convalidated) AND c.conparentid = 0
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY 1, 3)";

constexpr const char* invalid_indexes = R"(
SELECT i.indrelid::pg_catalog.regclass::text, i.indexrelid::pg_catalog.regclass::text
FROM pg_catalog.pg_index AS i WHERE NOT i.indisvalid ORDER BY 1, 2)";

}  // namespace

std::vector<Integrity::Table> read_row_tables(Database& database, const SchemaScope& scope) {
    const std::string schema = database.default_schema();
    std::vector<Integrity::Table> found;
    for (const Row& row : database.query({tables_sql, {}})) {
        if (!is_own(scope, schema, text(row[0]), text(row[1]))) {
            found.push_back({text(row[2]), text(row[3])});
        }
    }
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    return found;
}

Integrity read_integrity(Database& database, const SchemaScope& scope) {
    Integrity integrity;
    integrity.tables = read_row_tables(database, scope);
    for (const Row& row : database.query({constraints, {}})) {
        const bool is_key = text(row[1]) == "f";
        const std::string table = text(row[0]);
        const std::string name = (is_key ? "foreign key " : "constraint ") + text(row[2]);
        if (number(row[3]) == 0) {
            integrity.problems.push_back({"not_enforced", table, errors::not_valid(name)});
        }
        if (number(row[4]) > 0) {
            integrity.problems.push_back({"not_enforced", table, errors::disabled(name)});
        }
        integrity.suspicions.push_back(
            {is_key ? "foreign_key" : "check", table, name, {text(row[5]), {}}});
    }
    for (const Row& row : database.query({invalid_indexes, {}})) {
        integrity.problems.push_back(
            {"invalid_index", text(row[0]), errors::invalid_index(text(row[1]))});
    }
    return integrity;
}

}  // namespace retort::dialect::postgresql
