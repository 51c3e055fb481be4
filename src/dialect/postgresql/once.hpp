#pragma once

#include "dialect/database.hpp"
#include "dialect/postgresql/connection.hpp"

#include <string>
#include <vector>

namespace retort::dialect::postgresql {

/// What a statement that commits by itself makes or drops, as far as the catalog can judge it.
struct OnceTarget {
    enum class Kind { nothing_known, indexes_of_table, index, database };
    Kind kind = Kind::nothing_known;
    std::string name;    ///< as written, quotes included
    std::string makes;   ///< the index of the table; may be empty
    bool drops = false;  ///< what is named; otherwise it is made
};

OnceTarget target_of(std::string_view statement);

/// The catalog's answer, to be stored before the statement runs.
std::string fingerprint(Connection& connection, const OnceTarget& target);

/// What became of the statement. Indexes that it left invalid are dropped.
/// @param mark what statements bear in front that run in no transaction
Verdict judge(Connection& connection, const OnceTarget& target, const std::string& before,
              const std::string& mark);

/// The indexes of the table that are invalid and were not there `before`, or that the statement
/// makes: IF NOT EXISTS is content with an invalid one. Quoted names.
std::vector<std::string> left_invalid(Connection& connection, const OnceTarget& target,
                                      const std::string& before);

}  // namespace retort::dialect::postgresql
