#pragma once

#include <retort/dialect.hpp>

#include <string_view>

namespace retort::script {

/// What the words of a statement say about it, for PostgreSQL and MySQL. None of them is set for a
/// statement that reads, or that can do anything: CALL, DO, EXECUTE, BEGIN NOT ATOMIC.
struct StatementTraits {
    bool transaction = false;   ///< begins, marks or ends a transaction
    bool session = false;       ///< changes the session alone
    bool temporary = false;     ///< makes something that ends with the session
    bool standalone = false;    ///< PostgreSQL refuses it inside a transaction
    bool enum_value = false;    ///< its value can be used only behind the next commit
    bool commits = false;       ///< MySQL commits before it and behind it
    bool changes_rows = false;  ///< MySQL: INSERT, UPDATE, ...
};

/// @param statement as section_statements() gives it
StatementTraits statement_traits(std::string_view statement, Dialect dialect);

}  // namespace retort::script
