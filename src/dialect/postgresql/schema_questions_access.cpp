#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

SchemaQuestion schemas() {
    return question({Category::other,
                     "schema",
                     no_owner,
                     "quote_ident(s.nspname)",
                     {owned_by("s.nspowner"), privileges("s.nspacl", "n", "s.nspowner"),
                      comment_on("pg_namespace", "s.oid")},
                     "spaces AS s WHERE " + not_of_extension("pg_namespace", "s.oid")});
}

SchemaQuestion extensions() {
    return question({Category::extension,
                     "extension",
                     no_owner,
                     "quote_ident(e.extname)",
                     {{Category::extension, "version", "e.extversion"},
                      {Category::extension, "schema", "quote_ident(n.nspname)"},
                      comment_on("pg_extension", "e.oid")},
                     "pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace"});
}

/// What is dropped together with an extension of which it is no part.
SchemaQuestion extension_dependents() {
    return question({Category::extension,
                     "dependency on extension",
                     no_owner,
                     "quote_ident(e.extname) || ' of ' || i.type || ' ' || i.identity",
                     {},
                     "pg_depend AS d JOIN pg_extension AS e ON d.refclassid = "
                     "'pg_extension'::regclass AND e.oid = d.refobjid CROSS JOIN LATERAL "
                     "pg_identify_object(d.classid, d.objid, d.objsubid) AS i WHERE d.deptype = "
                     "'x'"});
}

/// Of tables, sequences, functions and types that came with an extension: what was changed since.
SchemaQuestion extension_privileges() {
    const std::string now = "coalesce(" + granted("o.acl", "o.owner") + ", 'none')";
    const std::string then =
        "coalesce(" + granted("coalesce(p.initprivs, acldefault(o.kind, o.owner))", "o.owner") +
        ", 'none')";
    return question(
        {Category::privilege,
         "part of extension",
         no_owner,
         "i.type || ' ' || i.identity",
         {{Category::privilege, "privileges", now}},
         "(SELECT 'pg_class'::regclass AS catalog, oid, 0 AS part, CASE relkind WHEN 'S' THEN "
         "'s'::\"char\" ELSE 'r'::\"char\" END AS kind, relacl AS acl, relowner AS owner FROM "
         "pg_class UNION ALL SELECT 'pg_class'::regclass, a.attrelid, a.attnum, 'c', a.attacl, "
         "c.relowner FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid UNION ALL "
         "SELECT 'pg_proc'::regclass, oid, 0, 'f', proacl, proowner FROM pg_proc UNION ALL SELECT "
         "'pg_type'::regclass, oid, 0, 'T', typacl, typowner FROM pg_type) AS o JOIN pg_depend AS "
         "d ON d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e' LEFT JOIN "
         "pg_init_privs AS p ON p.classoid = o.catalog AND p.objoid = o.oid AND p.objsubid = "
         "o.part CROSS JOIN LATERAL pg_identify_object(o.catalog, o.oid, o.part) AS i WHERE "
         "(o.acl IS NOT NULL OR p.initprivs IS NOT NULL) AND o.acl IS DISTINCT FROM p.initprivs "
         "AND " +
             now + " <> " + then});
}

SchemaQuestion policies() {
    constexpr Category category = Category::policy;
    return question(
        {category,
         "policy",
         "r.label",
         "quote_ident(p.polname)",
         {{category, "command",
           "CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' "
           "WHEN 'd' THEN 'delete' ELSE 'all' END"},
          {category, "kind", "CASE WHEN NOT p.polpermissive THEN 'restrictive' END"},
          {category, "roles",
           "(SELECT string_agg(quote_ident(pg_get_userbyid(o)), ', ' ORDER BY pg_get_userbyid(o)) "
           "FROM unnest(p.polroles) AS o WHERE o <> 0)"},
          {category, "using", "pg_get_expr(p.polqual, p.polrelid)"},
          {category, "with check", "pg_get_expr(p.polwithcheck, p.polrelid)"},
          comment_on("pg_policy", "p.oid")},
         "relations AS r JOIN pg_policy AS p ON p.polrelid = r.oid WHERE " +
             not_of_extension("pg_policy", "p.oid")});
}

SchemaQuestion default_privileges() {
    return question(
        {Category::privilege,
         "default privileges",
         no_owner,
         "concat_ws(' ', 'for ' || quote_ident(NULLIF(pg_get_userbyid(d.defaclrole), "
         "current_user)), 'in schema ' || quote_ident(s.nspname), 'on ' || CASE d.defaclobjtype "
         "WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' "
         "THEN 'types' WHEN 'n' THEN 'schemas' WHEN 'L' THEN 'large objects' ELSE "
         "d.defaclobjtype::text END)",
         {privileges("d.defaclacl", "", "d.defaclrole")},
         "pg_default_acl AS d LEFT JOIN spaces AS s ON s.oid = d.defaclnamespace WHERE "
         "d.defaclnamespace = 0 OR s.oid IS NOT NULL"});
}

}  // namespace

Questions access_questions() {
    return {schemas(),  extensions(),        extension_dependents(), extension_privileges(),
            policies(), default_privileges()};
}

}  // namespace retort::dialect::postgresql
