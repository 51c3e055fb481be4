#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

FactReading deferrable(Category category) {
    return {category, "deferrable",
            "CASE WHEN x.condeferred THEN 'initially deferred' WHEN x.condeferrable THEN "
            "'initially immediate' END"};
}

FactReading validity(Category category) {
    return {category, "validity",
            "CASE WHEN to_jsonb(x) ->> 'conenforced' = 'false' THEN 'not enforced' WHEN NOT "
            "x.convalidated THEN 'not valid' END"};
}

FactReading comment() {
    return comment_on("pg_constraint", "x.oid");
}

/// Of the index below a constraint.
std::vector<FactReading> of_index(Category category) {
    return {
        {category, "validity", "CASE WHEN NOT i.indisvalid THEN 'not valid' END"},
        {Category::partition, "part of",
         "(SELECT h.inhparent::regclass FROM pg_inherits AS h WHERE h.inhrelid = i.indexrelid)"},
        {Category::other, "tablespace",
         "(SELECT s.spcname FROM pg_tablespace AS s WHERE s.oid = i.reltablespace)"},
        {category, "statistics targets",
         "(SELECT string_agg(a.attnum || ': ' || a.attstattarget, ', ' ORDER BY a.attnum) FROM "
         "pg_attribute AS a WHERE a.attrelid = i.indexrelid AND a.attstattarget >= 0)"},
        comment(),
        {Category::comment, "comment on index", "obj_description(i.indexrelid, 'pg_class')"},
    };
}

std::string over_index(const char* type) {
    return std::string(
               "pg_constraint AS x JOIN relations AS r ON r.oid = x.conrelid JOIN (SELECT n.*, "
               "c.reloptions, c.reltablespace FROM pg_index AS n JOIN pg_class AS c ON c.oid = "
               "n.indexrelid) AS i ON i.indexrelid = x.conindid WHERE x.contype = '") +
           type + "'";
}

SchemaQuestion key(Category category, const char* kind, const char* type) {
    return question(
        {category, kind, "r.label", "quote_ident(x.conname)",
         joined({{{category, "columns", columns_of("x.conrelid", "x.conkey")},
                  {category, "include",
                   columns_of("x.conrelid", "(i.indkey::int2[])[i.indnkeyatts:]")},
                  {category, "nulls",
                   "CASE WHEN to_jsonb(i) ->> 'indnullsnotdistinct' = 'true' THEN 'not distinct' "
                   "END"},
                  {category, "period",
                   "CASE WHEN to_jsonb(x) ->> 'conperiod' = 'true' THEN 'without overlaps' END"},
                  {category, "options", listed("i.reloptions")},
                  deferrable(category)},
                 of_index(category)}),
         over_index(type)});
}

SchemaQuestion exclusions() {
    return question({Category::unique, "exclusion", "r.label", "quote_ident(x.conname)",
                     joined({{{Category::unique, "definition", "pg_get_constraintdef(x.oid)"}},
                             of_index(Category::unique)}),
                     over_index("x")});
}

SchemaQuestion checks() {
    return question(
        {Category::check,
         "check",
         "r.label",
         "quote_ident(x.conname)",
         {{Category::check, "expression", "pg_get_expr(x.conbin, x.conrelid)"},
          validity(Category::check),
          {Category::check, "inheritance", "CASE WHEN x.connoinherit THEN 'no inherit' END"},
          {Category::check, "inherited",
           "CASE WHEN x.coninhcount > 0 AND NOT r.relispartition THEN CASE WHEN x.conislocal THEN "
           "'inherited and declared' ELSE 'inherited' END END"},
          comment()},
         "pg_constraint AS x JOIN relations AS r ON r.oid = x.conrelid WHERE x.contype = 'c'"});
}

std::string action(const std::string& column) {
    return "CASE x." + column +
           " WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set null' WHEN 'd' "
           "THEN 'set default' END";
}

/// Without those that a partition has of its table, and a partition that is referred to of its own.
SchemaQuestion foreign_keys() {
    constexpr Category category = Category::foreign_key;
    return question(
        {category,
         "foreign key",
         "r.label",
         "'(' || " + columns_of("x.conrelid", "x.conkey") + " || ') references ' || " +
             named("n.nspname", "c.relname") + " || ' (' || " +
             columns_of("x.confrelid", "x.confkey") + " || ')'",
         {{category, "name", "quote_ident(x.conname)"},
          {category, "on update", action("confupdtype")},
          {category, "on delete",
           action("confdeltype") +
               " || CASE jsonb_typeof(to_jsonb(x) -> 'confdelsetcols') WHEN "
               "'array' THEN ' (' || " +
               columns_of("x.conrelid",
                          "ARRAY(SELECT jsonb_array_elements_text(to_jsonb(x) -> "
                          "'confdelsetcols')::int2)") +
               " || ')' ELSE '' END"},
          {category, "match",
           "CASE x.confmatchtype WHEN 'f' THEN 'full' WHEN 'p' THEN 'partial' END"},
          {category, "period", "CASE WHEN to_jsonb(x) ->> 'conperiod' = 'true' THEN 'period' END"},
          deferrable(category),
          validity(category),
          comment()},
         "pg_constraint AS x JOIN relations AS r ON r.oid = x.conrelid JOIN pg_class AS c ON c.oid "
         "= x.confrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE x.contype = 'f' AND "
         "x.conparentid = 0"});
}

}  // namespace

Questions constraint_questions() {
    return {key(Category::primary_key, "primary key", "p"), key(Category::unique, "unique", "u"),
            exclusions(), checks(), foreign_keys()};
}

}  // namespace retort::dialect::postgresql
