#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace retort::script {

/// Walks over the words of a text and knows where a table or a routine is named.
class TablePlaces {
public:
    explicit TablePlaces(const std::vector<std::string_view>& words) : words_(words) { reset(); }

    /// Goes to the next word. @returns whether it is such a name
    bool next();

private:
    enum class Expected { nothing, name, source };

    /// What is between two brackets.
    struct Level {
        bool query = false;    ///< SELECT or DELETE was met
        bool sources = false;  ///< in a FROM list: a comma is before another table
    };

    void reset();
    bool is(std::string_view choices) const noexcept { return is_at(at_, choices); }
    bool is_at(std::size_t index, std::string_view choices) const noexcept;
    bool behind(std::string_view choices) const noexcept;
    bool before_bracket() const noexcept;
    void open();
    void close();
    bool mark();
    bool keyword();
    bool names_something() const noexcept;
    void see_statement() noexcept;

    const std::vector<std::string_view>& words_;
    std::size_t at_ = 0;  ///< the word in hand
    std::size_t next_ = 0;
    std::vector<Level> levels_;
    Expected expected_ = Expected::nothing;
    std::size_t statement_ = 0;  ///< its first word
    bool on_table_ = false;      ///< ON is before a table
};

}  // namespace retort::script
