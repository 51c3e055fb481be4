#pragma once

#include <set>
#include <string>
#include <string_view>

namespace retort::dialect::mysql {

/// What a text names that lives as long as its session, as it is written.
struct SessionNames {
    std::set<std::string> variables;  ///< without the @
    std::set<std::string> temporary_tables;

    /// Adds those of one statement.
    void add(std::string_view statement);
};

}  // namespace retort::dialect::mysql
