#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What a definition in sqlite_schema says and no pragma tells. Texts come in one form: names and
/// keywords in lower case, without needless quotes, blanks and comments.
namespace retort::dialect::sqlite {

struct ConstraintText {
    enum class Kind { primary_key, unique, check, foreign_key };
    Kind kind = Kind::check;
    std::string name;        ///< empty: it has none
    std::string columns;     ///< `a, b desc`; of a check, its expression
    std::string references;  ///< `gene (id)`
    std::string on_update;
    std::string on_delete;
    std::string match;
    std::string deferrable;   ///< `deferrable initially deferred`, ...
    std::string on_conflict;  ///< `ignore`, ...
    bool autoincrement = false;
};

struct ColumnText {
    std::string name;
    std::string collation;
    std::string not_null_on_conflict;
    std::string generated;  ///< the expression
};

struct TableText {
    std::vector<ColumnText> columns;
    std::vector<ConstraintText> constraints;  ///< those of columns too
    std::string rest;                         ///< what is not understood; empty as a rule
};

/// @param sql CREATE TABLE as sqlite_schema has it
TableText read_table(std::string_view sql);

struct IndexText {
    bool unique = false;
    std::string columns;
    std::string condition;
};

/// @param sql CREATE INDEX as sqlite_schema has it
IndexText read_index(std::string_view sql);

/// A statement or an expression in the one form.
std::string one_form(std::string_view sql);

}  // namespace retort::dialect::sqlite
