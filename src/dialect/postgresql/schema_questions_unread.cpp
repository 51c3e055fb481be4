#include "dialect/postgresql/schema_reading.hpp"

namespace retort::dialect::postgresql {
namespace {

SchemaQuestion unread(const std::string& words, const std::string& from) {
    return question({Category::other, SchemaQuestion::unread_kind, no_owner, words, {}, from});
}

SchemaQuestion security_labels() {
    return unread("'security label of ' || i.type || ' ' || i.identity",
                  "pg_seclabel AS l CROSS JOIN LATERAL pg_identify_object(l.classoid, l.objoid, "
                  "l.objsubid) AS i");
}

/// What they connect to may be read by superusers alone.
SchemaQuestion subscriptions() {
    return unread("'subscription ' || quote_ident(s.subname)",
                  "pg_subscription AS s WHERE s.subdbid = (SELECT d.oid FROM pg_database AS d "
                  "WHERE d.datname = current_database())");
}

/// What a later release of the server may have: everything in a schema depends on that.
SchemaQuestion unknown_objects() {
    return unread(
        "i.type || ' ' || i.identity",
        "spaces AS s JOIN pg_depend AS d ON d.refclassid = 'pg_namespace'::regclass AND "
        "d.refobjid = s.oid LEFT JOIN pg_class AS c ON d.classid = 'pg_class'::regclass AND c.oid "
        "= d.objid CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS i WHERE "
        "d.deptype = 'n' AND (c.relkind NOT IN ('r', 'p', 'f', 'v', 'm', 'S', 'c', 'i', 'I', "
        "'t') OR d.classid NOT IN (SELECT to_regclass(k) FROM unnest(ARRAY['pg_class', 'pg_type', "
        "'pg_proc', 'pg_constraint', 'pg_statistic_ext', 'pg_collation', 'pg_operator', "
        "'pg_opclass', 'pg_opfamily', 'pg_conversion', 'pg_ts_config', 'pg_ts_dict', "
        "'pg_ts_parser', 'pg_ts_template', 'pg_extension', 'pg_default_acl', "
        "'pg_publication_namespace']) AS k WHERE to_regclass(k) IS NOT NULL))");
}

}  // namespace

Questions unread_questions() {
    return {security_labels(), subscriptions(), unknown_objects()};
}

}  // namespace retort::dialect::postgresql
