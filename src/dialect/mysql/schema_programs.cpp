#include "dialect/mysql/schema_theme.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

std::vector<Told> with_client(std::vector<Told> told) {
    for (Told& fact : told_of_client()) {
        told.push_back(std::move(fact));
    }
    return told;
}

/// Of the database when it was made, where that is another now.
Told collation_then() {
    return {Category::collation, "database collation",
            "NULLIF(DATABASE_COLLATION, @@collation_database)"};
}

SchemaQuestion views(const SchemaTheme& theme) {
    std::vector<Told> told = {
        {Category::view, "definition", unqualified("VIEW_DEFINITION")},
        {Category::view, "check option", "NULLIF(CHECK_OPTION, 'NONE')"},
        {Category::view, "security", "SECURITY_TYPE"},
    };
    if (theme.mariadb) {
        told.push_back({Category::view, "algorithm", "NULLIF(ALGORITHM, 'UNDEFINED')"});
    }
    return question(Category::view, "view", "NULL", "TABLE_NAME", with_client(told),
                    "FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE()");
}

/// The type of a parameter or a result; a collation only where it is not the database's.
std::string typed() {
    return "CONCAT(DTD_IDENTIFIER, IF(COALESCE(COLLATION_NAME, @@collation_database) = "
           "@@collation_database, '', CONCAT(' collate ', COLLATION_NAME)))";
}

SchemaQuestion routines(const char* kind, const char* type) {
    const std::string parameters = fmt::format(
        "(SELECT SPECIFIC_NAME AS program, GROUP_CONCAT(CONCAT_WS(' ', PARAMETER_MODE, "
        "PARAMETER_NAME, {}) ORDER BY ORDINAL_POSITION SEPARATOR ', ') AS parameters FROM "
        "information_schema.PARAMETERS WHERE SPECIFIC_SCHEMA = DATABASE() AND ROUTINE_TYPE = '{}' "
        "AND ORDINAL_POSITION > 0 GROUP BY SPECIFIC_NAME) AS lists",
        typed(), type);
    return question(
        Category::function, kind, "NULL", "ROUTINE_NAME",
        with_client({
            {Category::function, "parameters", "parameters"},
            {Category::function, "returns", "IF(ROUTINE_TYPE = 'FUNCTION', " + typed() + ", NULL)"},
            {Category::function, "body", unqualified("ROUTINE_DEFINITION")},
            {Category::function, "deterministic",
             "IF(IS_DETERMINISTIC = 'YES', 'deterministic', NULL)"},
            {Category::function, "data access", "SQL_DATA_ACCESS"},
            {Category::function, "security", "SECURITY_TYPE"},
            {Category::function, "sql mode", "SQL_MODE"},
            {Category::comment, "comment", "ROUTINE_COMMENT"},
            collation_then(),
        }),
        fmt::format("FROM information_schema.ROUTINES LEFT JOIN {} ON program = SPECIFIC_NAME "
                    "WHERE ROUTINE_SCHEMA = DATABASE() AND ROUTINE_TYPE = '{}'",
                    parameters, type));
}

SchemaQuestion triggers(const SchemaTheme& theme) {
    return question(
        Category::trigger, "trigger", "CONCAT('table ', EVENT_OBJECT_TABLE)", "TRIGGER_NAME",
        with_client({
            {Category::trigger, "event", "CONCAT(ACTION_TIMING, ' ', EVENT_MANIPULATION)"},
            // One after the other, of those with one event.
            {Category::trigger, "order", "NULLIF(ACTION_ORDER, 1)"},
            {Category::trigger, "body", unqualified("ACTION_STATEMENT")},
            {Category::trigger, "sql mode", "SQL_MODE"},
            collation_then(),
        }),
        "FROM information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND " +
            theme.is_not_own("EVENT_OBJECT_TABLE"));
}

/// An event that was told no start has the moment when it was made, or last altered, for one.
SchemaQuestion events() {
    const auto moment = [](const char* column) {
        return fmt::format("COALESCE(CONVERT_TZ({}, '+00:00', TIME_ZONE), 0)", column);
    };
    return question(Category::other, "event", "NULL", "EVENT_NAME",
                    with_client({
                        {Category::other, "schedule",
                         "IF(EVENT_TYPE = 'ONE TIME', CONCAT('at ', EXECUTE_AT), CONCAT('every ', "
                         "INTERVAL_VALUE, ' ', INTERVAL_FIELD))"},
                        {Category::other, "starts",
                         fmt::format("IF(STARTS IN ({}, {}), NULL, STARTS)", moment("CREATED"),
                                     moment("LAST_ALTERED"))},
                        {Category::other, "ends", "ENDS"},
                        {Category::other, "time zone", "TIME_ZONE"},
                        {Category::other, "status", "STATUS"},
                        {Category::other, "on completion", "ON_COMPLETION"},
                        {Category::other, "body", unqualified("EVENT_DEFINITION")},
                        {Category::other, "sql mode", "SQL_MODE"},
                        {Category::comment, "comment", "EVENT_COMMENT"},
                        collation_then(),
                    }),
                    "FROM information_schema.EVENTS WHERE EVENT_SCHEMA = DATABASE()");
}

}  // namespace

std::vector<SchemaQuestion> questions_of_programs(const SchemaTheme& theme) {
    std::vector<SchemaQuestion> questions = {views(theme), routines("function", "FUNCTION"),
                                             routines("procedure", "PROCEDURE"), triggers(theme),
                                             events()};
    if (theme.mariadb) {
        questions.push_back(routines("package", "PACKAGE"));
        questions.push_back(routines("package body", "PACKAGE BODY"));
    }
    return questions;
}

}  // namespace retort::dialect::mysql
