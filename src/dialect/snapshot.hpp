#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace retort::dialect {

/// A schema with its rows, as the statements that build it.
struct Snapshot {
    struct Group {
        std::string heading;  ///< `Tables`, `Indexes`, ...
        std::vector<std::string> statements;
    };
    struct Column {
        std::string name;
        std::string quoted;         ///< ready to stand in a statement
        std::string default_value;  ///< as an expression; empty: none
        std::string at_the_moment;  ///< what that expression gives when this is read, as a literal
    };
    struct Table {
        std::string name;
        std::string quoted;
        std::vector<Column> columns;  ///< that can be given
        /// Literals, exact with their types, in an order that depends on the rows alone.
        std::vector<std::vector<std::string>> rows;
        std::string overriding;    ///< stands before VALUES: `OVERRIDING SYSTEM VALUE`
        bool counts_rows = false;  ///< the first column may be left out where it is 1, 2, 3, ...
        std::string insert = "INSERT INTO";  ///< with what its rows are put in
    };
    /// Behind an INSERT INTO that gives no column.
    std::string row_of_defaults = "DEFAULT VALUES";
    /// With something in them; only where a session need not see all.
    std::vector<std::string> schemas;
    std::vector<Group> before_rows;
    std::vector<Table> tables;
    std::vector<Group> behind_rows;
    std::vector<std::string> drops;    ///< all of it, in this order
    std::vector<std::string> witness;  ///< the same schema in the database's own words
};

}  // namespace retort::dialect
