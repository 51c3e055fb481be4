#pragma once

#include "dialect/schema_question.hpp"
#include "dialect/value.hpp"

#include <retort/validate.hpp>

#include <string>
#include <vector>

namespace retort::dialect {

/// What there is to look at in a database, and what the catalog tells of it already.
struct Integrity {
    struct Table {
        std::string name;    ///< to be shown
        std::string quoted;  ///< ready to stand in a statement
    };
    /// Rows that should not be: how many, as a query that counts them.
    struct Suspicion {
        std::string kind;
        std::string table;
        std::string detail;  ///< what they break: `foreign key gene_id`
        Sql count;
    };
    std::vector<Table> tables;
    std::vector<Suspicion> suspicions;
    std::vector<IntegrityProblem> problems;
};

/// Whether these names are Retort's own tables.
bool is_own(const SchemaScope& scope, const std::string& default_schema, const std::string& schema,
            const std::string& table);

}  // namespace retort::dialect
