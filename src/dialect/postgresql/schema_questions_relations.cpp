#include "dialect/postgresql/schema_reading.hpp"

#include <fmt/format.h>

namespace retort::dialect::postgresql {
namespace {

FactReading inherited(Category category, const std::string& parents, const std::string& is_local) {
    return {category, "inherited",
            fmt::format("CASE WHEN {} > 0 AND NOT r.relispartition THEN CASE WHEN {} THEN "
                        "'inherited and declared' ELSE 'inherited' END END",
                        parents, is_local)};
}

std::vector<FactReading> stored() {
    return {
        {Category::other, "persistence", "CASE r.relpersistence WHEN 'u' THEN 'unlogged' END"},
        {Category::other, "access method",
         "(SELECT NULLIF(m.amname, 'heap') FROM pg_am AS m WHERE m.oid = r.relam)"},
        {Category::other, "options", listed("r.reloptions")},
        {Category::other, "toast options",
         "(SELECT " + listed("t.reloptions") +
             " FROM pg_class AS t WHERE t.oid = r.reltoastrelid)"},
        {Category::other, "tablespace",
         "(SELECT s.spcname FROM pg_tablespace AS s WHERE s.oid = r.reltablespace)"},
        {Category::other, "clustered on",
         "(SELECT quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid = "
         "i.indexrelid WHERE i.indrelid = r.oid AND i.indisclustered)"},
    };
}

std::vector<FactReading> general_of_relation(const char* acl_kind) {
    return {owned_by("r.relowner"), privileges("r.relacl", acl_kind, "r.relowner"),
            comment_on("pg_class", "r.oid")};
}

std::vector<FactReading> of_table() {
    return {
        {Category::table, "inherits",
         "(SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM "
         "pg_inherits AS i WHERE i.inhrelid = r.oid AND NOT r.relispartition)"},
        {Category::table, "of type",
         "CASE WHEN r.reloftype <> 0 THEN format_type(r.reloftype, NULL) END"},
        {Category::partition, "partition key", "pg_get_partkeydef(r.oid)"},
        {Category::partition, "partition of",
         "(SELECT i.inhparent::regclass FROM pg_inherits AS i WHERE i.inhrelid = r.oid AND "
         "r.relispartition)"},
        {Category::partition, "partition bound", "pg_get_expr(r.relpartbound, r.oid)"},
        {Category::partition, "partition detached",
         "(SELECT 'pending' FROM pg_inherits AS i WHERE i.inhrelid = r.oid AND to_jsonb(i) ->> "
         "'inhdetachpending' = 'true')"},
        {Category::policy, "row security", "CASE WHEN r.relrowsecurity THEN 'enabled' END"},
        {Category::policy, "forced row security",
         "CASE WHEN r.relforcerowsecurity THEN 'forced' END"},
    };
}

FactReading replica_identity() {
    return {
        Category::other, "replica identity",
        "CASE r.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN "
        "coalesce((SELECT quote_ident(x.relname) FROM pg_index AS i JOIN pg_class AS x ON x.oid "
        "= i.indexrelid WHERE i.indrelid = r.oid AND i.indisreplident), 'an index that is gone') "
        "END"};
}

SchemaQuestion tables() {
    return question({Category::table, "table", no_owner, "r.name",
                     joined({of_table(), {replica_identity()}, stored(), general_of_relation("r")}),
                     "relations AS r WHERE r.kind = 'table'"});
}

SchemaQuestion foreign_tables() {
    return question({Category::table, "foreign table", no_owner, "r.name",
                     joined({of_table(),
                             {{Category::other, "server", "quote_ident(s.srvname)"},
                              {Category::other, "options", listed("f.ftoptions")}},
                             general_of_relation("r")}),
                     "relations AS r JOIN pg_foreign_table AS f ON f.ftrelid = r.oid JOIN "
                     "pg_foreign_server AS s ON s.oid = f.ftserver"});
}

SchemaQuestion columns() {
    return question(
        {Category::column, "column", "r.label", "quote_ident(a.attname)",
         joined(
             {{{Category::order, "position",
                "row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum)"}},
              typed("a.atttypid", "a.atttypmod"),
              {{Category::nullability, "nullability", "CASE WHEN a.attnotnull THEN 'not null' END"},
               {Category::nullability, "not null constraint",
                "(SELECT concat_ws(', ', CASE WHEN NOT n.convalidated THEN 'not valid' END, CASE "
                "WHEN n.connoinherit THEN 'no inherit' END) FROM pg_constraint AS n WHERE "
                "n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey[1] = a.attnum)"},
               {Category::default_value, "default",
                "CASE a.attgenerated WHEN '' THEN pg_get_expr(d.adbin, d.adrelid) END"},
               {Category::generated, "generated",
                "CASE a.attgenerated WHEN '' THEN NULL WHEN 's' THEN pg_get_expr(d.adbin, "
                "d.adrelid) ELSE pg_get_expr(d.adbin, d.adrelid) || ' virtual' END"},
               {Category::identity, "identity",
                "CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END"},
               collated(Category::collation, "a.attcollation", "t.typcollation"),
               {Category::other, "storage",
                "CASE WHEN a.attstorage <> t.typstorage THEN CASE a.attstorage WHEN 'p' THEN "
                "'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' WHEN 'x' THEN 'extended' "
                "END END"},
               {Category::other, "compression",
                "CASE WHEN a.attlen = -1 THEN CASE to_jsonb(a) ->> 'attcompression' WHEN 'p' THEN "
                "'pglz' WHEN 'l' THEN 'lz4' END END"},
               {Category::other, "statistics target", "NULLIF(a.attstattarget, -1)"},
               {Category::other, "options", column_options("a.attoptions")},
               {Category::other, "foreign options", listed("a.attfdwoptions")},
               inherited(Category::column, "a.attinhcount", "a.attislocal"),
               privileges("a.attacl", "", "r.relowner"),
               {Category::comment, "comment", "col_description(a.attrelid, a.attnum)"}}}),
         "relations AS r JOIN pg_attribute AS a ON a.attrelid = r.oid JOIN pg_type AS t ON t.oid = "
         "a.atttypid LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum "
         "WHERE a.attnum > 0 AND NOT a.attisdropped AND r.relkind NOT IN ('S', 'c')"});
}

SchemaQuestion views() {
    return question({Category::view, "view", no_owner, "r.name",
                     joined({{{Category::view, "definition", "pg_get_viewdef(r.oid)"},
                              {Category::view, "options", listed("r.reloptions")}},
                             general_of_relation("r")}),
                     "relations AS r WHERE r.relkind = 'v'"});
}

/// Whether it has rows is no matter of its schema.
SchemaQuestion materialized_views() {
    return question({Category::view, "materialized view", no_owner, "r.name",
                     joined({{{Category::view, "definition", "pg_get_viewdef(r.oid)"}},
                             stored(),
                             general_of_relation("r")}),
                     "relations AS r WHERE r.relkind = 'm'"});
}

/// What no query says of all of them at once, a query to each does inside of one, as XML.
constexpr const char* next_value =
    R"(CASE WHEN has_sequence_privilege(r.oid, 'SELECT')
    AND has_schema_privilege(r.relnamespace, 'USAGE') THEN (SELECT CASE
        WHEN NOT v.is_called THEN v.last::text
        WHEN v.last + q.seqincrement BETWEEN q.seqmin AND q.seqmax
            THEN (v.last + q.seqincrement)::text
        WHEN NOT q.seqcycle THEN 'none left'
        WHEN q.seqincrement > 0 THEN q.seqmin::text ELSE q.seqmax::text END
    FROM (SELECT substring(x.text FROM '<last_value>(-?[0-9]+)')::numeric AS last,
        substring(x.text FROM '<is_called>(t|f)') = 't' AS is_called
        FROM (SELECT query_to_xml('SELECT last_value, is_called FROM ' || r.oid::regclass, false,
            false, '')::text AS text OFFSET 0) AS x) AS v) END)";

SchemaQuestion sequences() {
    return question(
        {Category::sequence, "sequence", no_owner, "r.name",
         joined({{{Category::sequence, "type", "format_type(q.seqtypid, NULL)"},
                  {Category::sequence, "start", "q.seqstart"},
                  {Category::sequence, "minimum", "q.seqmin"},
                  {Category::sequence, "maximum", "q.seqmax"},
                  {Category::sequence, "increment", "q.seqincrement"},
                  {Category::sequence, "cache", "NULLIF(q.seqcache, 1)"},
                  {Category::sequence, "cycle", "CASE WHEN q.seqcycle THEN 'cycle' END"},
                  {Category::sequence, "persistence",
                   "CASE r.relpersistence WHEN 'u' THEN 'unlogged' END"},
                  {Category::sequence, "owned by",
                   "(SELECT d.refobjid::regclass || '.' || quote_ident(a.attname) FROM pg_depend "
                   "AS d JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = "
                   "d.refobjsubid WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid AND "
                   "d.objsubid = 0 AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', "
                   "'i'))"},
                  {Category::sequence, "next value", next_value}},
                 general_of_relation("s")}),
         "relations AS r JOIN pg_sequence AS q ON q.seqrelid = r.oid"});
}

SchemaQuestion rules() {
    return question(
        {Category::other,
         "rule",
         "r.label",
         "quote_ident(w.rulename)",
         {{Category::other, "definition", "pg_get_ruledef(w.oid)"},
          {Category::other, "enabled", enabled("w.ev_enabled")},
          comment_on("pg_rewrite", "w.oid")},
         "relations AS r JOIN pg_rewrite AS w ON w.ev_class = r.oid WHERE w.rulename <> '_RETURN' "
         "AND " +
             not_of_extension("pg_rewrite", "w.oid")});
}

}  // namespace

Questions relation_questions() {
    return {tables(), foreign_tables(),     columns(),  views(),
            rules(),  materialized_views(), sequences()};
}

}  // namespace retort::dialect::postgresql
