#include "dialect/postgresql/schema_reading.hpp"

#include <fmt/format.h>

#include <utility>

namespace retort::dialect::postgresql {
namespace {

constexpr const char* spaces_and_relations = R"(WITH spaces AS (
SELECT n.*, CASE n.nspname WHEN current_setting('retort.schema') THEN '' ELSE quote_ident(n.nspname)
    || '.' END AS prefix
FROM pg_namespace AS n WHERE n.nspname = ANY (current_setting('retort.schemas')::text[])
    AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'),
own AS (
SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = current_setting('retort.own_schema') AND c.relkind IN ('r', 'p')
    AND c.relname = ANY (current_setting('retort.own')::text[])),
relations AS (
SELECT c.*, s.prefix, s.prefix || quote_ident(c.relname) AS name, k.kind, k.kind || ' ' || s.prefix
    || quote_ident(c.relname) AS label
FROM pg_class AS c JOIN spaces AS s ON s.oid = c.relnamespace
JOIN (VALUES ('r', 'table'), ('p', 'table'), ('f', 'foreign table'), ('v', 'view'),
    ('m', 'materialized view'), ('S', 'sequence'), ('c', 'composite type')) AS k (relkind, kind)
    ON k.relkind = c.relkind
WHERE c.oid NOT IN (SELECT oid FROM own) AND NOT EXISTS (SELECT FROM pg_depend AS e
    WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND (e.deptype = 'e' OR c.relkind =
    'S' AND e.deptype IN ('a', 'i') AND e.refobjid IN (SELECT oid FROM own))))
)";

std::string depends(const std::string& catalog, const std::string& oid, const char* how) {
    return fmt::format(
        "NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = '{}'::regclass AND e.objid = {} "
        "AND e.deptype IN ({}))",
        catalog, oid, how);
}

std::string is_time(const std::string& type) {
    return type +
           " = ANY (ARRAY['time', 'timetz', 'timestamp', 'timestamptz', 'time[]', 'timetz[]', "
           "'timestamp[]', 'timestamptz[]']::regtype[]::oid[])";
}

}  // namespace

SchemaQuestion question(Reading reading) {
    SchemaQuestion result{reading.category, std::move(reading.kind), {}, {}};
    std::string& sql = result.sql.text;
    sql = fmt::format("{}SELECT ({})::text, ({})::text", spaces_and_relations, reading.owner,
                      reading.name);
    for (FactReading& fact : reading.facts) {
        sql += fmt::format(",\n    ({})::text", fact.sql);
        result.facts.push_back({fact.category, std::move(fact.name)});
    }
    sql += "\nFROM " + reading.from;
    return result;
}

/// Its own functions and no operators: it runs under the session's search path. Rows of VALUES are
/// computed one behind another.
SchemaQuestion scope_question(const SchemaScope& scope) {
    SchemaQuestion result{Category::other, "setting", {}, {}};
    const auto array = [&](const std::vector<std::string>& texts) {
        std::string items;
        for (const std::string& text : texts) {
            items += items.empty() ? "?" : ", ?";
            result.sql.values.emplace_back(text);
        }
        return "pg_catalog.array_cat(ARRAY[" + items + "]::pg_catalog.text[], ";
    };
    std::string& sql = result.sql.text;
    sql =
        "SELECT NULL, NULL FROM (VALUES ('retort.schema', "
        "coalesce(pg_catalog.current_schema()::pg_catalog.text, '')), ('retort.schemas', ";
    sql += array(scope.schemas) +
           "pg_catalog.current_schemas(false)::pg_catalog.text[])::pg_catalog.text), "
           "('retort.own', ";
    sql += array(scope.own_tables) + "NULL)::pg_catalog.text), ('retort.own_schema', ";
    if (scope.own_schema.empty()) {
        sql += "coalesce(pg_catalog.current_schema()::pg_catalog.text, '')";
    } else {
        sql += "?";
        result.sql.values.emplace_back(scope.own_schema);
    }
    sql +=
        "), ('search_path', 'pg_catalog, pg_temp'), ('quote_all_identifiers', 'off'), "
        "('standard_conforming_strings', 'on'), ('datestyle', 'ISO'), ('intervalstyle', "
        "'postgres'), ('timezone', 'UTC'), ('extra_float_digits', '1'), ('bytea_output', "
        "'hex'), ('lc_monetary', 'C'), ('xmloption', 'content')) AS s (name, value) WHERE "
        "pg_catalog.set_config(s.name, s.value, true) IS NULL";
    return result;
}

