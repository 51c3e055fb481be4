#pragma once

#include "support/temporary_folder.hpp"

#include <string>
#include <vector>

namespace actual {

constexpr std::size_t history_size = 59;
extern const std::string package;         ///< where the fetched files are
extern const std::string rows_of_a_user;  ///< where the rows are that each side gets alike

/// A folder with a copy of the package's base database for each side.
class Place {
public:
    /// @param rows a folder; empty: nothing is put into the base database
    explicit Place(std::string rows);

    std::string mine() const { return folder_.file("mine.db"); }
    std::string reference() const { return folder_.file("reference.db"); }
    std::string scripts() const { return folder_.file("scripts"); }
    std::string rows() const { return rows_.empty() ? folder_.file("none") : rows_; }

private:
    retort_test::TemporaryFolder folder_;
    std::string rows_;
};

/// Compares with what the sqlite3 shell makes of the same files and rows.
void check_equal(const Place& place);

}  // namespace actual
