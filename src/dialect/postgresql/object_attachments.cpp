#include "dialect/postgresql/object_attachments.hpp"

#include "dialect/postgresql/qualified_reading.hpp"
#include "dialect/postgresql/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace retort::dialect::postgresql {
namespace {

/// In all of these {0} is what stands behind ALTER and COMMENT ON, {1} the name alone, as literals;
/// {2} the number of the object. The first column orders them.
constexpr const char* comments = R"(
SELECT 1, 'comment', 'COMMENT ON ' || {0} || ' IS ' || quote_literal(description)
FROM pg_description WHERE classoid = '{3}'::regclass AND objoid = {2} AND objsubid = 0)";

constexpr const char* of_relations = R"(
UNION ALL SELECT 1, 'comment on column ' || attname, 'COMMENT ON COLUMN ' || {1} || '.' ||
    quote_ident(attname) || ' IS ' || quote_literal(description)
FROM pg_description JOIN pg_attribute ON attrelid = objoid AND attnum = objsubid
WHERE classoid = 'pg_class'::regclass AND objoid = {2} AND objsubid > 0
UNION ALL SELECT 2, 'default of ' || attname, 'ALTER ' || {0} || ' ALTER COLUMN ' ||
    quote_ident(attname) || ' SET DEFAULT ' || pg_get_expr(adbin, adrelid)
FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE adrelid = {2}
UNION ALL SELECT 2, 'option ' || name, 'ALTER ' || {0} || ' SET (' || quote_ident(name) || ' = ' ||
    quote_literal(substr(o, length(name) + 2)) || ')'
FROM pg_class, unnest(reloptions) AS o, split_part(o, '=', 1) AS name WHERE oid = {2}
UNION ALL SELECT 3, 'rule ' || rulename, rtrim(pg_get_ruledef(oid), ';')
FROM pg_rewrite WHERE ev_class = {2} AND rulename <> '_RETURN'
UNION ALL SELECT 3, 'comment on rule ' || rulename, 'COMMENT ON RULE ' || quote_ident(rulename) ||
    ' ON ' || {1} || ' IS ' || quote_literal(description)
FROM pg_rewrite JOIN pg_description ON classoid = 'pg_rewrite'::regclass AND objoid = oid
WHERE ev_class = {2}
UNION ALL SELECT 3, 'trigger ' || tgname, pg_get_triggerdef(oid)
FROM pg_trigger WHERE tgrelid = {2} AND NOT tgisinternal
UNION ALL SELECT 4, 'comment on trigger ' || tgname, 'COMMENT ON TRIGGER ' || quote_ident(tgname) ||
    ' ON ' || {1} || ' IS ' || quote_literal(description)
FROM pg_trigger JOIN pg_description ON classoid = 'pg_trigger'::regclass AND objoid = oid
WHERE tgrelid = {2} AND NOT tgisinternal)";

constexpr const char* of_materialized_views = R"(
UNION ALL SELECT 3, 'index ' || c.relname, pg_get_indexdef(c.oid)
FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE indrelid = {2}
UNION ALL SELECT 4, 'comment on index ' || c.relname, 'COMMENT ON INDEX ' ||
    quote_ident(n.nspname) || '.' || quote_ident(c.relname) || ' IS ' || quote_literal(description)
FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid JOIN pg_namespace AS n ON n.oid =
    c.relnamespace JOIN pg_description ON classoid = 'pg_class'::regclass AND objoid = c.oid
WHERE indrelid = {2}
UNION ALL SELECT 4, 'cluster', 'ALTER ' || {0} || ' CLUSTER ON ' || quote_ident(c.relname)
FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid WHERE indrelid = {2} AND indisclustered
UNION ALL SELECT 4, 'statistics of column ' || attname, 'ALTER ' || {0} || ' ALTER COLUMN ' ||
    quote_ident(attname) || ' SET STATISTICS ' || attstattarget
FROM pg_attribute WHERE attrelid = {2} AND attnum > 0 AND attstattarget >= 0
UNION ALL SELECT 4, 'statistics ' || stxname, pg_get_statisticsobjdef(oid)
FROM pg_statistic_ext WHERE stxrelid = {2})";

constexpr const char* of_triggers = R"(
UNION ALL SELECT 4, 'enabled', 'ALTER TABLE ' || {1} || CASE tgenabled WHEN 'D' THEN ' DISABLE'
    WHEN 'R' THEN ' ENABLE REPLICA' ELSE ' ENABLE ALWAYS' END || ' TRIGGER ' || quote_ident(tgname)
FROM pg_trigger WHERE oid = {2} AND tgenabled <> 'O')";

/// {3} is the catalog of the object, {4} its access list, {5} its owner, {6} its schema, {7} the
/// letter of its kind, {8} its kind in GRANT. What a new object of this role would be granted needs
/// no word; what it would be granted beyond is taken away. Grantee 1 is the owner.
constexpr const char* owner_and_privileges = R"(
UNION ALL SELECT CASE WHEN p.self THEN 7 ELSE 5 END,
    'privilege ' || p.role || ' ' || p.privilege, p.said
