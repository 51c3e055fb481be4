#include "dialect/mysql/schema_theme.hpp"

#include "schema/facts.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

/// @param name an expression
SchemaQuestion keys(const SchemaTheme& theme, Category category, const char* kind, const char* name,
                    const char* condition) {
    // An index of MySQL's may have an expression in the place of a column.
    const char* const part =
        theme.mariadb ? "COLUMN_NAME" : "COALESCE(COLUMN_NAME, CONCAT('(', EXPRESSION, ')'))";
    return question(
        category, kind, table_owner, name,
        {
            {category, "columns",
             fmt::format("GROUP_CONCAT(CONCAT({}, IF(SUB_PART IS NULL OR INDEX_TYPE = 'SPATIAL', "
                         "'', CONCAT('(', SUB_PART, ')')), IF(COLLATION = 'D', ' desc', '')) ORDER "
                         "BY SEQ_IN_INDEX SEPARATOR ', ')",
                         part)},
            {category, "method", "MAX(INDEX_TYPE)"},
            {category, "use",
             theme.mariadb ? "MAX(IF(IGNORED = 'YES', 'ignored', NULL))"
                           : "MAX(IF(IS_VISIBLE = 'NO', 'invisible', NULL))"},
            {Category::comment, "comment", "MAX(INDEX_COMMENT)"},
        },
        fmt::format("FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND {} AND "
                    "{} GROUP BY {}, INDEX_NAME",
                    condition, theme.is_not_own("TABLE_NAME"), exact("TABLE_NAME")));
}

SchemaQuestion foreign_keys(const SchemaTheme& theme) {
    const auto names = [](const char* column) {
        return fmt::format("GROUP_CONCAT({} ORDER BY ORDINAL_POSITION SEPARATOR ', ')", column);
    };
    const std::string definitions = fmt::format(
        "(SELECT {} AS child, CONSTRAINT_NAME AS key_name, CONCAT('(', {}, ') references ', "
        "MAX(IF(REFERENCED_TABLE_SCHEMA = DATABASE(), '', CONCAT(REFERENCED_TABLE_SCHEMA, '.'))), "
        "MAX(REFERENCED_TABLE_NAME), ' (', {}, ')') AS definition FROM "
        "information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND "
        "REFERENCED_TABLE_NAME IS NOT NULL GROUP BY child, CONSTRAINT_NAME) AS definitions",
        exact("TABLE_NAME"), names("COLUMN_NAME"), names("REFERENCED_COLUMN_NAME"));
    const auto rule = [](const char* column) {
        return fmt::format("IF({0} IN ('RESTRICT', 'NO ACTION'), NULL, {0})", column);
    };
    return question(
        Category::foreign_key, "foreign key", table_owner, "definition",
        {
            {Category::foreign_key, schema::name_fact.data(), "CONSTRAINT_NAME"},
            {Category::foreign_key, schema::on_update_fact.data(), rule("UPDATE_RULE")},
            {Category::foreign_key, schema::on_delete_fact.data(), rule("DELETE_RULE")},
        },
        fmt::format("FROM information_schema.REFERENTIAL_CONSTRAINTS JOIN {} ON child = {} AND "
                    "key_name = CONSTRAINT_NAME WHERE CONSTRAINT_SCHEMA = DATABASE() AND {}",
                    definitions, exact("TABLE_NAME"), theme.is_not_own("TABLE_NAME")));
}

SchemaQuestion checks(const SchemaTheme& theme) {
    return question(
        Category::check, "check", table_owner, "CONSTRAINT_NAME",
        {
            {Category::check, "expression", unqualified("CHECK_CLAUSE")},
            // Such a one goes by the column's name, and goes when that is defined without it.
            {Category::check, "of", "IF(LEVEL = 'Column', 'column', NULL)"},
        },
        "FROM information_schema.CHECK_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE() AND " +
            theme.is_not_own("TABLE_NAME"));
}

/// Of MySQL, where names of checks are unique in the whole database.
SchemaQuestion named_checks(const SchemaTheme& theme) {
    return question(
        Category::check, "check", table_owner, "CONSTRAINT_NAME",
        {
            {Category::check, "expression", unqualified("CHECK_CLAUSE")},
            {Category::check, "enforcement", "IF(ENFORCED = 'NO', 'not enforced', NULL)"},
        },
        "FROM information_schema.TABLE_CONSTRAINTS JOIN information_schema.CHECK_CONSTRAINTS USING "
        "(CONSTRAINT_SCHEMA, CONSTRAINT_NAME) WHERE CONSTRAINT_SCHEMA = DATABASE() AND "
        "CONSTRAINT_TYPE = 'CHECK' AND " +
            theme.is_not_own("TABLE_NAME"));
}

}  // namespace

std::vector<SchemaQuestion> questions_of_keys(const SchemaTheme& theme) {
    return {
        keys(theme, Category::primary_key, "primary key", "''", "INDEX_NAME = 'PRIMARY'"),
        keys(theme, Category::unique, "unique", "INDEX_NAME",
             "NON_UNIQUE = 0 AND INDEX_NAME <> 'PRIMARY'"),
        keys(theme, Category::index, "index", "INDEX_NAME", "NON_UNIQUE = 1"),
        foreign_keys(theme),
        theme.mariadb ? checks(theme) : named_checks(theme),
    };
}

}  // namespace retort::dialect::mysql
