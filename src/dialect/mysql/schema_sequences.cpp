#include "dialect/mysql/schema_theme.hpp"

#include "dialect/syntax.hpp"
#include "schema/facts.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

constexpr const char* to_read = "@retort_schema_query";

/// Runs the text in `to_read`.
SchemaQuestion asked_by_text(Category category, const char* kind,
                             std::vector<SchemaQuestion::Fact> facts) {
    return {category, kind, std::move(facts), {fmt::format("EXECUTE IMMEDIATE {}", to_read), {}}};
}

/// Whether the session's user may read a column, as a query for its tables.
std::string readable(const char* schema, const char* column) {
    return fmt::format(
        "SELECT {} FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = {} AND COLUMN_NAME = '{}' "
        "AND FIND_IN_SET('select', PRIVILEGES)",
        exact("TABLE_NAME"), schema, column);
}

/// The attributes of a sequence are in its row: a text that reads those of all of them.
std::string text_of_sequences() {
    constexpr const char* attributes =
        "start_value, minimum_value, maximum_value, increment, cache_size, "
        "IF(cycle_option, ''cycle'', NULL), next_not_cached_value FROM `";
    return fmt::format(
        "SELECT COALESCE(GROUP_CONCAT('SELECT NULL, ', QUOTE(TABLE_NAME), ', ', QUOTE(ENGINE), ', "
        "', QUOTE(TABLE_COMMENT), ', ', IF({} IN ({}), CONCAT('{}', REPLACE(TABLE_NAME, '`', "
        "'``'), '`'), 'NULL, NULL, NULL, NULL, NULL, NULL, NULL') SEPARATOR ' UNION ALL '), 'DO "
        "0') FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = "
        "'SEQUENCE'",
        exact("TABLE_NAME"), readable("DATABASE()", "next_not_cached_value"), attributes);
}

constexpr const char* routine_privileges =
    "SELECT CONCAT(LOWER(ROUTINES.ROUTINE_TYPE), ' ', ROUTINES.ROUTINE_NAME), "
    "CONCAT(privilege, ' to ', QUOTE(User), '@', QUOTE(Host)), "
    "IF(FIND_IN_SET('Grant', Proc_priv), 'yes', NULL) FROM mysql.procs_priv JOIN "
    "information_schema.ROUTINES ON ROUTINE_SCHEMA = DATABASE() AND ROUTINES.ROUTINE_TYPE = "
    "procs_priv.Routine_type AND ROUTINES.ROUTINE_NAME = procs_priv.Routine_name JOIN "
    "(SELECT 'EXECUTE' AS privilege UNION SELECT 'ALTER ROUTINE' UNION SELECT 'SHOW CREATE "
    "ROUTINE' UNION SELECT 'GRANT OPTION') AS privileges ON FIND_IN_SET(privilege, Proc_priv) OR "
    "(privilege = 'GRANT OPTION' AND Proc_priv = 'Grant') WHERE Db = DATABASE()";

}  // namespace

std::vector<SchemaQuestion> questions_of_sequences(const SchemaTheme& theme) {
    if (!theme.mariadb) {
        return {};
    }
    return {
        preparation(fmt::format("SET {} = ({})", to_read, text_of_sequences())),
        asked_by_text(Category::sequence, "sequence",
                      {{Category::other, "engine"},
                       {Category::comment, "comment"},
                       {Category::sequence, "start"},
                       {Category::sequence, "minimum"},
                       {Category::sequence, "maximum"},
                       {Category::sequence, "increment"},
                       {Category::sequence, "cache"},
                       {Category::sequence, "cycle"},
                       {Category::sequence, std::string(schema::next_value_fact)}}),
        preparation(fmt::format("SET {} = NULL", to_read)),
    };
}

/// What is granted on programs is in no table that all may read.
std::vector<SchemaQuestion> questions_of_routine_privileges(const SchemaTheme& theme) {
    if (!theme.mariadb) {
        return {};
    }
    return {
        preparation(fmt::format("SET {} = IF('procs_priv' IN ({}), {}, 'DO 0')", to_read,
                                readable("'mysql'", "Proc_priv"),
                                syntax(Dialect::mysql).literal(std::string(routine_privileges)))),
        asked_by_text(Category::privilege, "privilege", {{Category::privilege, "grant option"}}),
        preparation(fmt::format("SET {} = NULL", to_read)),
    };
}

}  // namespace retort::dialect::mysql
