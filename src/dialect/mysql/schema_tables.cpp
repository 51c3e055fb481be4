#include "dialect/mysql/schema_theme.hpp"

#include "schema/facts.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

SchemaQuestion database(const SchemaTheme& theme) {
    std::vector<Told> told = {{Category::collation, "collation", "DEFAULT_COLLATION_NAME"}};
    if (theme.mariadb) {  // MySQL's databases have none
        told.push_back({Category::comment, "comment", "SCHEMA_COMMENT"});
    }
    return question(Category::other, "database", "NULL", "'defaults'", told,
                    "FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = DATABASE()");
}

std::string partitioning() {
    return fmt::format(
        "(SELECT {} AS partitioned, MAX(CONCAT(PARTITION_METHOD, ' (', "
        "COALESCE(PARTITION_EXPRESSION, ''), ')', IF(SUBPARTITION_METHOD IS NULL, '', CONCAT(' "
        "subpartitions ', SUBPARTITION_METHOD, ' (', COALESCE(SUBPARTITION_EXPRESSION, ''), "
        "')')))) AS partitioning FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = "
        "DATABASE() AND PARTITION_NAME IS NOT NULL GROUP BY partitioned) AS partitionings",
        exact("TABLE_NAME"));
}

// Where the format follows from the columns, it says nothing of its own.
constexpr const char* row_format =
    "CASE WHEN CREATE_OPTIONS LIKE '%row_format=%' THEN "
    "SUBSTRING_INDEX(SUBSTRING_INDEX(CREATE_OPTIONS, 'row_format=', -1), ' ', 1) WHEN ENGINE = "
    "'InnoDB' THEN "
    "CONCAT(UPPER(ROW_FORMAT), ' by default') END";

SchemaQuestion tables(const SchemaTheme& theme) {
    return question(
        Category::table, "table", "NULL", "TABLE_NAME",
        {
            {Category::other, "engine", "ENGINE"},
            {Category::other, "row format", row_format},
            {Category::other, "options",
             "TRIM(REGEXP_REPLACE(CREATE_OPTIONS, '(^| )(partitioned|row_format=[A-Za-z_]+)', "
             "''))"},
            {Category::other, "system versioning",
             "IF(TABLE_TYPE = 'SYSTEM VERSIONED', 'with', NULL)"},
            {Category::collation, "collation", "TABLE_COLLATION"},
            {Category::partition, "partitioning", "partitioning"},
            {Category::sequence, schema::next_value_fact.data(), "AUTO_INCREMENT"},
            {Category::comment, "comment", "TABLE_COMMENT"},
        },
        fmt::format("FROM information_schema.TABLES LEFT JOIN {} ON partitioned = {} WHERE "
                    "TABLE_SCHEMA = DATABASE() AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM "
                    "VERSIONED') AND {}",
                    partitioning(), exact("TABLE_NAME"), theme.is_not_own("TABLE_NAME")));
}

/// MariaDB prints defaults as SQL, and NULL for what is nullable without one; MySQL prints literals
/// bare. What a generated column was once told has no effect.
std::string default_of(const SchemaTheme& theme) {
    const std::string value = theme.mariadb
                                  ? unqualified("NULLIF(COLUMN_DEFAULT, 'NULL')")
                                  : "IF(EXTRA LIKE '%DEFAULT_GENERATED%', COLUMN_DEFAULT, "
                                    "IF(COLUMN_DEFAULT IS NULL, NULL, QUOTE(COLUMN_DEFAULT)))";
    return "IF(GENERATION_EXPRESSION <> '', NULL, " + value + ")";
}

