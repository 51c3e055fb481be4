#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

SchemaQuestion wrappers() {
    return question({Category::other,
                     "foreign data wrapper",
                     no_owner,
                     "quote_ident(w.fdwname)",
                     {{Category::other, "handler",
                       "CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::regprocedure END"},
                      {Category::other, "validator",
                       "CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::regprocedure END"},
                      {Category::other, "options", listed("w.fdwoptions")},
                      owned_by("w.fdwowner"),
                      privileges("w.fdwacl", "F", "w.fdwowner"),
                      comment_on("pg_foreign_data_wrapper", "w.oid")},
                     "pg_foreign_data_wrapper AS w WHERE " +
                         not_of_extension("pg_foreign_data_wrapper", "w.oid")});
}

SchemaQuestion servers() {
    return question({Category::other,
                     "foreign server",
                     no_owner,
                     "quote_ident(v.srvname)",
                     {{Category::other, "wrapper", "quote_ident(w.fdwname)"},
                      {Category::other, "type", "v.srvtype"},
                      {Category::other, "version", "v.srvversion"},
                      {Category::other, "options", listed("v.srvoptions")},
                      owned_by("v.srvowner"),
                      privileges("v.srvacl", "S", "v.srvowner"),
                      comment_on("pg_foreign_server", "v.oid")},
                     "pg_foreign_server AS v JOIN pg_foreign_data_wrapper AS w ON w.oid = "
                     "v.srvfdw WHERE " +
                         not_of_extension("pg_foreign_server", "v.oid")});
}

/// A secret is told by its sum: differences are printed.
SchemaQuestion user_mappings() {
    return question(
        {Category::other,
         "user mapping",
         no_owner,
         "CASE m.umuser WHEN 0 THEN 'public' ELSE quote_ident(m.usename) END || ' on ' || "
         "quote_ident(m.srvname)",
         {{Category::other, "options",
           "(SELECT string_agg(CASE WHEN o ~* '^[^=]*(pass|secret|key|token)' THEN "
           "split_part(o, '=', 1) || '=md5:' || md5(o) ELSE o END, ', ' ORDER BY o COLLATE "
           "\"C\") FROM unnest(m.umoptions) AS o)"}},
         "pg_user_mappings AS m"});
}

std::string published_columns() {
    return "(SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute "
           "AS a WHERE a.attrelid = t.prrelid AND to_jsonb(t) -> 'prattrs' @> "
           "to_jsonb(a.attnum))";
}

SchemaQuestion publications() {
    return question(
        {Category::other,
         "publication",
         no_owner,
         "quote_ident(p.pubname)",
         {{Category::other, "all tables", "CASE WHEN p.puballtables THEN 'all' END"},
          {Category::other, "operations",
           "concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN "
           "'update' END, CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN "
           "'truncate' END)"},
          {Category::other, "via root",
           "CASE WHEN to_jsonb(p) ->> 'pubviaroot' = 'true' THEN 'via root' END"},
          {Category::other, "generated columns", "NULLIF(to_jsonb(p) ->> 'pubgencols', 'n')"},
          {Category::other, "tables",
           "(SELECT string_agg(t.prrelid::regclass || coalesce(' (' || " + published_columns() +
               " || ')', '') || coalesce(' where ' || (SELECT to_jsonb(f) ->> 'rowfilter' FROM "
               "pg_publication_tables AS f JOIN pg_class AS c ON c.relname = f.tablename JOIN "
               "pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = f.schemaname WHERE "
               "f.pubname = p.pubname AND c.oid = t.prrelid), ''), ', ' ORDER BY "
               "t.prrelid::regclass::text) FROM pg_publication_rel AS t WHERE t.prpubid = p.oid)"},
          {Category::other, "schemas",
           "(SELECT string_agg(DISTINCT e.refobjid::regnamespace::text, ', ') FROM pg_depend AS d "
           "JOIN pg_depend AS e ON e.classid = d.classid AND e.objid = d.objid WHERE d.classid = "
           "to_regclass('pg_publication_namespace') AND d.refclassid = "
           "'pg_publication'::regclass AND d.refobjid = p.oid AND e.refclassid = "
           "'pg_namespace'::regclass)"},
          owned_by("p.pubowner"),
          comment_on("pg_publication", "p.oid")},
         "pg_publication AS p WHERE " + not_of_extension("pg_publication", "p.oid")});
}

}  // namespace

Questions foreign_questions() {
    return {wrappers(), servers(), user_mappings(), publications()};
}

}  // namespace retort::dialect::postgresql
