#pragma once

#include "dialect/database.hpp"

#include <string>

namespace retort::dialect::sqlite {

struct RowReading {
    std::vector<Snapshot::Column> columns;  ///< that can be given
    bool counts_rows = false;               ///< the first of them is the rowid, which no column is
    /// The rows as literals, in an order that depends on them alone.
    std::string select;
};

/// How the rows of a table are read.
RowReading row_reading(Database& database, const std::string& table);

/// A value of such a row. quote() has no literal for an infinity.
std::string row_literal(std::string quoted);

}  // namespace retort::dialect::sqlite