FROM (
    WITH object AS (SELECT {4} AS acl, {5} AS owner, {6} AS schema FROM {3} WHERE oid = {2}),
    has AS (SELECT CASE WHEN grantee = owner THEN 1 ELSE grantee END AS grantee, privilege_type AS
        privilege, bool_or(is_grantable AND grantee <> owner) AS grantable FROM object,
        aclexplode(coalesce(acl, acldefault('{7}', owner))) GROUP BY 1, 2),
    me AS (SELECT oid FROM pg_roles WHERE rolname = current_user),
    gets AS (SELECT CASE WHEN grantee = me.oid THEN 1 ELSE grantee END AS grantee, privilege_type AS
        privilege, bool_or(is_grantable AND grantee <> me.oid) AS grantable FROM me, object,
        LATERAL (SELECT coalesce((SELECT defaclacl FROM pg_default_acl WHERE defaclrole = me.oid AND
        defaclnamespace = 0 AND defaclobjtype = '{7}'), acldefault('{7}', me.oid)) UNION ALL SELECT
        defaclacl FROM pg_default_acl WHERE defaclrole = me.oid AND defaclnamespace = object.schema
        AND defaclobjtype = '{7}') AS d (acl), aclexplode(d.acl) GROUP BY 1, 2)
    SELECT r.role, privilege, r.self, CASE WHEN h.grantee IS NULL THEN 'REVOKE ' || privilege ||
        ' ON {8} ' || {1} || ' FROM ' || r.name ELSE 'GRANT ' || privilege || ' ON {8} ' || {1} ||
        ' TO ' || r.name || CASE WHEN h.grantable THEN ' WITH GRANT OPTION' ELSE '' END END AS said
    FROM has AS h FULL JOIN gets AS g USING (grantee, privilege)
    CROSS JOIN LATERAL (SELECT CASE grantee WHEN 0 THEN 'PUBLIC' WHEN 1 THEN 'the owner' ELSE
        pg_get_userbyid(grantee) END AS role, CASE grantee WHEN 0 THEN 'PUBLIC' WHEN 1 THEN
        'CURRENT_USER' ELSE quote_ident(pg_get_userbyid(grantee)) END AS name,
        grantee = (SELECT oid FROM me) AS self) AS r
    WHERE h.grantee IS NULL OR g.grantee IS NULL OR h.grantable AND NOT g.grantable) AS p
UNION ALL SELECT 6, 'owner', 'ALTER ' || {0} || ' OWNER TO ' || quote_ident(pg_get_userbyid({5}))
FROM {3} WHERE oid = {2} AND pg_get_userbyid({5}) <> current_user)";

constexpr const char* column_privileges = R"(
UNION ALL SELECT CASE WHEN p.role = current_user THEN 7 ELSE 5 END, 'privilege ' || p.role || ' ' ||
    privilege_type || ' on column ' || attname, 'GRANT ' || privilege_type || ' (' ||
    quote_ident(attname) || ') ON ' || {1} || ' TO ' || p.name || CASE WHEN bool_or(is_grantable)
    THEN ' WITH GRANT OPTION' ELSE '' END
FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS x CROSS JOIN LATERAL (SELECT CASE grantee
    WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END AS role, CASE grantee WHEN 0 THEN
    'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS name) AS p
WHERE attrelid = {2} GROUP BY p.role, p.name, privilege_type, attname)";

std::string parts_for(ObjectKind kind) {
    switch (kind) {
        case ObjectKind::view:
            return std::string(comments) + of_relations + column_privileges + owner_and_privileges;
        case ObjectKind::materialized_view:
            return std::string(comments) + of_relations + of_materialized_views +
                   column_privileges + owner_and_privileges;
        case ObjectKind::function:
        case ObjectKind::procedure:
            return std::string(comments) + owner_and_privileges;
        case ObjectKind::trigger:
            break;
    }
    return std::string(comments) + of_triggers;
}

std::string query_for(const Description& object) {
    const bool relation = object.catalog == "pg_class";
    const char* grants_on = relation                                         ? "TABLE"
                            : object.object.id.kind == ObjectKind::procedure ? "PROCEDURE"
                                                                             : "FUNCTION";
    const std::string query = "SELECT * FROM (" + parts_for(object.object.id.kind) +
                              ") AS a (place, key, statement) ORDER BY place, key COLLATE \"C\"";
    return fmt::format(fmt::runtime(query), literal(object.named), literal(object.name), object.oid,
                       object.catalog, relation ? "relacl" : "proacl",
                       relation ? "relowner" : "proowner",
                       relation ? "relnamespace" : "pronamespace", relation ? "r" : "f", grants_on);
}

/// The statement with the other kind of view behind its ALTER or COMMENT ON.
std::string on_other_kind(const std::string& statement) {
    const std::string view = "VIEW ";
    const std::string materialized = "MATERIALIZED VIEW ";
    for (const std::string begin : {"ALTER ", "COMMENT ON "}) {
        if (statement.rfind(begin + view, 0) == 0) {
            return begin + materialized + statement.substr(begin.size() + view.size());
        }
        if (statement.rfind(begin + materialized, 0) == 0) {
            return begin + view + statement.substr(begin.size() + materialized.size());
        }
    }
    return statement;
}

/// What a script might miss later does not go by itself: triggers and rules.
bool may_go(const std::string& key) {
    constexpr const char* begins[] = {"comment on column ", "default of ", "option ",    "index ",
                                      "comment on index ",  "cluster",     "statistics "};
    const bool of_column =
        key.rfind("privilege ", 0) == 0 && key.find(" on column ") != std::string::npos;
    return of_column || std::any_of(std::begin(begins), std::end(begins),
                                    [&](const char* begin) { return key.rfind(begin, 0) == 0; });
}

}  // namespace

std::vector<Attachment> attachments_of(Connection& connection, const Description& object) {
    std::vector<Attachment> attachments;
    for (const Row& row : read_qualified(connection, query_for(object))) {
        const std::string key = text(row[1]);
        const std::string statement = text(row[2]);
        attachments.push_back({key, statement, on_other_kind(statement), may_go(key)});
    }
    return attachments;
}

}  // namespace retort::dialect::postgresql
