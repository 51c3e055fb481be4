#include "dialect/postgresql/object_description.hpp"

#include "dialect/postgresql/qualified_reading.hpp"
#include "dialect/postgresql/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::postgresql {
namespace {

/// What the columns of `descriptions` are.
struct Column {
    enum Place : std::size_t {
        place,
        rivals,
        kind,
        schema_name,
        name,
        arguments,
        table,
        made_by,
        oid,
        catalog,
        named,
        qualified,
        has_rows
    };
};

/// `asked` has the place in the answer, and the number of each object in its catalog.
/// {0} is the schema whose types are named without it.
constexpr const char* descriptions = R"(
SELECT a.place, 1::bigint AS rivals, c.relkind::text AS kind, n.nspname::text, c.relname::text,
    ''::text, ''::text, 'CREATE ' || v.kind || ' ' || v.name || coalesce((SELECT ' (' ||
    string_agg(quote_ident(attname), ', ' ORDER BY attnum) || ')' FROM pg_attribute WHERE attrelid =
    c.oid AND attnum > 0 AND NOT attisdropped), '') || coalesce(' USING ' || quote_ident(m.amname),
    '') || coalesce((SELECT ' WITH (' || string_agg(quote_ident(split_part(o, '=', 1)) || '=' ||
    quote_literal(substr(o, strpos(o, '=') + 1)), ', ' ORDER BY o COLLATE "C") || ')' FROM
    unnest(c.reloptions) AS o), '') || coalesce(' TABLESPACE ' || quote_ident(s.spcname), '') ||
    E' AS\n' || rtrim(pg_get_viewdef(c.oid), ';'), c.oid::text, 'pg_class', v.kind || ' ' || v.name,
    v.name,
    c.relkind = 'm' AND c.relispopulated
FROM asked AS a JOIN pg_class AS c ON a.catalog = 'pg_class' AND c.oid = a.oid
JOIN pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_am AS m ON m.oid = c.relam LEFT JOIN pg_tablespace AS s ON s.oid = c.reltablespace
CROSS JOIN LATERAL (SELECT CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind,
    quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name) AS v
UNION ALL
SELECT a.place, count(*) OVER (PARTITION BY a.place), CASE p.prokind WHEN 'p' THEN 'p' ELSE 'f' END,
    n.nspname::text, p.proname::text, t.spelt, '', rtrim(pg_get_functiondef(p.oid), E'\n'),
    p.oid::text, 'pg_proc', CASE p.prokind WHEN 'p' THEN 'PROCEDURE ' ELSE 'FUNCTION ' END ||
    v.name, v.name, false
FROM asked AS a JOIN pg_proc AS p ON a.catalog = 'pg_proc' AND p.oid = a.oid
JOIN pg_namespace AS n ON n.oid = p.pronamespace
CROSS JOIN LATERAL types_of(p.proargtypes) AS t
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '(' || t.whole
    || ')' AS name) AS v
UNION ALL
SELECT a.place, 1, 't', n.nspname::text, t.tgname::text, '', c.relname::text,
    pg_get_triggerdef(t.oid), t.oid::text, 'pg_trigger', 'TRIGGER ' || quote_ident(t.tgname) ||
    ' ON ' || v.name, v.name, false
FROM asked AS a JOIN pg_trigger AS t ON a.catalog = 'pg_trigger' AND t.oid = a.oid
JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name) AS v)";

/// The types of a routine's arguments: with and without their schemas, as ObjectId has them, and
/// whether the session's search path finds them all, where schema {0} has none of the name.
constexpr const char* argument_types = R"((SELECT
    coalesce(string_agg(s.whole, ', ' ORDER BY s.at), '') AS whole,
    coalesce(string_agg(s.bare, ', ' ORDER BY s.at), '') AS bare,
    coalesce(string_agg(CASE WHEN s.schema = {0} THEN s.bare ELSE s.whole END, ', ' ORDER BY s.at),
    '') AS spelt, coalesce(bool_and(s.schema IN ('pg_catalog', {0}) OR
    s.schema = ANY ({1}::name[]) AND to_regtype(quote_ident({0}) || '.' || s.bare) IS NULL), true)
    AS visible
    FROM (SELECT a.at, n.nspname AS schema, format_type(y.oid, NULL) AS whole, CASE n.nspname WHEN
    'pg_catalog' THEN format_type(y.oid, NULL) ELSE substr(format_type(y.oid, NULL),
    length(quote_ident(n.nspname)) + 2) END AS bare
    FROM unnest(p.proargtypes) WITH ORDINALITY AS a (type, at) JOIN pg_type AS y ON y.oid = a.type
    JOIN pg_namespace AS n ON n.oid = y.typnamespace) AS s))";

