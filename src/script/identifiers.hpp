#pragma once

#include "script/object.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// A name in SQL text, unquoted and folded as the dialect folds it.
struct Identifier {
    std::string schema;  ///< the part before it, when there is one: it may be a table too
    std::string name;
    /// It stands where a table or a routine is named: behind FROM, JOIN, a comma of a FROM list,
    /// INTO, UPDATE, TABLE, EXECUTE FUNCTION, ..., or before a bracket.
    bool surely = false;
};

/// The identifiers of a text, outside of strings and comments, keywords included; each once. The
/// text of a dollar-quoted body counts, but for nothing sure.
std::vector<Identifier> identifiers_of(std::string_view text, Dialect dialect);

/// Whether `identifier` may mean the object.
bool may_name(const Identifier& identifier, const ObjectId& object) noexcept;

/// What a statement says of an object by its words.
struct ObjectDefinition {
    enum class Verb { create, alter, drop };
    Verb verb = Verb::create;
    ObjectId object;
};

/// The views, materialized views, routines and triggers that the statement itself creates,
/// replaces, alters or drops. DROP FUNCTION without arguments names them all. On PostgreSQL and
/// SQLite a temporary one is none.
std::vector<ObjectDefinition> definitions_of(std::string_view statement, Dialect dialect);

/// A statement that creates an object, with OR REPLACE put behind its CREATE when it is not there.
std::string with_or_replace(std::string_view statement, Dialect dialect);

/// The tables and views that the statement itself alters, drops, renames or creates, by its first
/// words; CREATE INDEX and COMMENT name none.
std::vector<Identifier> tables_changed_by(std::string_view statement, Dialect dialect);

/// The tables and views that a statement, or a body in it, writes to, defines or drops, as far as
/// the word before the name says so: INSERT INTO t, UPDATE t, DELETE FROM t, ALTER TABLE t, ... A
/// temporary table that it makes or drops is none. Linear.
std::vector<Identifier> tables_written_by(std::string_view statement, Dialect dialect);

}  // namespace retort::script
