#include "dialect/mysql/schema_questions.hpp"

#include "dialect/mysql/schema_theme.hpp"

#include <fmt/format.h>

namespace retort::dialect::mysql {
namespace {

/// How expressions are printed depends on sql_mode, and the default of a TIMESTAMP on the time
/// zone.
std::string with_schema_settings(const std::string& sql, bool mariadb) {
    constexpr const char* longest = "1073741824";
    if (mariadb) {
        return fmt::format(
            "SET STATEMENT sql_mode = '', time_zone = '+00:00', group_concat_max_len = {} FOR {}",
            longest, sql);
    }
    const std::size_t verb = sql.find(' ');
    return fmt::format(
        "{} /*+ SET_VAR(sql_mode = '') SET_VAR(time_zone = '+00:00') "
        "SET_VAR(group_concat_max_len = {}) */{}",
        sql.substr(0, verb), longest, sql.substr(verb));
}

}  // namespace

std::vector<SchemaQuestion> schema_questions(const SchemaScope& scope, bool mariadb) {
    const SchemaTheme theme{scope, mariadb};
    std::vector<SchemaQuestion> questions;
    for (const auto& of_theme :
         {questions_of_tables(theme), questions_of_keys(theme), questions_of_programs(theme),
          questions_of_sequences(theme), questions_of_privileges(theme),
          questions_of_routine_privileges(theme), questions_of_unread(theme)}) {
        questions.insert(questions.end(), of_theme.begin(), of_theme.end());
    }
    for (SchemaQuestion& question : questions) {
        question.sql.text = with_schema_settings(question.sql.text, mariadb);
    }
    return questions;
}

}  // namespace retort::dialect::mysql
