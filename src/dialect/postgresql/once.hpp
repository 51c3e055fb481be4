#pragma once

#include "dialect/database.hpp"
#include "dialect/postgresql/connection.hpp"

#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// What a statement that commits by itself makes or drops, as far as the catalog can judge it.
struct OnceTarget {
    enum class Kind {
        nothing_known,
        build,             ///< an index of the table that is named
        reindex_table,     ///< of the table, or partitions of it
        reindex_index,     ///< the same of an index
        reindex_schema,    ///< of the tables of a schema
        reindex_database,  ///< of this one
        index,             ///< drops it
        database,
    };
    Kind kind = Kind::nothing_known;
    std::string name;                  ///< quoted where it must be
    std::string makes;                 ///< the index, as the catalog has it; empty: not named
    std::vector<std::string> columns;  ///< of an index that is not named; empty: not told by words
    bool unique = false;
    bool drops = false;  ///< what is named; otherwise it is made

    bool is_build() const noexcept { return kind == Kind::build; }
    bool is_reindex() const noexcept {
        return kind >= Kind::reindex_table && kind <= Kind::reindex_database;
    }
};

OnceTarget target_of(std::string_view statement);

/// The catalog's answer, to be stored before the statement runs.
std::string fingerprint(Connection& connection, const OnceTarget& target);

/// What became of the statement. Indexes that it left invalid are dropped, and no others.
/// @param mark what statements bear in front that run in no transaction
Verdict judge(Connection& connection, const OnceTarget& target, const std::string& before,
              const std::string& mark);

/// The invalid indexes that the statement left, which were not there `before`. Quoted names.
std::vector<std::string> left_invalid(Connection& connection, const OnceTarget& target,
                                      const std::string& before);

/// The index that the statement names, where that is invalid: IF NOT EXISTS is content with it.
std::vector<std::string> made_invalid(Connection& connection, const OnceTarget& target);

/// Whether a statement that the server refused so left nothing: it was refused before it ran, or is
/// of a kind that takes effect as a whole.
bool refused_whole(std::string_view statement, const Result& refusal);

}  // namespace retort::dialect::postgresql
