#include "dialect/postgresql/object_users.hpp"

#include "dialect/postgresql/syntax.hpp"
#include "dialect/syntax.hpp"
#include "objects/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace retort::dialect::postgresql {
namespace {

using Kind = Touched::Kind;

/// `parts` are what a view, routine or trigger consists of in pg_depend; `used` is the same as a
/// table of uses: (`catalog`, `oid`) uses part `part` of (`used_catalog`, `used`), `by_type` where
/// it is a relation of which the row type is used, and `own` where a trigger uses its table.
constexpr const char* uses = R"(WITH RECURSIVE
parts (part_catalog, part, catalog, oid, relation) AS (
    SELECT 'pg_catalog.pg_rewrite'::regclass, r.oid, 'pg_catalog.pg_class'::regclass, r.ev_class,
        0::oid FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class
        AND c.relkind IN ('v', 'm')
    UNION ALL SELECT 'pg_catalog.pg_class', c.oid, 'pg_catalog.pg_class', c.oid, 0 FROM
        pg_catalog.pg_class AS c WHERE c.relkind IN ('v', 'm')
    UNION ALL SELECT 'pg_catalog.pg_class', i.indexrelid, 'pg_catalog.pg_class', i.indrelid, 0 FROM
        pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indrelid AND
        c.relkind = 'm'
    UNION ALL SELECT 'pg_catalog.pg_attrdef', d.oid, 'pg_catalog.pg_class', d.adrelid, 0 FROM
        pg_catalog.pg_attrdef AS d JOIN pg_catalog.pg_class AS c ON c.oid = d.adrelid AND
        c.relkind = 'v'
    UNION ALL SELECT 'pg_catalog.pg_proc', p.oid, 'pg_catalog.pg_proc', p.oid, 0 FROM
        pg_catalog.pg_proc AS p WHERE p.prokind <> 'a'
    UNION ALL SELECT 'pg_catalog.pg_trigger', t.oid, 'pg_catalog.pg_trigger', t.oid, t.tgrelid FROM
        pg_catalog.pg_trigger AS t WHERE NOT t.tgisinternal AND
        coalesce(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') = '0'),
uses (catalog, oid, used_catalog, used, part, by_type, own) AS (
    SELECT DISTINCT p.catalog::oid, p.oid, u.catalog, u.oid, u.part, u.by_type, p.relation = u.oid
    FROM pg_catalog.pg_depend AS d
    JOIN parts AS p ON p.part_catalog = d.classid AND p.part = d.objid
    LEFT JOIN pg_catalog.pg_type AS a ON a.typarray = d.refobjid AND
        d.refclassid = 'pg_catalog.pg_type'::regclass
    LEFT JOIN pg_catalog.pg_type AS t ON t.oid = coalesce(a.oid, d.refobjid) AND
        d.refclassid = 'pg_catalog.pg_type'::regclass
    CROSS JOIN LATERAL (SELECT CASE WHEN t.typrelid > 0 THEN 'pg_catalog.pg_class'::regclass::oid
        ELSE d.refclassid END AS catalog, CASE WHEN t.typrelid > 0 THEN t.typrelid ELSE
        coalesce(t.oid, d.refobjid) END AS oid, d.refobjsubid AS part,
        coalesce(t.typrelid, 0) > 0 AS by_type) AS u
    WHERE d.deptype = 'n' AND (p.catalog::oid, p.oid) <> (u.catalog, u.oid)))";

/// All that use what `seed` has. Each with one that it uses a row, or with none.
constexpr const char* reached = R"(,
reached (catalog, oid) AS (SELECT catalog, oid FROM seed UNION SELECT u.catalog, u.oid FROM reached
    AS r JOIN uses AS u ON u.used_catalog = r.catalog AND u.used = r.oid AND NOT u.own)
SELECT n.catalog, r.oid::text, o.catalog, o.oid::text, n.name || '.' || s.nspname FROM reached AS r
JOIN (SELECT 'pg_catalog.pg_class'::regclass::oid AS number, 'pg_class' AS catalog, oid, relname AS
    name, relnamespace AS schema FROM pg_catalog.pg_class UNION ALL SELECT
    'pg_catalog.pg_proc'::regclass, 'pg_proc', oid, proname, pronamespace FROM pg_catalog.pg_proc
    UNION ALL SELECT 'pg_catalog.pg_trigger'::regclass, 'pg_trigger', t.oid, t.tgname,
    c.relnamespace FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid =
    t.tgrelid) AS n ON n.number = r.catalog AND n.oid = r.oid
LEFT JOIN (SELECT DISTINCT u.catalog AS number, u.oid AS user, CASE u.used_catalog WHEN
    'pg_catalog.pg_class'::regclass THEN 'pg_class' ELSE 'pg_proc' END AS catalog, u.used AS oid
    FROM uses AS u WHERE NOT u.own AND (u.used_catalog, u.used) IN (SELECT catalog, oid FROM
    reached)) AS o ON o.number = r.catalog AND o.user = r.oid
LEFT JOIN pg_catalog.pg_namespace AS s ON s.oid = n.schema
ORDER BY s.nspname, n.name, r.oid)";

/// Users first; by name where that leaves a choice.
std::vector<Address> in_drop_order(const std::vector<Row>& rows) {
    std::map<std::string, std::size_t> places;
    std::vector<Address> addresses;
    std::vector<objects::Node> nodes;
    const auto key = [](const Row& row, std::size_t at) {
        return text(row[at]) + " " + text(row[at + 1]);
    };
    for (const Row& row : rows) {
        if (places.emplace(key(row, 0), nodes.size()).second) {
            addresses.push_back({text(row[0]), text(row[1])});
            nodes.push_back({text(row[4]), {}, {}});
        }
    }
    for (const Row& row : rows) {
        if (!is_null(row[3])) {
            nodes[places.at(key(row, 0))].may_use.push_back(places.at(key(row, 2)));
        }
    }
    std::vector<Address> ordered;
    for (const std::size_t place : objects::ordered(nodes)) {
        ordered.push_back(addresses[place]);
    }
    std::reverse(ordered.begin(), ordered.end());
    return ordered;
}

std::string list(const std::set<std::string>& texts) {
    std::string result = "NULL";
    for (const std::string& text : texts) {
        result += ", " + literal(text);
    }
    return result;
}

/// What the statement names, as the session's search path has it.
std::string names_of(const Touched& touched) {
    std::string values = "(NULL::text, NULL::text)";
    for (const script::Identifier& name : touched.names) {
        values += fmt::format(", ({}, {})", literal(name.schema), literal(name.name));
    }
    std::string signatures = "NULL";
    for (const script::ObjectId& id : touched.routines) {
        const std::string name =
            (id.schema.empty() ? "" : syntax(Dialect::postgresql).quoted(id.schema) + ".") +
            syntax(Dialect::postgresql).quoted(id.name);
        signatures +=
            ", pg_catalog." +
            (id.has_arguments ? "to_regprocedure(" + literal(name + "(" + id.arguments + ")")
                              : "to_regproc(" + literal(name)) +
            ")::oid";
    }
    return ",\nnames (schema, name) AS (VALUES " + values +
           "),\nroutines (oid) AS (SELECT * FROM "
           "pg_catalog.unnest(ARRAY[" +
           signatures + "]::oid[]))";
}

/// Partitions and heirs share the columns; with a whole table only partitions are dropped.
constexpr const char* targets = R"(,
relations (oid) AS (
    SELECT c.oid FROM names JOIN pg_catalog.pg_class AS c ON c.relname = names.name
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND
        CASE names.schema WHEN '' THEN pg_catalog.pg_table_is_visible(c.oid) ELSE
        n.nspname = names.schema END
    UNION SELECT c.oid FROM relations JOIN pg_catalog.pg_inherits AS i ON i.inhparent =
        relations.oid JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid AND
        (c.relispartition OR {heirs})),
types (oid) AS (SELECT t.oid FROM names JOIN pg_catalog.pg_type AS t ON t.typname = names.name
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace AND
        CASE names.schema WHEN '' THEN pg_catalog.pg_type_is_visible(t.oid) ELSE
        n.nspname = names.schema END),
schemas (oid) AS (SELECT n.oid FROM names JOIN pg_catalog.pg_namespace AS n ON
    n.nspname = names.name),
seed (catalog, oid) AS (SELECT catalog, oid FROM uses AS u WHERE )";

constexpr const char* whole_relation =
    "(u.used_catalog = 'pg_catalog.pg_class'::regclass AND u.used IN (SELECT oid FROM relations) "
    "AND NOT u.own)";
constexpr const char* whole_relation_and_triggers =
    "(u.used_catalog = 'pg_catalog.pg_class'::regclass AND u.used IN (SELECT oid FROM relations))";
constexpr const char* routine =
    "(u.used_catalog = 'pg_catalog.pg_proc'::regclass AND u.used IN (SELECT oid FROM routines))";
constexpr const char* routine_by_name =
    "(u.used_catalog = 'pg_catalog.pg_proc'::regclass AND u.used IN (SELECT p.oid FROM names JOIN "
    "pg_catalog.pg_proc "
    "AS p ON p.proname = names.name))";
constexpr const char* whole_type =
    "(u.used_catalog = 'pg_catalog.pg_type'::regclass AND u.used IN (SELECT oid FROM types) OR "
    "u.by_type AND u.used IN "
    "(SELECT oid FROM relations))";
constexpr const char* whole_schema =
    "(u.used_catalog = 'pg_catalog.pg_namespace'::regclass AND u.used IN (SELECT oid FROM "
    "schemas))";

/// A materialized view that keeps whole rows is in the way of any change to their type.
std::string columns_or_constraints(const std::set<std::string>& parts) {
    return fmt::format(
        "(u.used_catalog = 'pg_catalog.pg_class'::regclass AND u.used IN (SELECT oid FROM "
        "relations) AND (EXISTS "
        "(SELECT 1 FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = u.used AND a.attnum = "
        "u.part AND a.attname IN ({0})) OR u.by_type AND EXISTS (SELECT 1 FROM pg_catalog.pg_class "
        "AS c WHERE u.catalog = 'pg_catalog.pg_class'::regclass AND c.oid = u.oid AND c.relkind = "
        "'m')) OR "
        "u.used_catalog = 'pg_catalog.pg_constraint'::regclass AND u.used IN (SELECT oid FROM "
        "pg_catalog.pg_constraint "
        "WHERE conrelid IN (SELECT oid FROM relations) AND conname IN ({0})))",
        list(parts));
}

std::string condition(const Touched& touched, bool widely) {
    switch (touched.kind) {
        case Kind::columns:
            return widely ? std::string(whole_relation_and_triggers) + " OR " +
                                columns_or_constraints(touched.parts)
                          : columns_or_constraints(touched.parts);
        case Kind::relations:
            return whole_relation;
        case Kind::routines:
            return routine;
        case Kind::types:
            return whole_type;
        case Kind::schemas:
            return whole_schema;
        case Kind::anything:
            break;
    }
    std::string result = columns_or_constraints(touched.parts);
    return widely ? fmt::format("{} OR {} OR {} OR {}", result, whole_relation_and_triggers,
                                routine_by_name, whole_type)
                  : result;
}

}  // namespace

std::vector<Address> users_of(Connection& connection, const Address& object) {
    return in_drop_order(connection.query(
        uses +
        fmt::format(",\nseed (catalog, oid) AS (SELECT catalog, oid FROM uses WHERE used_catalog = "
                    "'pg_catalog.{}'::regclass AND used = {} AND NOT own)",
                    object.catalog, object.oid) +
        reached));
}

std::vector<Address> users_of(Connection& connection, const Touched& touched, bool widely) {
    const bool heirs = touched.kind == Kind::columns || touched.kind == Kind::anything;
    std::string query = uses + names_of(touched) + targets;
    query.replace(query.find("{heirs}"), 7, heirs ? "true" : "false");
    return in_drop_order(connection.query(query + condition(touched, widely) + ")" + reached));
}

}  // namespace retort::dialect::postgresql
