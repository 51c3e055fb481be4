#include "dialect/mysql/catalog.hpp"

#include "dialect/mysql/catalog_entry.hpp"
#include "dialect/syntax.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

/// One text per row, whatever the collations and NULLs of its columns are.
std::string joined_columns(const std::string& columns) {
    std::string result = "CONCAT_WS(_utf8mb4'|'";
    std::size_t begin = 0;
    while (begin <= columns.size()) {
        const std::size_t end = std::min(columns.find(' ', begin), columns.size());
        result += ", IFNULL(CONVERT(" + columns.substr(begin, end - begin) +
                  " USING utf8mb4), _utf8mb4'~')";
        begin = end + 1;
    }
    return result + ")";
}

/// Of one catalog, the rows about one object.
struct CatalogSource {
    const char* mark;
    const char* catalog;
    const char* schema_column;
    const char* name_column;
    const char* columns;
};

std::string select_from(const CatalogSource& source, const ObjectName& object) {
    const Syntax& sql = syntax(Dialect::mysql);
    const std::string name =
        source.name_column == nullptr
            ? std::string()
            : fmt::format(" AND {} = {}", source.name_column, sql.literal(object.name));
    return fmt::format(
        "SELECT _utf8mb4'{0}' AS mark, CONCAT(_utf8mb4'{0}|', {1}) AS line FROM "
        "information_schema.{2} WHERE {3} = IFNULL({4}, DATABASE()){5}",
        source.mark, joined_columns(source.columns), source.catalog, source.schema_column,
        sql.literal(text_or_null(object.schema)), name);
}

const std::vector<CatalogSource>& sources_of(CatalogKind kind) {
    static const std::vector<CatalogSource> relation = {
        {"", "TABLES", "table_schema", "table_name",
         "table_type engine row_format table_collation create_options table_comment"},
        {"column", "COLUMNS", "table_schema", "table_name",
         "ordinal_position column_name column_type is_nullable column_default extra "
         "collation_name column_comment generation_expression"},
        {"index", "STATISTICS", "table_schema", "table_name",
         "index_name non_unique seq_in_index column_name collation sub_part index_type "
         "index_comment"},
        {"constraint", "TABLE_CONSTRAINTS", "table_schema", "table_name",
         "constraint_name constraint_type"},
        {"key", "KEY_COLUMN_USAGE", "table_schema", "table_name",
         "constraint_name ordinal_position column_name referenced_table_schema "
         "referenced_table_name referenced_column_name"},
        {"reference", "REFERENTIAL_CONSTRAINTS", "constraint_schema", "table_name",
         "constraint_name update_rule delete_rule match_option"},
        {"partition", "PARTITIONS", "table_schema", "table_name",
         "partition_name subpartition_name partition_ordinal_position partition_method "
         "subpartition_method partition_expression subpartition_expression "
         "partition_description partition_comment"},
        {"view", "VIEWS", "table_schema", "table_name",
         "view_definition check_option definer security_type"},
    };
    static const std::vector<CatalogSource> procedure = {
        {"", "ROUTINES", "routine_schema", "routine_name",
         "routine_type routine_definition dtd_identifier sql_data_access security_type definer "
         "is_deterministic routine_comment sql_mode"},
        {"parameter", "PARAMETERS", "specific_schema", "specific_name",
         "routine_type ordinal_position parameter_mode parameter_name dtd_identifier"},
    };
    static const std::vector<CatalogSource> trigger = {
        {"", "TRIGGERS", "trigger_schema", "trigger_name",
         "event_manipulation event_object_table action_order action_statement action_timing "
         "definer sql_mode"},
    };
    static const std::vector<CatalogSource> event = {
        {"", "EVENTS", "event_schema", "event_name",
         "definer time_zone event_definition event_type execute_at interval_value interval_field "
         "sql_mode starts ends status on_completion event_comment"},
    };
    static const std::vector<CatalogSource> database = {
        {"", "SCHEMATA", "schema_name", nullptr,
         "default_character_set_name default_collation_name"},
    };
    switch (kind) {
        case CatalogKind::relation:
            return relation;
        case CatalogKind::procedure:
        case CatalogKind::function:
            return procedure;
        case CatalogKind::trigger:
            return trigger;
        case CatalogKind::event:
            return event;
        case CatalogKind::database:
            break;
    }
    return database;
}

/// A function and a procedure may share a name.
std::string of_kind(CatalogKind kind) {
    return kind == CatalogKind::procedure  ? " AND routine_type = 'PROCEDURE'"
           : kind == CatalogKind::function ? " AND routine_type = 'FUNCTION'"
                                           : "";
}

/// The lines that the catalog has about an object.
std::string lines_of(const ObjectName& object, bool mariadb) {
    std::vector<CatalogSource> sources = sources_of(object.kind);
    if (object.kind == CatalogKind::relation && mariadb) {
        sources.push_back({"check", "CHECK_CONSTRAINTS", "constraint_schema", "table_name",
                           "constraint_name level check_clause"});
    }
    std::string query;
    for (const CatalogSource& source : sources) {
        query += (query.empty() ? "" : " UNION ALL ") + select_from(source, object) +
                 of_kind(object.kind);
    }
    return query;
}

}  // namespace

std::string catalog_text_sql(const std::vector<ObjectName>& objects, bool mariadb) {
    std::string sql = "CONCAT(_utf8mb4''";
    for (const ObjectName& object : objects) {
        sql += fmt::format(
            ", (SELECT IF(coalesce(max(mark = _utf8mb4''), 0), CONCAT("
            "SHA2(CONVERT(GROUP_CONCAT(line, _utf8mb4 X'0A' ORDER BY CAST(line AS BINARY) "
            "SEPARATOR '') USING utf8mb4), 256), "
            "IF(max(mark = _utf8mb4'' AND line LIKE _utf8mb4'|BASE TABLE|%' AND line NOT LIKE "
            "_utf8mb4'|BASE TABLE|InnoDB|%'), _utf8mb4'{}', _utf8mb4'')), _utf8mb4'{}') FROM ({}) "
            "AS found), _utf8mb4 X'0A'",
            CatalogEntry::in_steps, CatalogEntry::absent, lines_of(object, mariadb));
    }
    return sql + ")";
}

/// Each with constants of its own, so that the server opens no other table for it.
std::string roll_back_sql(const std::vector<ObjectName>& tables) {
    const Syntax& sql = syntax(Dialect::mysql);
    std::string condition;
    for (const ObjectName& table : tables) {
        condition += fmt::format(
            "{}NOT EXISTS (SELECT 1 FROM information_schema.TABLES WHERE table_schema = IFNULL({}, "
            "DATABASE()) AND table_name = {} AND table_type = _utf8mb4'BASE TABLE' AND engine NOT "
            "IN (SELECT engine FROM information_schema.ENGINES WHERE transactions = "
            "_utf8mb4'YES'))",
            condition.empty() ? "" : " AND ", sql.literal(text_or_null(table.schema)),
            sql.literal(table.name));
    }
    return condition;
}

// How expressions are printed depends on sql_mode, and much may be printed.
std::string with_catalog_settings(const std::string& statement, bool mariadb) {
    if (mariadb) {
        return "SET STATEMENT sql_mode = '', group_concat_max_len = 1073741824 FOR " + statement;
    }
    const std::size_t verb = statement.find(' ');
    return statement.substr(0, verb) +
           " /*+ SET_VAR(sql_mode = '') SET_VAR(group_concat_max_len = 1073741824) */" +
           statement.substr(verb);
}

}  // namespace retort::dialect::mysql
