#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

std::string support_function(const std::string& column) {
    return "CASE WHEN " + column + "::oid <> 0 THEN " + column + "::oid::regprocedure END";
}

std::string operator_of(const std::string& column) {
    return "CASE WHEN " + column + " <> 0 THEN " + column + "::regoperator END";
}

SchemaQuestion search_configurations() {
    return question(
        {Category::other,
         "text search configuration",
         no_owner,
         "s.prefix || quote_ident(c.cfgname)",
         {{Category::other, "parser", qualified("pg_ts_parser", "prs", "c.cfgparser")},
          {Category::other, "mappings",
           "(SELECT string_agg(k.alias || ': ' || k.dictionaries, '; ' ORDER BY k.alias) FROM "
           "(SELECT t.alias, string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) "
           "AS dictionaries FROM pg_ts_config_map AS m JOIN ts_token_type(c.cfgparser) AS t ON "
           "t.tokid = m.maptokentype WHERE m.mapcfg = c.oid GROUP BY t.alias) AS k)"},
          owned_by("c.cfgowner"),
          comment_on("pg_ts_config", "c.oid")},
         "spaces AS s JOIN pg_ts_config AS c ON c.cfgnamespace = s.oid WHERE " +
             stands_alone("pg_ts_config", "c.oid")});
}

SchemaQuestion search_dictionaries() {
    return question(
        {Category::other,
         "text search dictionary",
         no_owner,
         "s.prefix || quote_ident(d.dictname)",
         {{Category::other, "template", qualified("pg_ts_template", "tmpl", "d.dicttemplate")},
          {Category::other, "options", "d.dictinitoption"},
          owned_by("d.dictowner"),
          comment_on("pg_ts_dict", "d.oid")},
         "spaces AS s JOIN pg_ts_dict AS d ON d.dictnamespace = s.oid WHERE " +
             stands_alone("pg_ts_dict", "d.oid")});
}

SchemaQuestion search_parsers() {
    return question({Category::other,
                     "text search parser",
                     no_owner,
                     "s.prefix || quote_ident(p.prsname)",
                     {{Category::other, "functions",
                       "concat_ws(', ', p.prsstart, p.prstoken, p.prsend, p.prsheadline, "
                       "p.prslextype)"},
                      comment_on("pg_ts_parser", "p.oid")},
                     "spaces AS s JOIN pg_ts_parser AS p ON p.prsnamespace = s.oid WHERE " +
                         stands_alone("pg_ts_parser", "p.oid")});
}

SchemaQuestion search_templates() {
    return question({Category::other,
                     "text search template",
                     no_owner,
                     "s.prefix || quote_ident(t.tmplname)",
                     {{Category::other, "functions", "concat_ws(', ', t.tmplinit, t.tmpllexize)"},
                      comment_on("pg_ts_template", "t.oid")},
                     "spaces AS s JOIN pg_ts_template AS t ON t.tmplnamespace = s.oid WHERE " +
                         stands_alone("pg_ts_template", "t.oid")});
}

SchemaQuestion operators() {
    return question(
        {Category::other,
         "operator",
         no_owner,
         "s.prefix || o.oprname || ' (' || concat_ws(', ', format_type(NULLIF(o.oprleft, 0), "
         "NULL), format_type(NULLIF(o.oprright, 0), NULL)) || ')'",
         {{Category::other, "function", support_function("o.oprcode")},
          {Category::other, "commutator", operator_of("o.oprcom")},
          {Category::other, "negator", operator_of("o.oprnegate")},
          {Category::other, "restriction", support_function("o.oprrest")},
          {Category::other, "join", support_function("o.oprjoin")},
          {Category::other, "hashes", "CASE WHEN o.oprcanhash THEN 'hashes' END"},
          {Category::other, "merges", "CASE WHEN o.oprcanmerge THEN 'merges' END"},
          owned_by("o.oprowner"),
          comment_on("pg_operator", "o.oid")},
         "spaces AS s JOIN pg_operator AS o ON o.oprnamespace = s.oid WHERE " +
             stands_alone("pg_operator", "o.oid")});
}

SchemaQuestion operator_families() {
    return question(
        {Category::other,
         "operator family",
         no_owner,
         "s.prefix || quote_ident(f.opfname) || ' using ' || m.amname",
         {{Category::other, "operators",
           "(SELECT string_agg(concat_ws(' ', o.amopstrategy, o.amopopr::regoperator, "
           "o.amoppurpose, NULLIF(o.amopsortfamily, 0)), ', ' ORDER BY o.amopstrategy, "
           "o.amopopr::regoperator::text) FROM pg_amop AS o WHERE o.amopfamily = f.oid)"},
          {Category::other, "functions",
           "(SELECT string_agg(concat_ws(' ', p.amprocnum, p.amproc::oid::regprocedure, "
           "format_type(p.amproclefttype, NULL), format_type(p.amprocrighttype, NULL)), ', ' "
           "ORDER BY p.amprocnum, p.amproc::oid::regprocedure::text) FROM pg_amproc AS p WHERE "
           "p.amprocfamily = f.oid)"},
          owned_by("f.opfowner"),
          comment_on("pg_opfamily", "f.oid")},
         "spaces AS s JOIN pg_opfamily AS f ON f.opfnamespace = s.oid JOIN pg_am AS m ON m.oid = "
         "f.opfmethod WHERE " +
             stands_alone("pg_opfamily", "f.oid")});
}