std::string named(const std::string& schema_name, const std::string& name) {
    return fmt::format(
        "CASE {0} WHEN current_setting('retort.schema') THEN '' ELSE quote_ident({0}) || '.' END "
        "|| quote_ident({1})",
        schema_name, name);
}

std::string qualified(const std::string& catalog, const std::string& prefix,
                      const std::string& oid) {
    return fmt::format(
        "(SELECT CASE q.nspname WHEN 'pg_catalog' THEN '' ELSE quote_ident(q.nspname) || '.' END "
        "|| quote_ident(o.{1}name) FROM {0} AS o JOIN pg_namespace AS q ON q.oid = o.{1}namespace "
        "WHERE o.oid = {2})",
        catalog, prefix, oid);
}

std::string listed(const std::string& texts) {
    return fmt::format("(SELECT string_agg(o, ', ' ORDER BY o COLLATE \"C\") FROM unnest({}) AS o)",
                       texts);
}

std::string column_options(const std::string& texts) {
    return listed(
        fmt::format("ARRAY(SELECT u FROM unnest({}) AS u WHERE NOT starts_with(u, "
                    "'pg_attver='))",
                    texts));
}

std::string enabled(const std::string& state) {
    return "CASE " + state +
           " WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END";
}

std::string columns_of(const std::string& relation, const std::string& numbers) {
    return fmt::format(
        "(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) FROM unnest({1}) WITH "
        "ORDINALITY AS k (number, place) JOIN pg_attribute AS a ON a.attrelid = {0} AND a.attnum "
        "= k.number)",
        relation, numbers);
}

std::string stands_alone(const std::string& catalog, const std::string& oid) {
    return depends(catalog, oid, "'e', 'i'");
}

std::string not_of_extension(const std::string& catalog, const std::string& oid) {
    return depends(catalog, oid, "'e'");
}

std::string made_later(const std::string& oid) {
    return oid + " >= 16384";
}

FactReading comment_on(const std::string& catalog, const std::string& oid) {
    return {Category::comment, "comment", fmt::format("obj_description({}, '{}')", oid, catalog)};
}

FactReading owned_by(const std::string& role) {
    return {Category::privilege, "owner",
            fmt::format("quote_ident(NULLIF(pg_get_userbyid({}), current_user))", role)};
}

std::string granted(const std::string& acl, const std::string& owner) {
    return fmt::format(
        R"((SELECT string_agg(g.line, '; ' ORDER BY g.line COLLATE "C") FROM (SELECT
    CASE e.grantee WHEN 0 THEN 'PUBLIC' WHEN {1} THEN 'OWNER' ELSE
    quote_ident(pg_get_userbyid(e.grantee)) END || ': ' || string_agg(e.privilege_type || CASE WHEN
    e.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY e.privilege_type) || CASE
    e.grantor WHEN {1} THEN '' ELSE ' by ' || quote_ident(pg_get_userbyid(e.grantor)) END AS line
    FROM aclexplode({0}) AS e GROUP BY e.grantee, e.grantor) AS g))",
        acl, owner);
}

FactReading privileges(const std::string& acl, const std::string& kind, const std::string& owner) {
    std::string sql = granted(acl, owner);
    if (!kind.empty()) {
        sql = fmt::format(
            "CASE WHEN {} IS NOT NULL THEN NULLIF(coalesce({}, 'none'), coalesce({}, 'none')) END",
            acl, sql, granted(fmt::format("acldefault('{}', {})", kind, owner), owner));
    }
    return {Category::privilege, "privileges", std::move(sql)};
}

std::vector<FactReading> typed(const std::string& type, const std::string& modifier) {
    const std::string printed = fmt::format("format_type({}, {})", type, modifier);
    return {
        {Category::type, "type",
         fmt::format("CASE WHEN {0} THEN regexp_replace({1}, ' with(out)? time zone', '') ELSE {1} "
                     "END",
                     is_time(type), printed)},
        {Category::timezone, "time zone",
         fmt::format("CASE WHEN {} THEN substring({} FROM '(with|without) time zone') END",
                     is_time(type), printed)},
    };
}

FactReading collated(Category category, const std::string& collation, const std::string& usual) {
    return {category, "collation",
            fmt::format("CASE WHEN {0} <> {1} THEN {2} END", collation, usual,
                        qualified("pg_collation", "coll", collation))};
}

std::vector<FactReading> joined(std::vector<std::vector<FactReading>> parts) {
    std::vector<FactReading> result;
    for (auto& part : parts) {
        std::move(part.begin(), part.end(), std::back_inserter(result));
    }
    return result;
}

}  // namespace retort::dialect::postgresql
