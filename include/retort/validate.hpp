#pragma once

#include <retort/export.hpp>
#include <retort/schema.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retort {

struct TableRows {
    std::string table;  ///< with its schema where that is not the session's
    std::uint64_t rows = 0;
};

struct IntegrityProblem {
    std::string kind;   ///< corrupt, foreign_key, check, not_null, not_enforced or invalid_index
    std::string table;  ///< empty: the whole database
    std::string detail;
};

struct Validation {
    std::vector<TableRows> tables;  ///< in byte order, without Retort's own
    std::vector<IntegrityProblem> problems;
};

/// Reads all of a database, and says what is wrong with its rows: the engine's own check where it
/// has one, foreign keys without a parent and CHECK constraints that do not hold, whether the
/// server enforces them or not, and those that it does not enforce. Rows are counted as of one
/// moment, where the database has that. Changes nothing; takes as long as reading every table.
/// @param session in no transaction
/// @throws DatabaseError
RETORT_API Validation validate(soci::session& session, const SchemaOptions& options = {});

struct RowChange {
    std::string table;
    std::optional<std::uint64_t> before;  ///< none: it was not there
    std::optional<std::uint64_t> after;
};

/// The tables whose number of rows differs, or that only one side has, in byte order. Pure.
RETORT_API std::vector<RowChange> row_changes(const std::vector<TableRows>& before,
                                              const std::vector<TableRows>& after);

}  // namespace retort
