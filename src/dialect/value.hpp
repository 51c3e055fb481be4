#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace retort::dialect {

/// NULL, an integer or a text.
using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;
using Row = std::vector<Value>;

/// One of the engine's own statements; each `?` in the text takes one value.
struct Sql {
    std::string text;
    std::vector<Value> values;
};

/// The text of a column; NULL is an empty one.
inline std::string text(const Value& value) {
    if (const auto* string = std::get_if<std::string>(&value)) {
        return *string;
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? std::string() : std::to_string(*number);
}

inline std::int64_t number(const Value& value) {
    const auto* integer = std::get_if<std::int64_t>(&value);
    return integer == nullptr ? 0 : *integer;
}

inline bool is_null(const Value& value) {
    return std::holds_alternative<std::nullptr_t>(value);
}

/// NULL for an empty text.
inline Value text_or_null(const std::string& string) {
    return string.empty() ? Value(nullptr) : Value(string);
}

}  // namespace retort::dialect
