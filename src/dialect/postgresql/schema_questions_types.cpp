#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

std::vector<FactReading> general_of_type() {
    return {owned_by("t.typowner"), privileges("t.typacl", "T", "t.typowner"),
            comment_on("pg_type", "t.oid")};
}

std::string types_of(const std::string& joined, const std::string& kind) {
    return "spaces AS s JOIN pg_type AS t ON t.typnamespace = s.oid " + joined + " WHERE " + kind +
           " AND " + stands_alone("pg_type", "t.oid");
}

constexpr const char* type_name = "s.prefix || quote_ident(t.typname)";

SchemaQuestion enumerations() {
    return question({Category::enumeration, "enum", no_owner, type_name,
                     joined({{{Category::enumeration, "labels",
                               "(SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY "
                               "e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid)"}},
                             general_of_type()}),
                     types_of("", "t.typtype = 'e'")});
}

SchemaQuestion domains() {
    constexpr Category category = Category::domain;
    auto type = typed("t.typbasetype", "t.typtypmod");
    type[0].category = category;
    return question(
        {category, "domain", no_owner, type_name,
         joined({type,
                 {{category, "nullability", "CASE WHEN t.typnotnull THEN 'not null' END"},
                  {category, "default",
                   "coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault))"},
                  collated(category, "t.typcollation", "b.typcollation")},
                 general_of_type()}),
         types_of("JOIN pg_type AS b ON b.oid = t.typbasetype", "t.typtype = 'd'")});
}

SchemaQuestion domain_checks() {
    return question(
        {Category::check,
         "check",
         std::string("'domain ' || ") + type_name,
         "quote_ident(x.conname)",
         {{Category::check, "expression", "pg_get_expr(x.conbin, 0)"},
          {Category::check, "validity", "CASE WHEN NOT x.convalidated THEN 'not valid' END"},
          comment_on("pg_constraint", "x.oid")},
         types_of("JOIN pg_constraint AS x ON x.contypid = t.oid",
                  "t.typtype = 'd' AND x.contype = 'c'")});
}

SchemaQuestion composites() {
    return question({Category::type, "composite type", no_owner, "r.name", general_of_type(),
                     "relations AS r JOIN pg_type AS t ON t.oid = r.reltype WHERE r.relkind = 'c' "
                     "AND " +
                         stands_alone("pg_type", "t.oid")});
}

SchemaQuestion attributes() {
    return question(
        {Category::type, "attribute", "r.label", "quote_ident(a.attname)",
         joined({{{Category::order, "position",
                   "row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum)"}},
                 typed("a.atttypid", "a.atttypmod"),
                 {collated(Category::collation, "a.attcollation", "t.typcollation"),
                  {Category::comment, "comment", "col_description(a.attrelid, a.attnum)"}}}),
         "relations AS r JOIN pg_attribute AS a ON a.attrelid = r.oid JOIN pg_type AS "
         "t ON t.oid = a.atttypid WHERE r.relkind = 'c' AND a.attnum > 0 AND NOT "
         "a.attisdropped"});
}

std::string type_function(const std::string& column) {
    return "CASE WHEN " + column + "::oid <> 0 THEN " + column + "::oid::regproc END";
}

SchemaQuestion ranges() {
    constexpr Category category = Category::type;
    return question(
        {category, "range type", no_owner, type_name,
         joined({{{category, "subtype", "format_type(g.rngsubtype, NULL)"},
                  {category, "operator class", qualified("pg_opclass", "opc", "g.rngsubopc")},
                  {category, "canonical function", type_function("g.rngcanonical")},
                  {category, "difference function", type_function("g.rngsubdiff")},
                  {category, "multirange type",
                   "(SELECT quote_ident(m.typname) FROM pg_type AS m WHERE m.oid::text = "
                   "to_jsonb(g) ->> 'rngmultitypid')"},
                  collated(category, "g.rngcollation", "b.typcollation")},
                 general_of_type()}),
         types_of("JOIN pg_range AS g ON g.rngtypid = t.oid JOIN pg_type AS b ON b.oid = "
                  "g.rngsubtype",
                  "t.typtype = 'r'")});
}

/// With the shells, which are announced and not made.
SchemaQuestion base_types() {
    constexpr Category category = Category::type;
    return question(
        {category, "base type", no_owner, type_name,
         joined({{{category, "shell", "CASE WHEN NOT t.typisdefined THEN 'shell' END"},
                  {category, "input", type_function("t.typinput")},
                  {category, "output", type_function("t.typoutput")},
                  {category, "receive", type_function("t.typreceive")},
                  {category, "send", type_function("t.typsend")},
                  {category, "modifiers",
                   "NULLIF(concat_ws(', ', " + type_function("t.typmodin") + ", " +
                       type_function("t.typmodout") + "), '')"},
                  {category, "analyze", type_function("t.typanalyze")},
                  {category, "element",
                   "CASE WHEN t.typelem <> 0 THEN format_type(t.typelem, NULL) END"},
                  {category, "default", "quote_literal(t.typdefault)"},
                  {category, "representation",
                   "concat_ws(' ', t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, "
                   "t.typispreferred, t.typdelim, t.typcollation <> 0, to_jsonb(t) ->> "
                   "'typsubscript')"}},
                 general_of_type()}),
         types_of("", "(t.typtype = 'b' OR t.typtype = 'p' AND NOT t.typisdefined)")});
}

SchemaQuestion collations() {
    constexpr Category category = Category::collation;
    return question(
        {category,
         "collation",
         no_owner,
         "s.prefix || quote_ident(c.collname)",
         {{category, "provider",
           "CASE c.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' "
           "ELSE 'default' END"},
          {category, "locale",
           "concat_ws(', ', c.collcollate, NULLIF(c.collctype, c.collcollate), to_jsonb(c) ->> "
           "'colliculocale', to_jsonb(c) ->> 'colllocale')"},
          {category, "rules", "to_jsonb(c) ->> 'collicurules'"},
          {category, "determinism",
           "CASE WHEN NOT c.collisdeterministic THEN 'not deterministic' END"},
          owned_by("c.collowner"),
          comment_on("pg_collation", "c.oid")},
         "spaces AS s JOIN pg_collation AS c ON c.collnamespace = s.oid WHERE " +
             stands_alone("pg_collation", "c.oid")});
}

}  // namespace

Questions type_questions() {
    return {enumerations(), domains(), domain_checks(), composites(),
            attributes(),   ranges(),  base_types(),    collations()};
}

}  // namespace retort::dialect::postgresql
