#pragma once

#include "script/identifiers.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::postgresql {

/// What a statement names that other objects may use.
struct Touched {
    enum class Kind {
        columns,    ///< of relations
        relations,  ///< whole
        routines,
        types,
        schemas,
        anything,  ///< that of these which has one of the names, or a column that has one
    };
    Kind kind = Kind::anything;
    std::vector<script::Identifier> names;
    std::vector<script::ObjectId> routines;
    std::set<std::string> parts;  ///< columns, attributes and constraints
};

/// Read from the statement's words.
Touched touched_by(std::string_view statement);

}  // namespace retort::dialect::postgresql
