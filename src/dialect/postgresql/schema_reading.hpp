#pragma once

#include "dialect/schema_question.hpp"

#include <string>
#include <vector>

/// How the questions about a schema are put: in pg_catalog alone, whatever the session's search
/// path has, so that names in printed texts have their schemas. Names of objects have not, where
/// that is the session's own one.
namespace retort::dialect::postgresql {

/// A fact, and the expression that it is read from.
struct FactReading {
    Category category;
    std::string name;
    std::string sql;
};

/// All objects of one kind. `from` may name `spaces`, the schemas to read: oid, nspname, prefix of
/// the names in it; and `relations`, their part of pg_class with prefix, name, kind and label.
struct Reading {
    Category category;
    std::string kind;
    std::string owner;  ///< expressions
    std::string name;
    std::vector<FactReading> facts;
    std::string from;
};
SchemaQuestion question(Reading reading);

/// What the texts of the others rest on; without an answer. It holds for the transaction.
SchemaQuestion scope_question(const SchemaScope& scope);

inline constexpr const char* no_owner = "NULL";

// Expressions.
/// Qualified where it is not of the session's own schema.
std::string named(const std::string& schema_name, const std::string& name);
/// Qualified where it is not of pg_catalog.
std::string qualified(const std::string& catalog, const std::string& prefix,
                      const std::string& oid);
/// In byte order: options of which the order says nothing.
std::string listed(const std::string& texts);
/// Of a column, as listed(): the server's own stamp among them, which 15.20 has, is no option.
std::string column_options(const std::string& texts);
/// Of triggers and rules: absent in the usual case.
std::string enabled(const std::string& state);
/// The entries of an access control list, whoever made them in whatever order. NULL: none.
std::string granted(const std::string& acl, const std::string& owner);
std::string columns_of(const std::string& relation, const std::string& numbers);

// Conditions.
/// It neither belongs to an extension nor came with another object.
std::string stands_alone(const std::string& catalog, const std::string& oid);
std::string not_of_extension(const std::string& catalog, const std::string& oid);
/// Not of those that every database begins with.
std::string made_later(const std::string& oid);

// Facts.
FactReading comment_on(const std::string& catalog, const std::string& oid);
/// Absent where it is the session's role: what another role made again is the same.
FactReading owned_by(const std::string& role);
/// Absent where they are what an object of that kind begins with.
/// @param kind as acldefault() names it; empty: with none at all
FactReading privileges(const std::string& acl, const std::string& kind, const std::string& owner);
/// The type without its time zone, and that.
std::vector<FactReading> typed(const std::string& type, const std::string& modifier);
FactReading collated(Category category, const std::string& collation, const std::string& usual);

std::vector<FactReading> joined(std::vector<std::vector<FactReading>> parts);

// The questions by theme.
using Questions = std::vector<SchemaQuestion>;
Questions relation_questions();
Questions constraint_questions();
Questions index_questions();
Questions routine_questions();
Questions type_questions();
Questions access_questions();
Questions search_and_operator_questions();
Questions foreign_questions();
Questions unread_questions();

}  // namespace retort::dialect::postgresql
