#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort::dialect::mysql {

/// Reads what mariadb-dump writes, a line at a time. It escapes line feeds in values, so that none
/// begins inside of one. Pure.
class DumpReader {
public:
    enum class Line {
        definition,
        rows,       ///< of an INSERT
        rows_only,  ///< goes with those: locks, keys that are off meanwhile
    };

    /// @param listed the table whose first column is taken down
    explicit DumpReader(std::string listed) : listed_(std::move(listed)) {}

    /// @throws DatabaseError for a dump of another form
    Line read(std::string_view line);

    /// By table.
    const std::map<std::string, std::uint64_t>& rows() const noexcept { return rows_; }
    const std::vector<std::string>& list() const noexcept { return list_; }

private:
    void count(std::string_view text);

    std::string listed_;
    std::map<std::string, std::uint64_t> rows_;
    std::vector<std::string> list_;
    std::string table_;  ///< of the INSERT that goes on
    bool is_in_insert_ = false;
    bool is_in_program_ = false;
};

/// The line without who defines a view or program.
std::string without_definer(std::string line);

}  // namespace retort::dialect::mysql