/// The number of each object of `ids`. A clone of a trigger, for a partition, is none.
constexpr const char* object_numbers = R"(
SELECT i.place, 'pg_class', c.oid FROM ids AS i JOIN pg_namespace AS n ON n.nspname = i.schema
JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = i.name AND c.relkind IN ('v', 'm')
WHERE i.kind = 'v'
UNION ALL
SELECT place, 'pg_proc', oid FROM (SELECT i.place, p.oid, rank() OVER (PARTITION BY i.place ORDER BY
    i.has_arguments AND i.arguments NOT IN (t.spelt, t.whole)) AS rank
    FROM ids AS i JOIN pg_namespace AS n ON n.nspname = i.schema
    JOIN pg_proc AS p ON p.pronamespace = n.oid AND p.proname = i.name AND p.prokind <> 'a'
    CROSS JOIN LATERAL types_of(p.proargtypes) AS t WHERE i.kind = 'f' AND
    (NOT i.has_arguments OR i.arguments IN (t.spelt, t.whole) OR
    i.arguments = t.bare AND t.visible)) AS r WHERE rank = 1
UNION ALL
SELECT i.place, 'pg_trigger', t.oid FROM ids AS i JOIN pg_namespace AS n ON n.nspname = i.schema
JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = i.relation
JOIN pg_trigger AS t ON t.tgrelid = c.oid AND t.tgname = i.name AND NOT t.tgisinternal
AND coalesce(to_jsonb(t) ->> 'tgparentid', '0') = '0'
WHERE i.kind = 't')";

std::string with_types(std::string query, const std::string& schema, const std::string& path) {
    constexpr std::string_view call = "types_of(p.proargtypes)";
    const std::string types = fmt::format(argument_types, literal(schema), literal(path));
    for (std::size_t at; (at = query.find(call)) != std::string::npos;) {
        query.replace(at, call.size(), types);
    }
    return query;
}

const char* kind_asked(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::view:
        case ObjectKind::materialized_view:
            return "v";
        case ObjectKind::function:
        case ObjectKind::procedure:
            return "f";
        case ObjectKind::trigger:
            break;
    }
    return "t";
}

ObjectKind kind_found(const std::string& kind) {
    return kind == "v"   ? ObjectKind::view
           : kind == "m" ? ObjectKind::materialized_view
           : kind == "f" ? ObjectKind::function
           : kind == "p" ? ObjectKind::procedure
                         : ObjectKind::trigger;
}

Description description_of(const Row& row) {
    Description found;
    script::ObjectId& id = found.object.id;
    id.kind = kind_found(text(row[Column::kind]));
    id.schema = text(row[Column::schema_name]);
    id.name = text(row[Column::name]);
    id.arguments = text(row[Column::arguments]);
    id.has_arguments = text(row[Column::catalog]) == "pg_proc";
    id.table = text(row[Column::table]);
    found.object.text = text(row[Column::made_by]);
    found.oid = text(row[Column::oid]);
    found.catalog = text(row[Column::catalog]);
    found.named = text(row[Column::named]);
    found.name = text(row[Column::qualified]);
    found.has_rows = text(row[Column::has_rows]) == "t";
    return found;
}

std::vector<std::optional<Description>> read(Connection& connection, const std::string& asked,
                                             std::size_t count, const std::string& schema,
                                             const std::string& path) {
    std::vector<std::optional<Description>> found(count);
    for (const Row& row :
         read_qualified(connection, with_types("WITH " + asked + descriptions, schema, path))) {
        if (number(row[Column::rivals]) == 1) {
            found[static_cast<std::size_t>(number(row[Column::place]))] = description_of(row);
        }
    }
    return found;
}

}  // namespace

std::vector<std::optional<Description>> described(Connection& connection,
                                                  const std::vector<script::ObjectId>& ids,
                                                  const std::string& schema) {
    if (ids.empty()) {
        return {};
    }
    std::string values;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const script::ObjectId& id = ids[i];
        values += fmt::format("{}({}::bigint, '{}', {}, {}, {}, {}, {})", i == 0 ? "" : ",\n", i,
                              kind_asked(id.kind), literal(id.schema.empty() ? schema : id.schema),
                              literal(id.name), id.has_arguments, literal(id.arguments),
                              literal(id.table));
    }
    const bool has_types = std::any_of(
        ids.begin(), ids.end(), [](const script::ObjectId& id) { return !id.arguments.empty(); });
    const std::string path =
        has_types ? text(connection.query("SELECT pg_catalog.current_schemas(true)::text")[0][0])
                  : std::string("{}");
    const std::string asked =
        "ids (place, kind, schema, name, has_arguments, arguments, relation) AS (VALUES " + values +
        "),\nasked (place, catalog, oid) AS (" + object_numbers + ")";
    auto found = read(connection, asked, ids.size(), schema, path);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (found[i] && ids[i].has_arguments) {
            found[i]->object.id.arguments = ids[i].arguments;
        }
    }
    return found;
}

std::vector<std::optional<Description>> described(Connection& connection,
                                                  const std::vector<Address>& addresses,
                                                  const std::string& schema) {
    if (addresses.empty()) {
        return {};
    }
    std::string values;
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        values += fmt::format("{}({}::bigint, '{}', {}::oid)", i == 0 ? "" : ", ", i,
                              addresses[i].catalog, addresses[i].oid);
    }
    return read(connection, "asked (place, catalog, oid) AS (VALUES " + values + ")",
                addresses.size(), schema, "{}");
}

}  // namespace retort::dialect::postgresql
