#include "dialect/mysql/schema_theme.hpp"

#include "dialect/syntax.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {

std::string SchemaTheme::is_not_own(std::string_view table) const {
    const Syntax& sql = syntax(Dialect::mysql);
    std::string names;
    for (const std::string& name : scope.own_tables) {
        names += (names.empty() ? "" : ", ") + sql.literal(name);
    }
    if (names.empty()) {
        return "TRUE";
    }
    const std::string is_none = fmt::format("{} NOT IN ({})", exact(table), names);
    return scope.own_schema.empty() ? is_none
                                    : fmt::format("({} <> {} OR {})", exact("DATABASE()"),
                                                  sql.literal(scope.own_schema), is_none);
}

SchemaQuestion question(Category category, const char* kind, const std::string& owner,
                        const std::string& name, const std::vector<Told>& told,
                        const std::string& from) {
    SchemaQuestion result{category, kind, {}, {}};
    std::string columns = owner + ", " + name;
    for (const Told& fact : told) {
        result.facts.push_back({fact.category, fact.name});
        columns += ", " + fact.expression;
    }
    result.sql.text = "SELECT " + columns + " " + from;
    return result;
}

SchemaQuestion preparation(std::string sql) {
    return {Category::other, "", {}, {std::move(sql), {}}};
}

std::string exact(std::string_view name) {
    return fmt::format("CAST({} AS BINARY)", name);
}

std::string unqualified(const std::string& text) {
    return "REPLACE(" + text + ", CONCAT('`', REPLACE(DATABASE(), '`', '``'), '`.'), '')";
}

std::string other_definer() {
    return "NULLIF(DEFINER, CURRENT_USER())";
}

std::vector<Told> told_of_client() {
    return {
        {Category::collation, "client character set", "CHARACTER_SET_CLIENT"},
        {Category::collation, "connection collation", "COLLATION_CONNECTION"},
        {Category::privilege, "definer", other_definer()},
    };
}

// DISTINCT keeps the server from merging it into the query around it, where it would have no index.
std::string relations() {
    return "(SELECT DISTINCT " + exact("TABLE_NAME") +
           " AS relation, TABLE_TYPE AS relation_type, TABLE_COLLATION AS relation_collation "
           "FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()) AS relations";
}

std::string is_table() {
    return "relation_type IN ('BASE TABLE', 'SYSTEM VERSIONED')";
}

std::string label_of_relation() {
    return "CONCAT(CASE relation_type WHEN 'VIEW' THEN 'view ' WHEN 'SEQUENCE' THEN 'sequence ' "
           "ELSE 'table ' END, TABLE_NAME)";
}

}  // namespace retort::dialect::mysql
