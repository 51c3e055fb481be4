#include "errors/validation.hpp"

#include <fmt/format.h>

namespace retort::errors {

std::string rows_break(std::int64_t rows, const std::string& what) {
    return fmt::format("{} row{} {}", rows, rows == 1 ? " breaks" : "s break", what);
}

std::string not_valid(const std::string& constraint) {
    return fmt::format("{} is NOT VALID: rows from before it were never checked", constraint);
}

std::string disabled(const std::string& constraint) {
    return fmt::format("the triggers of {} are disabled: new rows are not checked", constraint);
}

std::string invalid_index(const std::string& index) {
    return fmt::format("index {} is invalid: no query uses it, and it keeps nothing unique", index);
}

}  // namespace retort::errors
