#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

/// As pg_get_indexdef() prints them within the whole: what is usual is not said.
std::string index_columns() {
    return "(SELECT string_agg(pg_get_indexdef(i.indexrelid, k.place, false) || CASE WHEN "
           "a.attcollation NOT IN (0, coalesce(t.attcollation, 100)) THEN ' collate ' || " +
           qualified("pg_collation", "coll", "a.attcollation") +
           " ELSE '' END || CASE WHEN p.opcdefault AND (t.atttypid IS NULL OR p.opcintype = "
           "t.atttypid OR y.typtype = 'p' OR t.atttypid = 'varchar'::regtype AND p.opcintype = "
           "'text'::regtype) THEN '' ELSE ' ' || " +
           qualified("pg_opclass", "opc", "p.oid") + " END || coalesce(' (' || " +
           column_options("a.attoptions") +
           " || ')', '') || CASE WHEN i.indoption[k.place - 1] & 1 = 1 THEN ' desc' ELSE '' END "
           "|| CASE i.indoption[k.place - 1] & 3 WHEN 1 THEN ' nulls last' WHEN 2 THEN ' nulls "
           "first' ELSE '' END, ', ' ORDER BY k.place) FROM generate_series(1, i.indnkeyatts) AS k "
           "(place) JOIN pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum = k.place "
           "JOIN pg_opclass AS p ON p.oid = i.indclass[k.place - 1] JOIN pg_type AS y ON y.oid = "
           "p.opcintype LEFT JOIN pg_attribute AS t ON t.attrelid = i.indrelid AND t.attnum = "
           "i.indkey[k.place - 1] AND t.attnum <> 0)";
}

SchemaQuestion indexes() {
    constexpr Category category = Category::index;
    return question(
        {category,
         "index",
         "r.label",
         "quote_ident(x.relname)",
         {{category, "columns", index_columns()},
          {category, "include", columns_of("i.indrelid", "(i.indkey::int2[])[i.indnkeyatts:]")},
          {category, "condition", "pg_get_expr(i.indpred, i.indrelid)"},
          {category, "method", "m.amname"},
          {category, "uniqueness", "CASE WHEN i.indisunique THEN 'unique' END"},
          {category, "nulls",
           "CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN 'not distinct' END"},
          {category, "validity",
           "CASE WHEN NOT (i.indisvalid AND i.indisready) THEN 'not valid' END"},
          {category, "options", listed("x.reloptions")},
          {category, "statistics targets",
           "(SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM "
           "pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)"},
          {Category::other, "tablespace",
           "(SELECT s.spcname FROM pg_tablespace AS s WHERE s.oid = x.reltablespace)"},
          {Category::partition, "part of",
           "(SELECT h.inhparent::regclass FROM pg_inherits AS h WHERE h.inhrelid = i.indexrelid)"},
          comment_on("pg_class", "x.oid")},
         "pg_index AS i JOIN pg_class AS x ON x.oid = i.indexrelid JOIN relations AS r ON r.oid = "
         "i.indrelid JOIN pg_am AS m ON m.oid = x.relam WHERE NOT EXISTS (SELECT FROM "
         "pg_constraint AS c WHERE c.conindid = x.oid AND c.contype IN ('p', 'u', 'x')) AND " +
             not_of_extension("pg_class", "x.oid")});
}

SchemaQuestion extended_statistics() {
    return question(
        {Category::other,
         "statistics",
         "r.label",
         named("n.nspname", "x.stxname"),
         {{Category::other, "definition", "pg_get_statisticsobjdef(x.oid)"},
          {Category::other, "target", "NULLIF(to_jsonb(x) ->> 'stxstattarget', '-1')"},
          owned_by("x.stxowner"),
          comment_on("pg_statistic_ext", "x.oid")},
         "pg_statistic_ext AS x JOIN relations AS r ON r.oid = x.stxrelid JOIN pg_namespace AS n "
         "ON n.oid = x.stxnamespace WHERE " +
             not_of_extension("pg_statistic_ext", "x.oid")});
}

}  // namespace

Questions index_questions() {
    return {indexes(), extended_statistics()};
}

}  // namespace retort::dialect::postgresql