SchemaQuestion operator_classes() {
    return question(
        {Category::other,
         "operator class",
         no_owner,
         "s.prefix || quote_ident(c.opcname) || ' using ' || m.amname",
         {{Category::other, "type", "format_type(c.opcintype, NULL)"},
          {Category::other, "family", qualified("pg_opfamily", "opf", "c.opcfamily")},
          {Category::other, "default", "CASE WHEN c.opcdefault THEN 'default' END"},
          {Category::other, "storage",
           "CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END"},
          owned_by("c.opcowner"),
          comment_on("pg_opclass", "c.oid")},
         "spaces AS s JOIN pg_opclass AS c ON c.opcnamespace = s.oid JOIN pg_am AS m ON m.oid = "
         "c.opcmethod WHERE " +
             stands_alone("pg_opclass", "c.oid")});
}

SchemaQuestion conversions() {
    return question({Category::other,
                     "conversion",
                     no_owner,
                     "s.prefix || quote_ident(c.conname)",
                     {{Category::other, "definition",
                       "concat_ws(' ', pg_encoding_to_char(c.conforencoding), 'to', "
                       "pg_encoding_to_char(c.contoencoding), 'by', c.conproc)"},
                      {Category::other, "default", "CASE WHEN c.condefault THEN 'default' END"},
                      owned_by("c.conowner"),
                      comment_on("pg_conversion", "c.oid")},
                     "spaces AS s JOIN pg_conversion AS c ON c.connamespace = s.oid WHERE " +
                         stands_alone("pg_conversion", "c.oid")});
}

// What is in no schema.

SchemaQuestion casts() {
    return question(
        {Category::other,
         "cast",
         no_owner,
         "format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL)",
         {{Category::other, "function", support_function("c.castfunc")},
          {Category::other, "method",
           "CASE c.castmethod WHEN 'i' THEN 'inout' WHEN 'b' THEN 'binary coercible' END"},
          {Category::other, "context",
           "CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END"},
          comment_on("pg_cast", "c.oid")},
         "pg_cast AS c WHERE " + made_later("c.oid") + " AND " + stands_alone("pg_cast", "c.oid")});
}

SchemaQuestion transforms() {
    return question({Category::other,
                     "transform",
                     no_owner,
                     "format_type(t.trftype, NULL) || ' for ' || quote_ident(l.lanname)",
                     {{Category::other, "from sql", support_function("t.trffromsql")},
                      {Category::other, "to sql", support_function("t.trftosql")},
                      comment_on("pg_transform", "t.oid")},
                     "pg_transform AS t JOIN pg_language AS l ON l.oid = t.trflang WHERE " +
                         stands_alone("pg_transform", "t.oid")});
}

SchemaQuestion languages() {
    return question({Category::other,
                     "language",
                     no_owner,
                     "quote_ident(l.lanname)",
                     {{Category::other, "trusted", "CASE WHEN l.lanpltrusted THEN 'trusted' END"},
                      {Category::other, "handler", support_function("l.lanplcallfoid")},
                      {Category::other, "inline handler", support_function("l.laninline")},
                      {Category::other, "validator", support_function("l.lanvalidator")},
                      owned_by("l.lanowner"),
                      privileges("l.lanacl", "l", "l.lanowner"),
                      comment_on("pg_language", "l.oid")},
                     "pg_language AS l WHERE " + made_later("l.oid") + " AND " +
                         stands_alone("pg_language", "l.oid")});
}

SchemaQuestion access_methods() {
    return question(
        {Category::other,
         "access method",
         no_owner,
         "quote_ident(m.amname)",
         {{Category::other, "definition", "concat_ws(' ', m.amtype, m.amhandler)"},
          comment_on("pg_am", "m.oid")},
         "pg_am AS m WHERE " + made_later("m.oid") + " AND " + stands_alone("pg_am", "m.oid")});
}

}  // namespace

Questions search_and_operator_questions() {
    return {search_configurations(),
            search_dictionaries(),
            search_parsers(),
            search_templates(),
            operators(),
            operator_families(),
            operator_classes(),
            conversions(),
            casts(),
            transforms(),
            languages(),
            access_methods()};
}

}  // namespace retort::dialect::postgresql
