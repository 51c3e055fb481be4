#pragma once

#include "dialect/value.hpp"

#include <string>

/// Values as literals that read back exactly where sql_mode is `snapshot_mode`. Pure.
namespace retort::dialect::mysql {

/// Lets in what a table may hold: dates that are none, 0 in an AUTO_INCREMENT column.
constexpr const char* snapshot_mode = "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

/// A column, as the catalog tells it.
struct ColumnType {
    std::string name;           ///< `varchar`, in lower case
    std::string character_set;  ///< empty: none
};

/// An expression for the value of a column, which literal_of() reads.
std::string read_expression(const ColumnType& type, const std::string& quoted);

std::string literal_of(const ColumnType& type, const Value& read);

/// In quotes, or with its character set where the session's may be another.
std::string text_literal(const std::string& text);

}  // namespace retort::dialect::mysql