SchemaQuestion columns(const SchemaTheme& theme) {
    return question(
        Category::column, "column", table_owner, "COLUMN_NAME",
        {
            {Category::type, schema::type_fact.data(),
             "REGEXP_REPLACE(COLUMN_TYPE, ' /[*]M!100301 COMPRESSED[*]/$', '')"},
            {Category::collation, "collation", "NULLIF(COLLATION_NAME, relation_collation)"},
            {Category::nullability, schema::nullability_fact.data(),
             "IF(IS_NULLABLE = 'NO', 'not null', NULL)"},
            {Category::default_value, schema::default_fact.data(), default_of(theme)},
            {Category::default_value, "on update",
             "IF(EXTRA LIKE '%on update%', SUBSTRING_INDEX(REPLACE(SUBSTRING_INDEX(EXTRA, 'on "
             "update ', -1), ',', ' '), ' ', 1), NULL)"},
            {Category::generated, "generated",
             "IF(GENERATION_EXPRESSION <> '', CONCAT('(', " + unqualified("GENERATION_EXPRESSION") +
                 ", IF(EXTRA LIKE '%STORED%', ') stored', ') virtual')), NULL)"},
            {Category::identity, "identity",
             "IF(EXTRA LIKE '%auto_increment%', 'auto_increment', NULL)"},
            {Category::other, "visibility", "IF(EXTRA LIKE '%INVISIBLE%', 'invisible', NULL)"},
            {Category::other, "compression",
             "IF(COLUMN_TYPE LIKE '% COMPRESSED*/', 'compressed', NULL)"},
            {Category::other, "system versioning",
             "IF(EXTRA LIKE '%WITHOUT SYSTEM VERSIONING%', 'without', NULL)"},
            {Category::comment, "comment", "COLUMN_COMMENT"},
            {Category::order, "position", "ORDINAL_POSITION"},
        },
        fmt::format("FROM information_schema.COLUMNS JOIN {} ON relation = {} WHERE TABLE_SCHEMA = "
                    "DATABASE() AND {} AND {}",
                    relations(), exact("TABLE_NAME"), is_table(), theme.is_not_own("TABLE_NAME")));
}

/// MySQL has it in ST_GEOMETRY_COLUMNS.
SchemaQuestion reference_systems(const SchemaTheme& theme) {
    return question(Category::type, "spatial reference system", "CONCAT('table ', G_TABLE_NAME)",
                    "G_GEOMETRY_COLUMN", {{Category::type, "number", "SRID"}},
                    "FROM information_schema.GEOMETRY_COLUMNS WHERE G_TABLE_SCHEMA = DATABASE() "
                    "AND SRID <> 0 AND " +
                        theme.is_not_own("G_TABLE_NAME"));
}

/// Where a partition by SYSTEM_TIME ends depends on when it was made.
SchemaQuestion partitions(const SchemaTheme& theme) {
    return question(
        Category::partition, "partition", table_owner, "PARTITION_NAME",
        {
            {Category::partition, "values",
             "MAX(IF(PARTITION_METHOD = 'SYSTEM_TIME', IF(PARTITION_DESCRIPTION = 'CURRENT', "
             "'CURRENT', 'HISTORY'), PARTITION_DESCRIPTION))"},
            {Category::partition, "number",
             "MAX(IF(PARTITION_METHOD LIKE '%HASH' OR PARTITION_METHOD LIKE '%KEY', "
             "PARTITION_ORDINAL_POSITION, NULL))"},
            {Category::partition, "subpartitions",
             "GROUP_CONCAT(SUBPARTITION_NAME ORDER BY SUBPARTITION_ORDINAL_POSITION SEPARATOR ', "
             "')"},
            {Category::comment, "comment",
             "GROUP_CONCAT(DISTINCT NULLIF(PARTITION_COMMENT, '') ORDER BY "
             "SUBPARTITION_ORDINAL_POSITION SEPARATOR ', ')"},
        },
        fmt::format("FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND "
                    "PARTITION_NAME IS NOT NULL AND {} GROUP BY {}, PARTITION_NAME",
                    theme.is_not_own("TABLE_NAME"), exact("TABLE_NAME")));
}

}  // namespace

std::vector<SchemaQuestion> questions_of_tables(const SchemaTheme& theme) {
    std::vector<SchemaQuestion> questions = {database(theme), tables(theme), columns(theme),
                                             partitions(theme)};
    if (theme.mariadb) {
        questions.push_back(reference_systems(theme));
    }
    return questions;
}

}  // namespace retort::dialect::mysql
