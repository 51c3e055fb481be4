#pragma once

#include "dialect/schema_question.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What schema_questions() is made of. Pure.
namespace retort::dialect::mysql {

inline constexpr const char* table_owner = "CONCAT('table ', TABLE_NAME)";

/// A fact and the SQL expression for its value.
struct Told {
    Category category;
    const char* name;
    std::string expression;
};

/// What the texts of all questions need to know.
struct SchemaTheme {
    const SchemaScope& scope;
    bool mariadb;

    /// The condition that a table is none of Retort's own.
    std::string is_not_own(std::string_view table) const;
};

/// @param from what follows the columns of the query
SchemaQuestion question(Category category, const char* kind, const std::string& owner,
                        const std::string& name, const std::vector<Told>& told,
                        const std::string& from);

/// A statement that makes no objects.
SchemaQuestion preparation(std::string sql);

/// Names of tables that differ in case alone are different, whatever the catalog's collation is.
std::string exact(std::string_view name);

/// A text of the server's without the name of the database it is in.
std::string unqualified(const std::string& text);

/// Who is not the connected user.
std::string other_definer();

/// What a client was set to when it made a view or a program.
std::vector<Told> told_of_client();

/// Every table, view and sequence: `relation`, `relation_type`, `relation_collation`.
std::string relations();
/// The condition that one of relations() is a table.
std::string is_table();
/// `table gene`, of one of relations().
std::string label_of_relation();

// Questions by theme, each of a number that depends on the kind of server alone.
std::vector<SchemaQuestion> questions_of_tables(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_keys(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_programs(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_sequences(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_privileges(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_routine_privileges(const SchemaTheme& theme);
std::vector<SchemaQuestion> questions_of_unread(const SchemaTheme& theme);

}  // namespace retort::dialect::mysql
