#include "dialect/mysql/row_literal.hpp"

#include "script/word_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace retort::dialect::mysql {
namespace {

constexpr std::string_view integers = "tinyint|smallint|mediumint|int|bigint|decimal|double";
constexpr std::string_view byte_types =
    "binary|varbinary|tinyblob|blob|mediumblob|longblob|geometry|point|linestring|polygon|"
    "multipoint|multilinestring|multipolygon|geometrycollection|vector";

bool is_unicode(const ColumnType& type) {
    return script::is_word(type.character_set, "utf8mb4|utf8mb3|utf8|ascii");
}

}  // namespace

// What begins with an x is in hexadecimal digits, and all else with another letter.
std::string read_expression(const ColumnType& type, const std::string& quoted) {
    if (script::is_word(type.name, byte_types)) {
        return fmt::format("CONCAT('x', HEX({}))", quoted);
    }
    if (type.name == "bit") {
        return fmt::format("CONCAT('nb''', BIN({}), '''')", quoted);
    }
    if (type.name == "float") {
        // It prints six digits, which may be all that it has.
        return fmt::format(
            "CONCAT('n', IF(CAST(CONCAT({0}) AS FLOAT) = {0}, CONCAT({0}), CONCAT(CAST({0} AS "
            "DOUBLE))))",
            quoted);
    }
    if (script::is_word(type.name, integers)) {
        return fmt::format("CONCAT('n', {})", quoted);
    }
    if (type.name == "enum") {
        // Beside an empty member there is the empty text of what was none.
        return fmt::format("IF({0} + 0 = 0, 'n0', CONCAT('t', CONVERT({0} USING utf8mb4)))",
                           quoted);
    }
    if (type.character_set.empty() || is_unicode(type)) {
        return fmt::format("CONCAT('t', CONVERT({} USING utf8mb4))", quoted);
    }
    return fmt::format(
        "IF(CAST(CONVERT(CONVERT({0} USING utf8mb4) USING {1}) AS BINARY) = CAST({0} AS BINARY), "
        "CONCAT('t', CONVERT({0} USING utf8mb4)), CONCAT('x', HEX({0})))",
        quoted, type.character_set);
}

std::string literal_of(const ColumnType& type, const Value& read) {
    if (is_null(read)) {
        return "NULL";
    }
    const std::string value = text(read);
    switch (value.front()) {
        case 'n':
            return value.substr(1);
        case 'x':
            return fmt::format("{}X'{}'",
                               type.character_set.empty() ? "" : "_" + type.character_set + " ",
                               value.substr(1));
        default:
            return text_literal(value.substr(1));
    }
}

std::string text_literal(const std::string& text) {
    const bool is_ascii = std::all_of(text.begin(), text.end(),
                                      [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
    std::string result = is_ascii ? "'" : "_utf8mb4'";
    for (const char c : text) {
        switch (c) {
            case '\'':
                result += "''";
                break;
            case '\\':
                result += "\\\\";
                break;
            case '\n':
                result += "\\n";
                break;
            case '\r':
                result += "\\r";
                break;
            case '\0':
                result += "\\0";
                break;
            default:
                result += c;
        }
    }
    return result + "'";
}

}  // namespace retort::dialect::mysql
