#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

std::string routine_name() {
    return "s.prefix || quote_ident(p.proname) || '(' || oidvectortypes(p.proargtypes) || ')'";
}

std::string routines_of(const std::string& kinds) {
    return "spaces AS s JOIN pg_proc AS p ON p.pronamespace = s.oid JOIN pg_language AS l ON l.oid "
           "= p.prolang WHERE p.prokind IN (" +
           kinds + ") AND " + stands_alone("pg_proc", "p.oid");
}

std::vector<FactReading> general_of_routine() {
    return {owned_by("p.proowner"), privileges("p.proacl", "f", "p.proowner"),
            comment_on("pg_proc", "p.oid")};
}

SchemaQuestion routines(const char* kind, const std::string& kinds) {
    return question(
        {Category::function, kind, no_owner, routine_name(),
         joined(
             {{{Category::function, "arguments", "pg_get_function_arguments(p.oid)"},
               {Category::function, "result", "pg_get_function_result(p.oid)"},
               {Category::function, "language", "quote_ident(l.lanname)"},
               {Category::function, "body",
                "CASE WHEN p.prosrc <> '' THEN p.prosrc ELSE substring(pg_get_functiondef("
                "p.oid) FROM E'\\n((BEGIN ATOMIC|RETURN ).*)$') END"},
               {Category::function, "library", "p.probin"},
               {Category::function, "window", "CASE p.prokind WHEN 'w' THEN 'window' END"},
               {Category::function, "volatility",
                "CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END"},
               {Category::function, "null input", "CASE WHEN p.proisstrict THEN 'strict' END"},
               {Category::function, "security", "CASE WHEN p.prosecdef THEN 'definer' END"},
               {Category::function, "leakproof", "CASE WHEN p.proleakproof THEN 'leakproof' END"},
               {Category::function, "parallel",
                "CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END"},
               {Category::function, "cost",
                "NULLIF(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 "
                "END)"},
               {Category::function, "rows",
                "CASE WHEN p.proretset THEN NULLIF(p.prorows, 1000) END"},
               {Category::function, "support",
                "CASE WHEN p.prosupport::oid <> 0 THEN p.prosupport::oid::regprocedure END"},
               {Category::function, "transforms",
                "(SELECT string_agg(format_type(t, NULL), ', ') FROM unnest(p.protrftypes) AS "
                "t)"},
               {Category::function, "settings", listed("p.proconfig")}},
              general_of_routine()}),
         routines_of(kinds)});
}

std::string aggregate_function(const std::string& column) {
    return "CASE WHEN g." + column + "::oid <> 0 THEN g." + column + "::oid::regprocedure END";
}

SchemaQuestion aggregates() {
    return question(
        {Category::function, "aggregate", no_owner, routine_name(),
         joined({{{Category::function, "arguments", "pg_get_function_arguments(p.oid)"},
                  {Category::function, "result", "pg_get_function_result(p.oid)"},
                  {Category::function, "aggregate kind",
                   "CASE g.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' "
                   "END"},
                  {Category::function, "state", "format_type(g.aggtranstype, NULL)"},
                  {Category::function, "state space", "NULLIF(g.aggtransspace, 0)"},
                  {Category::function, "initial value", "quote_literal(g.agginitval)"},
                  {Category::function, "transition function", aggregate_function("aggtransfn")},
                  {Category::function, "final function",
                   aggregate_function("aggfinalfn") +
                       " || CASE WHEN g.aggfinalextra THEN ' extra' ELSE '' "
                       "END || ' ' || g.aggfinalmodify::text"},
                  {Category::function, "combine function", aggregate_function("aggcombinefn")},
                  {Category::function, "serialization function", aggregate_function("aggserialfn")},
                  {Category::function, "deserialization function",
                   aggregate_function("aggdeserialfn")},
                  {Category::function, "moving state",
                   "CASE WHEN g.aggmtranstype <> 0 THEN concat_ws(', ', format_type("
                   "g.aggmtranstype, NULL), NULLIF(g.aggmtransspace, 0), "
                   "quote_literal(g.aggminitval), g.aggmtransfn, g.aggminvtransfn, g.aggmfinalfn, "
                   "g.aggmfinalextra, g.aggmfinalmodify) END"},
                  {Category::function, "sort operator",
                   "CASE WHEN g.aggsortop <> 0 THEN g.aggsortop::regoperator END"},
                  {Category::function, "parallel",
                   "CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END"}},
                 general_of_routine()}),
         "pg_aggregate AS g JOIN (SELECT s.prefix, p.* FROM " + routines_of("'a'") +
             ") AS p ON p.oid = g.aggfnoid CROSS JOIN LATERAL (SELECT p.prefix) AS s"});
}

SchemaQuestion triggers() {
    return question(
        {Category::trigger,
         "trigger",
         "r.label",
         "quote_ident(t.tgname)",
         {{Category::trigger, "definition", "pg_get_triggerdef(t.oid)"},
          {Category::trigger, "enabled", enabled("t.tgenabled")},
          comment_on("pg_trigger", "t.oid")},
         "relations AS r JOIN pg_trigger AS t ON t.tgrelid = r.oid LEFT JOIN pg_trigger AS parent "
         "ON parent.oid::text = to_jsonb(t) ->> 'tgparentid' WHERE NOT t.tgisinternal AND "
         "parent.tgenabled IS DISTINCT FROM t.tgenabled AND " +
             not_of_extension("pg_trigger", "t.oid")});
}

SchemaQuestion event_triggers() {
    return question(
        {Category::trigger,
         "event trigger",
         no_owner,
         "quote_ident(t.evtname)",
         {{Category::trigger, "event", "t.evtevent"},
          {Category::trigger, "tags", listed("t.evttags")},
          {Category::trigger, "function", "t.evtfoid::regprocedure"},
          {Category::trigger, "enabled", enabled("t.evtenabled")},
          owned_by("t.evtowner"),
          comment_on("pg_event_trigger", "t.oid")},
         "pg_event_trigger AS t WHERE " + not_of_extension("pg_event_trigger", "t.oid")});
}

}  // namespace

Questions routine_questions() {
    return {routines("function", "'f', 'w'"), routines("procedure", "'p'"), aggregates(),
            triggers(), event_triggers()};
}

}  // namespace retort::dialect::postgresql
