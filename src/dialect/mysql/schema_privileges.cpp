#include "dialect/mysql/schema_theme.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

Told grant_option() {
    return {Category::privilege, "grant option", "MAX(IF(IS_GRANTABLE = 'YES', 'yes', NULL))"};
}

/// What the user who reads may do is its own affair: a schema that another made is equal.
constexpr const char* of_others =
    "GRANTEE <> CONCAT(QUOTE(LEFT(CURRENT_USER(), CHAR_LENGTH(CURRENT_USER()) - "
    "CHAR_LENGTH(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)) - 1)), '@', "
    "QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1)))";

/// Names of databases are patterns there, and several may be this one's.
SchemaQuestion on_database() {
    return question(Category::privilege, "privilege", "NULL",
                    "CONCAT(PRIVILEGE_TYPE, ' to ', GRANTEE)", {grant_option()},
                    fmt::format("FROM information_schema.SCHEMA_PRIVILEGES WHERE DATABASE() LIKE "
                                "TABLE_SCHEMA ESCAPE X'5C' AND {} GROUP BY PRIVILEGE_TYPE, GRANTEE",
                                of_others));
}

/// What was granted on a table that is gone stays.
SchemaQuestion on_relations(const SchemaTheme& theme, const char* catalog, const char* name,
                            const char* key) {
    return question(
        Category::privilege, "privilege", label_of_relation(), name, {grant_option()},
        fmt::format("FROM information_schema.{} JOIN {} ON relation = {} WHERE "
                    "TABLE_SCHEMA = DATABASE() AND {} AND {} GROUP BY {}, {}",
                    catalog, relations(), exact("TABLE_NAME"), theme.is_not_own("TABLE_NAME"),
                    of_others, exact("TABLE_NAME"), key));
}

}  // namespace

std::vector<SchemaQuestion> questions_of_privileges(const SchemaTheme& theme) {
    return {
        on_database(),
        on_relations(theme, "TABLE_PRIVILEGES", "CONCAT(PRIVILEGE_TYPE, ' to ', GRANTEE)",
                     "PRIVILEGE_TYPE, GRANTEE"),
        on_relations(theme, "COLUMN_PRIVILEGES",
                     "CONCAT(PRIVILEGE_TYPE, ' (', COLUMN_NAME, ') to ', GRANTEE)",
                     "COLUMN_NAME, PRIVILEGE_TYPE, GRANTEE"),
    };
}

// MariaDB's catalog does not tell either a period from a check that says the same, nor the options
// of an index, the folder of a partition and the algorithm of its key: they leave no trace.
std::vector<SchemaQuestion> questions_of_unread(const SchemaTheme& theme) {
    const auto unread = [](const std::string& sentence, const std::string& from) {
        return question(Category::other, SchemaQuestion::unread_kind, "NULL", sentence, {}, from);
    };
    const auto of_tables = [&](const char* sentence, const char* catalog, const char* condition) {
        return unread(sentence,
                      fmt::format("FROM information_schema.{} WHERE TABLE_SCHEMA = DATABASE() AND "
                                  "{} AND {}",
                                  catalog, theme.is_not_own("TABLE_NAME"), condition));
    };
    return {
        unread("CONCAT('the body of ', LOWER(ROUTINE_TYPE), ' ', ROUTINE_NAME, ', which this user "
               "may not see')",
               "FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE() AND "
               "ROUTINE_DEFINITION IS NULL"),
        unread("CONCAT('the definition of view ', TABLE_NAME, ', which this user may not see')",
               "FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND "
               "COALESCE(VIEW_DEFINITION, '') = ''"),
        of_tables("CONCAT('the interval or limit of the partitions of table ', TABLE_NAME)",
                  "PARTITIONS",
                  "PARTITION_METHOD = 'SYSTEM_TIME' AND PARTITION_DESCRIPTION = 'CURRENT'"),
        of_tables("CONCAT('whether partition ', PARTITION_NAME, ' of table ', TABLE_NAME, ' is the "
                  "default one or that of 0')",
                  "PARTITIONS", "PARTITION_METHOD LIKE 'LIST%' AND PARTITION_DESCRIPTION = '0'"),
        of_tables("CONCAT('what table ', TABLE_NAME, ' of engine ', ENGINE, ' stands for')",
                  "TABLES", "ENGINE IN ('FEDERATED', 'MRG_MyISAM')"),
        of_tables("CONCAT('table ', TABLE_NAME, ': ', TABLE_COMMENT)", "TABLES",
                  "TABLE_TYPE = 'BASE TABLE' AND ENGINE IS NULL"),
        of_tables("CONCAT('the attributes of sequence ', TABLE_NAME, ', which this user may not "
                  "see')",
                  "COLUMNS",
                  "COLUMN_NAME = 'next_not_cached_value' AND NOT FIND_IN_SET('select', PRIVILEGES) "
                  "AND CAST(TABLE_NAME AS BINARY) IN (SELECT CAST(TABLE_NAME AS BINARY) FROM "
                  "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = "
                  "'SEQUENCE')"),
    };
}

}  // namespace retort::dialect::mysql
